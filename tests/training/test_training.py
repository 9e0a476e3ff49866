"""Keras takes seconds to import, so the tests of training live together and import it once."""

import zipfile

import cv2
import keras
import numpy as np
import pytest
from commands import invoke
from PIL import Image
from skimage import data

from studio.errors import DataError
from studio.models import catalog
from studio.models.prediction import grid
from studio.models.registry import Registry
from studio.photo.color import rgb_to_lab
from studio.training import encoder, nets
from studio.training.caffe_files import export
from studio.training.data import LEAST_CHROMA, Crops, draw_hints, open_source
from studio.training.loss import color_loss, rarity, soft_bins

PHOTOS = {"astronaut": data.astronaut, "coffee": data.coffee, "chelsea": data.chelsea}


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    folder = tmp_path_factory.mktemp("photos")
    for name, load in PHOTOS.items():
        Image.fromarray(load()[:256, :256]).save(folder / f"{name}.jpg")
    Image.fromarray(data.camera()).convert("RGB").save(folder / "gray.jpg")
    return folder


def test_zip_and_folder_give_the_same_photos(photos, tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for photo in photos.iterdir():
            archive.write(photo, f"inside/{photo.name}")
    folder, packed = open_source(photos), open_source(path)
    assert [packed.read(name) for name in packed.members] == [
        folder.read(name) for name in folder.members
    ]


def test_source_without_photos_is_refused(tmp_path):
    with pytest.raises(DataError, match="no photo"):
        open_source(tmp_path)


def test_batch_has_the_net_s_shapes(photos):
    inputs, truth = Crops([open_source(photos)], side=64, batch=3, least=0.5)[0]
    assert inputs["data_l"].shape == (3, 64, 64, 1)
    assert inputs["data_hint"].shape == (3, 64, 64, 6)
    assert truth.shape == (3, 16, 16, 2)
    assert np.abs(inputs["data_l"]).max() <= 50


def test_gray_photos_are_not_learned_from(photos):
    _, truth = Crops([open_source(photos)], side=64, batch=24, least=0.9, stride=1)[0]
    assert np.hypot(truth[..., 0], truth[..., 1]).mean((1, 2)).min() >= LEAST_CHROMA * 0.9


def test_hints_tell_the_truth():
    ab = rgb_to_lab(data.coffee()[:128, :128])[..., 1:]
    smooth = cv2.blur(ab, (9, 9))
    for seed in range(20):
        hint = draw_hints(smooth, np.random.default_rng(seed))
        given = hint[..., 2] == 1
        assert (hint[~given] == 0).all()
        if given.any():
            assert np.abs(hint[given][:, :2] - smooth[given]).mean() < 8


def test_some_pictures_get_no_hint():
    ab = np.zeros((64, 64, 2), np.float32)
    random = np.random.default_rng(0)
    empty = np.mean([draw_hints(ab, random)[..., 2].max() == 0 for _ in range(400)])
    assert empty == pytest.approx(0.33, abs=0.07)


def test_soft_bins_have_the_color_as_their_mean():
    ab = np.array([[12.0, -7.0], [0.0, 33.0]], np.float32)
    p = keras.ops.convert_to_numpy(soft_bins(ab))
    assert p.sum(-1) == pytest.approx(1)
    assert np.abs(p @ grid() - ab).max() < 0.5


def test_rare_colors_weigh_more_and_the_mean_weight_is_one():
    ab = np.repeat(np.array([[0.0, 0.0], [60.0, 40.0]], np.float32), [99, 1], axis=0)
    weight = rarity(ab)
    common, rare = (int(np.abs(grid() - c).sum(1).argmin()) for c in ((0, 0), (60, 40)))
    p = keras.ops.convert_to_numpy(soft_bins(ab)).mean(0)
    assert weight[rare] > 3 * weight[common]
    assert (p * weight).sum() == pytest.approx(1)


def test_loss_is_least_for_the_truth():
    ab = np.array([[[[20.0, 10.0]]]], np.float32)
    loss = color_loss(np.ones(len(grid()), np.float32))
    logits = np.log(keras.ops.convert_to_numpy(soft_bins(ab)) + 1e-9)
    right = loss(ab, np.concatenate([logits, ab], -1))
    wrong = (
        loss(ab, np.concatenate([logits[..., ::-1], ab], -1)),
        loss(ab, np.concatenate([logits, ab + 5], -1)),
    )
    assert all(float(right[0, 0, 0]) < float(x[0, 0, 0]) for x in wrong)


@pytest.mark.parametrize("build", [nets.compact, nets.encoder_decoder])
def test_exported_net_answers_as_the_trained_one(build, tmp_path):
    net = build()
    random = np.random.default_rng(0)
    for weights in net.weights:  # the heads start at zero, which would agree too easily
        weights.assign(weights.numpy() + random.normal(0, 0.01, weights.shape))
    inputs = {t.name: random.normal(0, 1, (1, 64, 96, t.shape[-1])) for t in net.inputs}
    trained = keras.ops.convert_to_numpy(net(inputs, training=False))[0]
    prototxt, weights = export(net, tmp_path, side=64)
    exported = cv2.dnn.readNetFromCaffe(str(prototxt), str(weights))
    for name, blob in inputs.items():
        exported.setInput(np.float32(blob).transpose(0, 3, 1, 2), name)
    heads = ["logits", "regressed_ab"] if len(inputs) > 1 else ["regressed_ab"]
    blobs = np.concatenate([b[0] for b in exported.forward(heads)]).transpose(1, 2, 0)
    assert np.abs(blobs - trained).max() < 0.02 * np.abs(trained).max()
    assert [p.suffix for p in sorted(tmp_path.iterdir())] == [".caffemodel", ".prototxt"]


def test_layer_without_a_caffe_twin_is_refused(tmp_path):
    x = keras.Input((None, None, 1), name="data_l")
    net = keras.Model(x, keras.layers.LayerNormalization()(x), name="odd")
    with pytest.raises(TypeError, match="no Caffe layer"):
        export(net, tmp_path, side=32)


def test_imagenet_encoder_is_read_right(shared):
    """Its stem on a gray picture is the RGB stem's: the reading of kernels, scales and order."""
    net = nets.compact()
    path = shared / "models/mobilenetv2-imagenet/tf2_mobilenet_v2_1.0_224_ptq.tflite"
    encoder.load_imagenet(net, path)
    kernel, bias = next(encoder._convolutions(path))
    gray = cv2.resize(data.camera(), (64, 64))
    lightness = rgb_to_lab(np.repeat(gray[..., None], 3, 2))[..., :1] - 50
    stem = keras.Model(net.input["data_l"], net.get_layer("stem").output)
    ours = keras.ops.convert_to_numpy(stem(lightness[None]))[0]
    rgb = np.pad(np.repeat(gray[..., None], 3, 2) / 127.5 - 1, ((1, 1), (1, 1), (0, 0)))
    theirs = [(rgb[20:23, 30:33, :, None] * kernel).sum((0, 1, 2)) + bias]
    assert np.corrcoef(ours[10, 15], theirs[0])[0, 1] > 0.999


def test_training_learns_exports_measures_and_goes_on(photos, tmp_path):
    run = tmp_path / "run"
    arguments = ["train", "encoder-decoder", "--data", photos, "--validation", photos, "-o", run]
    first = invoke(*arguments, "--minutes", 0.1)
    assert first.exit_code == 0, first.output
    names = {p.name for p in run.iterdir()}
    assert names == {
        "checkpoint.npz", "loss.csv", "validation.csv", "curves.png", "samples.png",
        "encoder-decoder.prototxt", "encoder-decoder.caffemodel", "catalog.json", "MODEL_CARD.md",
    }  # fmt: skip
    assert "| constant |" in (run / "MODEL_CARD.md").read_text()
    assert np.isfinite(np.loadtxt(run / "loss.csv", delimiter=",", ndmin=2)).all()
    colorizer = Registry(catalog.read(run / "catalog.json"), run).colorizer("encoder-decoder")
    assert colorizer.predict(data.coffee()[:128, :128]).chroma(1.0).shape == (128, 128, 2)
    picture = photos / "gray.jpg"
    shown = invoke("predict", "--input", picture, "--run", run, "-o", tmp_path / "shown.png")
    assert shown.exit_code == 0, shown.output
    with Image.open(tmp_path / "shown.png") as colored:
        assert colored.size == data.camera().shape
    second = invoke(*arguments, "--minutes", 0.2)
    assert second.exit_code == 0, second.output
    used = np.loadtxt(run / "loss.csv", delimiter=",", ndmin=2)[:, 0]
    assert used[0] >= 6
    assert used[-1] >= 12


def test_prediction_without_a_trained_model_is_told(photos, tmp_path):
    result = invoke("predict", "--input", photos, "--run", tmp_path, "-o", tmp_path / "shown")
    assert result.exit_code == 1
    assert "Found no trained model in" in result.stderr


def test_training_without_photos_is_told(tmp_path):
    arguments = ["train", "compact", "--data", tmp_path, "--validation", tmp_path, "-o", tmp_path]
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert "Found no photo in" in result.stderr
