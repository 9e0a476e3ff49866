import gc
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from catalogs import model_of, weight_file
from savedmodels import LIGHTS

from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.models import tfhub
from studio.models.classes import CAMVID, CAMVID_11
from studio.models.registry import Registry
from studio.models.tfhub import HubSegmenter, _silence_stderr

pytestmark = pytest.mark.tensorflow

NAMES = ["saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"]


def segmenter(folder, classes=None):
    return HubSegmenter(*(folder / name for name in NAMES), classes=classes)


@pytest.fixture(scope="module")
def lights(saved):
    return segmenter(saved(12), CAMVID_11)


def halves(height, width, first="red", second="green"):
    """A photo of two lights: one above the other where it is upright, else side by side."""
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[:] = np.multiply(LIGHTS[second], 255)
    if height > width:
        rgb[: height // 2] = np.multiply(LIGHTS[first], 255)
    else:
        rgb[:, : width // 2] = np.multiply(LIGHTS[first], 255)
    return rgb


@pytest.mark.parametrize(
    ("shape", "size"),
    [((360, 480), (360, 480)), ((480, 360), (480, 360)), ((300, 1000), (144, 480)),
     ((3000, 4000), (360, 480)), ((60, 60), (360, 360)), ((100, 4000), (12, 480))],
)  # fmt: skip
def test_map_covers_the_whole_photo_and_nothing_else(lights, shape, size):
    labels = lights.probabilities(halves(*shape)).argmax(-1)
    assert labels.shape == size
    first, second = np.array_split(labels, 2, axis=0 if shape[0] > shape[1] else 1)
    assert (first == 0).mean() > 0.97
    assert (second == 1).mean() > 0.97


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1)])
def test_thinnest_photo_is_segmented(lights, shape):
    probabilities = lights.probabilities(np.full((*shape, 3), (0, 0, 255), np.uint8))
    assert (probabilities.argmax(-1) == 2).all()


@pytest.mark.parametrize("logits", [False, True], ids=["probabilities", "logits"])
def test_probabilities_sum_to_one_without_the_background(saved, logits):
    rgb = np.random.default_rng(0).integers(0, 256, (90, 120, 3), np.uint8)
    probabilities = segmenter(saved(5, logits=logits)).probabilities(rgb)
    assert probabilities.shape == (360, 480, 4)
    assert probabilities.dtype == np.float32
    assert probabilities.min() >= 0
    assert np.abs(probabilities.sum(-1) - 1).max() < 1e-5


def test_logits_and_probabilities_of_one_model_agree(saved):
    rgb = halves(360, 480, "white", "blue")
    sure, scored = (
        segmenter(saved(5, logits=logits)).probabilities(rgb) for logits in (False, True)
    )
    assert np.array_equal(sure.argmax(-1), scored.argmax(-1))


def test_second_photo_of_a_size_costs_no_tracing(saved):
    lights = segmenter(saved(12), CAMVID_11)
    counts = []
    for shape in [(30, 40), (300, 400), (40, 30), (333, 500), (500, 333)]:
        lights.probabilities(halves(*shape))
        counts.append(lights.predict.experimental_get_tracing_count())
    assert counts == [1, 1, 2, 2, 2]


def test_collecting_garbage_passes_over_tensorflow(lights):
    assert gc.get_freeze_count() > 100_000


def test_nothing_is_said_on_stderr_during_the_import(capfd):
    with _silence_stderr():
        os.write(2, b"chatter")
    os.write(2, b"a warning")
    assert capfd.readouterr().err == "a warning"


def test_threads_get_the_map_that_one_gets(lights):
    photos = [halves(60, 80, first, second) for first in LIGHTS for second in LIGHTS]
    expected = [lights.probabilities(photo) for photo in photos]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lights.probabilities, photos * 2))
    assert all(np.array_equal(a, b) for a, b in zip(found, expected * 2, strict=True))


@pytest.mark.parametrize(("channels", "table"), [(12, CAMVID_11), (33, CAMVID)])
def test_table_of_as_many_classes_names_them(saved, channels, table):
    assert segmenter(saved(channels), table).classes is table


def test_model_of_other_classes_than_the_table_numbers_them_and_says_so(saved):
    classes = segmenter(saved(24), CAMVID).classes
    assert classes.names == tuple(f"class {label}" for label in range(23))
    assert len(set(classes.palette)) == 23
    assert "23 classes" in classes.note
    assert "32" in classes.note


def test_model_without_a_table_numbers_its_classes_and_says_so(saved):
    classes = segmenter(saved(5)).classes
    assert classes.names == ("class 0", "class 1", "class 2", "class 3")
    assert "not known" in classes.note


def test_model_without_predict_is_refused(saved):
    with pytest.raises(CorruptWeightsError, match="`predict` which it lacks"):
        segmenter(saved(5, without=("predict",)))


def test_folder_that_is_no_saved_model_is_refused(tmp_path):
    (tmp_path / "saved_model.pb").write_bytes(b"not a graph")
    with pytest.raises(CorruptWeightsError, match="TensorFlow cannot read"):
        HubSegmenter(tmp_path / "saved_model.pb")


def test_saved_model_with_cut_variables_is_refused(saved, tmp_path):
    folder = shutil.copytree(saved(5), tmp_path / "net")
    (folder / NAMES[2]).write_bytes((folder / NAMES[2]).read_bytes()[:40])
    with pytest.raises(CorruptWeightsError, match="TensorFlow cannot read"):
        segmenter(folder)


def test_without_tensorflow_hub_the_same_is_found(saved, lights, monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow_hub", None)
    monkeypatch.setattr(tfhub, "_loader", tfhub._loader.__wrapped__)
    rgb = halves(60, 80)
    found = segmenter(saved(12), CAMVID_11).probabilities(rgb)
    assert np.array_equal(found, lights.probabilities(rgb))


@pytest.fixture
def shipped(saved, tmp_path):
    """A registry of a SavedModel whose files are listed, as those of one that ships."""
    folder = shutil.copytree(saved(12), tmp_path / "lights")
    model = replace(
        model_of(*(weight_file((folder / name).read_bytes(), name) for name in NAMES)),
        name="lights",
        task="segment",
        classes="CAMVID_11",
        runtime="hub-segmenter",
    )
    return Registry({"lights": model}, tmp_path)


def test_entry_with_nested_files_is_loaded_by_the_registry(shipped):
    found = shipped.segmenter("lights")
    assert found.classes is CAMVID_11
    assert [model.name for model in shipped.ready("segment")] == ["lights"]
    assert shipped.segmenter("lights") is found


def test_damage_in_a_nested_file_is_noticed_at_the_load(shipped):
    path = shipped.store.folder / "lights" / NAMES[2]
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    with pytest.raises(CorruptWeightsError, match=r"restore variables/variables\.data"):
        shipped.segmenter("lights")


def test_saved_model_counts_only_where_its_files_belong(shipped):
    (shipped.store.folder / "lights").rename(shipped.store.folder / "elsewhere")
    assert not shipped.ready("segment")
    with pytest.raises(MissingWeightsError, match=r"saved_model\.pb"):
        shipped.segmenter("lights")
