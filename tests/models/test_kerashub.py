import importlib.util

import numpy as np
import pytest
from catalogs import tell_nobody

from studio.errors import MissingWeightsError
from studio.models.registry import Registry

NAME = "deeplabv3plus-voc"
FILES = ("config.json", "task.json", "preprocessor.json", "model.weights.h5")

without_the_extra = pytest.mark.skipif(
    importlib.util.find_spec("keras_hub") is not None, reason="keras-hub is installed here"
)


@pytest.fixture
def by_hand(tmp_path):
    """A folder of weights with files under the names of a preset."""
    (tmp_path / NAME).mkdir()
    for name in FILES:
        (tmp_path / NAME / name).write_text("{}")
    return tmp_path


def test_folder_with_the_files_of_a_preset_counts_as_installed(by_hand):
    registry = Registry(folder=by_hand)
    assert registry.store.installed(registry.models[NAME])
    (by_hand / NAME / "model.weights.h5").unlink()
    assert not registry.store.installed(registry.models[NAME])


@without_the_extra
def test_without_the_extra_the_model_says_how_to_get_it(by_hand):
    with pytest.raises(MissingWeightsError, match=r"pip install .*\[keras-hub\]"):
        Registry(folder=by_hand).segmenter(NAME)


@without_the_extra
def test_without_the_extra_nothing_is_installed(tmp_path):
    with pytest.raises(MissingWeightsError, match="no KerasHub"):
        Registry(folder=tmp_path).install(NAME, tell_nobody)
    assert not (tmp_path / NAME).exists()


def test_generated_preset_is_run(tmp_path):
    keras_hub = pytest.importorskip("keras_hub", reason="needs the extra keras-hub")
    encoder = keras_hub.models.ResNetBackbone(
        input_conv_filters=[64],
        input_conv_kernel_sizes=[7],
        stackwise_num_filters=[64, 128, 256, 512],
        stackwise_num_blocks=[1, 1, 1, 1],
        stackwise_num_strides=[1, 2, 2, 2],
        block_type="bottleneck_block",
        image_shape=(None, None, 3),
    )
    backbone = keras_hub.models.DeepLabV3Backbone(
        image_encoder=encoder,
        low_level_feature_key="P2",
        spatial_pyramid_pooling_key="P5",
        dilation_rates=[6, 12, 18],
        upsampling_size=8,
    )
    converter = keras_hub.layers.DeepLabV3ImageConverter(image_size=(512, 512), scale=1 / 255)
    keras_hub.models.DeepLabV3ImageSegmenter(
        backbone,
        num_classes=21,
        preprocessor=keras_hub.models.DeepLabV3ImageSegmenterPreprocessor(converter),
    ).save_to_preset(str(tmp_path / NAME))
    photo = np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8)
    probabilities = Registry(folder=tmp_path).segmenter(NAME).probabilities(photo)
    assert probabilities.shape == (384, 512, 21)
    assert np.abs(probabilities.sum(-1) - 1).max() < 1e-5
