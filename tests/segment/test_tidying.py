import numpy as np
import pytest
from skimage.measure import label, regionprops

from studio.models.classes import CAMVID_11, UNSURE
from studio.recipe.regions import AS_FOUND, Tidying
from studio.segment.segmentation import Segmentation
from studio.segment.tidying import absorb, doubt, smooth, tidy


def blots(height=60, width=90, classes=5, seed=0):
    """Blocks of 6 x 6 pixels with single pixels of noise."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, classes, (height // 6, width // 6), np.uint8)
    labels = coarse.repeat(6, 0).repeat(6, 1)
    noisy = rng.random(labels.shape) < 0.05
    labels[noisy] = rng.integers(0, classes, noisy.sum())
    return labels


def areas(labels):
    return [region.area for region in regionprops(label(labels + 1, connectivity=2))]


def test_no_small_region_is_left():
    labels = blots()
    least = 20 / labels.size
    assert min(areas(labels)) < 20
    assert min(areas(absorb(labels, least))) >= 20


def test_large_regions_lose_no_pixel():
    labels = blots()
    parts = label(labels + 1, connectivity=2)
    sizes = np.bincount(parts.ravel())
    large = sizes[parts] >= 20
    assert (absorb(labels, 20 / labels.size) == labels)[large].all()


def test_speck_takes_the_label_around_it():
    labels = np.full((20, 20), 7, np.uint8)
    labels[5:7, 5:7] = 200
    assert (absorb(labels, 5 / 400) == 7).all()


@pytest.mark.parametrize("share", [1.0, 1e-9])
def test_labels_stay_if_all_regions_or_none_are_small(share):
    labels = np.eye(8, dtype=np.uint8) + np.eye(8, dtype=np.uint8)[::-1] * 2
    assert (absorb(labels, share) == labels).all()


def test_vote_is_the_commonest_label_of_the_window():
    labels = blots()
    smoothed = smooth(labels, 5 / 90)
    padded = np.pad(labels, 2, mode="reflect")
    for y, x in np.random.default_rng(1).integers(0, 60, (200, 2)):
        votes = np.bincount(padded[y : y + 5, x : x + 5].ravel(), minlength=5)
        winners = np.flatnonzero(votes == votes.max())
        assert smoothed[y, x] in winners
        if labels[y, x] in winners:
            assert smoothed[y, x] == labels[y, x]


def test_vote_does_not_depend_on_strips():
    labels = blots(600, 48)
    tall = smooth(labels, 5 / 600)
    part = smooth(labels[250:400], 5 / 150)
    assert (tall[260:390] == part[10:140]).all()


def test_straight_border_stays_where_it_is():
    labels = np.zeros((40, 40), np.uint8)
    labels[:, 17:] = 9
    assert (smooth(labels, 0.2) == labels).all()


def test_floor_marks_the_pixels_the_model_doubts():
    labels = np.full((40, 80), 3, np.uint8)
    confidence = np.array([[0.2, 0.2, 0.9, 0.9]], np.float32)
    doubted = doubt(labels, confidence, 0.5)
    assert (doubted[:, :20] == UNSURE).all()
    assert (doubted[:, 60:] == 3).all()
    assert (labels == 3).all()


def test_nothing_to_tidy_changes_nothing():
    found = Segmentation(blots(), np.full((4, 4), 0.1, np.float32), CAMVID_11)
    assert (tidy(found, AS_FOUND).labels == found.labels).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1)])
def test_any_shape_is_tidied(shape):
    labels = np.random.default_rng(0).integers(0, 3, shape, np.uint8)
    found = Segmentation(labels, np.full((1, 1), 0.6, np.float32), CAMVID_11)
    tidied = tidy(found, Tidying(floor=0.5, smoothing=0.02, smallest=0.01))
    assert tidied.labels.shape == shape
    assert set(np.unique(tidied.labels)) <= set(np.unique(labels))
