import cv2
import numpy as np
import pytest

from studio.models.classes import CAMVID, CAMVID_11, PEOPLE, UNSURE
from studio.segment.segmentation import Segmentation, count, from_probabilities


def scores(height, width, channels, seed=0):
    raw = np.random.default_rng(seed).random((height, width, channels), np.float32)
    return raw / raw.sum(-1, keepdims=True)


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (37, 24), (300, 2), (211, 317)])
def test_labels_are_the_likeliest_of_the_enlarged_probabilities(size):
    probabilities = scores(min(12, size[0]), min(16, size[1]), 32)
    found = from_probabilities(probabilities, *size, CAMVID)
    planes = [
        cv2.resize(plane, size[::-1]).reshape(size) for plane in np.moveaxis(probabilities, -1, 0)
    ]
    best = np.sort(np.stack(planes), 0)
    clear = best[-1] - best[-2] > 1e-5
    assert clear.mean() > 0.95
    assert (found.labels == np.argmax(planes, 0))[clear].all()
    assert found.labels.dtype == np.uint8


def test_photo_smaller_than_the_model_sees_areas_not_single_pixels():
    probabilities = np.zeros((90, 90, 2), np.float32)
    probabilities[..., 1] = 0.4
    probabilities[..., 0] = 0.6
    probabilities[44:46, 44:46] = (0, 1)
    assert from_probabilities(probabilities, 1, 1, PEOPLE).labels == [[0]]


def test_confidence_is_the_highest_probability_at_the_models_resolution():
    probabilities = scores(9, 12, 11)
    found = from_probabilities(probabilities, 90, 120, CAMVID_11)
    assert (found.confidence == np.sort(probabilities, -1)[..., -1]).all()


def test_shares_name_what_was_found_largest_first():
    labels = np.array([[0, 0, 0, 3], [UNSURE, 3, 0, 0]], np.uint8)
    shares = Segmentation(labels, np.ones((1, 1), np.float32), CAMVID_11).shares()
    assert list(shares.items()) == [("sky", 0.625), ("road", 0.25), ("unsure", 0.125)]


def test_count_is_that_of_numpy():
    labels = np.random.default_rng(0).integers(0, 256, (40, 30), np.uint8)
    present, counts = np.unique(labels, return_counts=True)
    assert (count(labels)[present] == counts).all()
    assert count(labels).sum() == labels.size
