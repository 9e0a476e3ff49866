"""Training of segmenters: what goes in, what is learned from it, and what comes out."""

import json

import keras
import numpy as np
import pytest

from studio.evaluate.scenes import Scene
from studio.models import catalog
from studio.models.classes import PEOPLE, UNSURE
from studio.models.letterbox import fit
from studio.models.registry import Registry
from studio.models.segmenter import HalfSizeSegmenter
from studio.training import caffe_writer, segmenters
from studio.training.loss import segmentation_loss
from studio.training.nets.segmenter import segmenter
from studio.training.segmenters import Plan, Run
from studio.training.windows import Windows

TINY = Plan(
    name="tiny-people",
    table="PEOPLE",
    height=64,
    width=96,
    longer=120,
    batch=2,
    common=1.2,
)


def scene(seed=0, height=90, width=120):
    """A bright disc on dark ground: the labels can be read off the picture."""
    y, x = np.mgrid[:height, :width]
    random = np.random.default_rng(seed)
    centre, radius = random.uniform(0.3, 0.7, 2) * (height, width), random.uniform(15, 30)
    inside = np.hypot(y - centre[0], x - centre[1]) < radius
    rgb = np.where(inside[..., None], (210, 190, 200), (50, 60, 40)).astype(np.uint8)
    return Scene(rgb, inside.astype(np.uint8))


@pytest.fixture(scope="module")
def batch():
    scenes = [scene(i) for i in range(4)]
    windows = Windows([scenes], height=64, width=96, fit=120, batch=40, seed=0)
    return windows[0]


@pytest.fixture(scope="module")
def net():
    keras.utils.set_random_seed(0)
    return segmenter("tiny-people", 2)


def test_windows_are_rgb_and_labels_at_half_size(batch):
    rgb, labels = batch
    assert (rgb.shape, rgb.dtype) == ((40, 64, 96, 3), np.float32)
    assert (labels.shape, labels.dtype) == ((40, 32, 48), np.uint8)
    assert 0 <= rgb.min() < rgb.max() <= 1


def test_labels_lie_where_the_picture_has_them(batch):
    rgb, labels = batch
    bright = rgb.mean(-1).reshape(40, 32, 2, 48, 2).mean((2, 4))
    both = [(w, t) for w, t in zip(bright, labels, strict=True) if {0, 1} <= set(t.flat)]
    assert len(both) > 20
    for window, truth in both:
        middle = (window[truth == 0].mean() + window[truth == 1].mean()) / 2
        assert ((window > middle) == truth)[truth != UNSURE].mean() > 0.97


def test_some_windows_are_gray_and_some_are_not(batch):
    rgb, _ = batch
    gray = np.ptp(rgb, axis=-1).max((1, 2)) < 1e-3
    assert 5 < gray.sum() < 30


def test_beyond_the_picture_nobody_knows():
    windows = Windows([[scene()]], height=256, width=256, fit=64, batch=4, seed=0)
    assert (windows[0][1] == UNSURE).mean() > 0.5


def test_sure_and_right_costs_nothing():
    labels = np.array([[[0, 1], [1, UNSURE]]])
    logits = 40 * np.eye(3, dtype=np.float32)[np.array([[[0, 1], [1, 2]]])]
    loss = segmentation_loss(np.ones(3, np.float32))
    many = [np.tile(x, (1, 200, 200, 1)[: x.ndim]) for x in (labels, logits)]
    assert float(loss(*many)) == pytest.approx(0, abs=1e-3)


def test_unknown_pixels_do_not_count():
    loss = segmentation_loss(np.ones(2, np.float32))
    labels = np.array([[[0, UNSURE]]])
    first, second = (np.float32([[[[3, 0], [x, 0]]]]) for x in (-5, 5))
    assert float(loss(labels, first)) == pytest.approx(float(loss(labels, second)))


def test_rare_classes_weigh_more():
    few = Scene(np.zeros((10, 10, 3), np.uint8), np.eye(10, dtype=np.uint8))
    common, rare = segmenters.weights([[few]], 2, 1.02)
    assert rare > 5 * common


def test_segmenter_stays_within_its_size():
    assert segmenter("camvid-compact", 11).count_params() <= 3.5e6


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    scenes = [scene(i) for i in range(6)]
    entry = segmenters.train(TINY, [scenes], scenes[:2], Run(folder=folder, minutes=0.05))
    return folder, entry


def test_run_leaves_curves_and_an_entry_that_loads(run):
    folder, entry = run
    assert (folder / "curves.png").stat().st_size > 1000
    assert json.loads((folder / "catalog.json").read_text())["models"][0]["name"] == entry.name
    segmenter = Registry(catalog.read(folder / "catalog.json"), folder).segmenter(entry.name)
    scores = segmenter.probabilities(scene().rgb)
    assert scores.shape == (360, 480, 2)
    assert np.allclose(scores.sum(-1), 1, atol=1e-4)


def test_what_ships_answers_as_the_net_that_was_trained(net, tmp_path):
    files = caffe_writer.export(net, tmp_path, {"rgb": 480})
    shipped = HalfSizeSegmenter(*files, classes=PEOPLE)
    picture = np.random.default_rng(0).integers(0, 256, (360, 480, 3), np.uint8)
    padded = np.pad(picture, ((0, 24), (0, 0), (0, 0)), "edge")[None] / np.float32(255)
    large = keras.ops.image.resize(net(padded), (384, 480))[0, :360]
    exact = keras.ops.softmax(large).numpy()
    assert np.abs(shipped.probabilities(picture) - exact).max() < 0.02  # float16 weights


@pytest.mark.parametrize("size", [(360, 480), (900, 300), (33, 50), (1, 2000)])
def test_a_photo_of_any_shape_is_told_whole(net, tmp_path, size):
    files = caffe_writer.export(net, tmp_path, {"rgb": 480})
    photo = np.zeros((*size, 3), np.uint8)
    said = HalfSizeSegmenter(*files, classes=PEOPLE).probabilities(photo)
    frame = (360, 480) if size[1] >= size[0] else (480, 360)
    assert said.shape == (*fit(photo, *frame), 2)
    assert np.allclose(said.sum(-1), 1, atol=1e-5)
