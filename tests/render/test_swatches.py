from itertools import combinations

import numpy as np
import pytest
from skimage.color import rgb2lab

from studio.models.prediction import Prediction
from studio.photo.color import hex_to_ab
from studio.render.suggestions import dominant, in_hex, pixel, suggested

CENTRES = np.array([[0, 0], [60, 40], [-40, 40], [10, -50]], np.float32)
LIKELY = [2.0, 4.0, 1.0, 3.0]  # of each centre, up to a constant


def lab(color):
    return rgb2lab(np.array([[list(bytes.fromhex(color[1:]))]], np.uint8))[0, 0]


@pytest.fixture
def prediction():
    logits = np.zeros((4, 2, 2), np.float32)
    logits[:, 0, 1] = LIKELY
    return Prediction(logits, CENTRES)


def gray(level):
    return np.full((20, 20, 3), level, np.uint8)


def test_suggestions_come_likeliest_first(prediction):
    found = [hex_to_ab(color) for color in suggested(prediction, gray(120), 0.9, 0.1)]
    wanted = CENTRES[np.argsort(LIKELY)[::-1]]
    order = [int(np.linalg.norm(wanted - ab, axis=1).argmin()) for ab in found]
    assert order == [0, 1, 2, 3]


def test_suggestions_have_the_lightness_of_the_spot(prediction):
    rgb = gray(60)
    rgb[:10, 10:] = 160
    expected = lab("#a0a0a0")[0]
    for color in suggested(prediction, rgb, 0.9, 0.1):
        assert lab(color)[0] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("level", [0, 255])
def test_suggestions_for_black_and_white_can_be_told_apart(prediction, level):
    found = [lab(color) for color in suggested(prediction, gray(level), 0.9, 0.1)]
    assert len(found) == 4
    assert min(np.linalg.norm(a - b) for a, b in combinations(found, 2)) > 10


def test_no_more_suggestions_than_asked_for(prediction):
    assert len(suggested(prediction, gray(120), 0.9, 0.1, 2)) == 2


def test_dominant_colours_are_those_of_the_areas_largest_first():
    rgb = np.zeros((60, 60, 3), np.uint8)
    rgb[:40], rgb[40:55], rgb[55:] = (176, 58, 46), (46, 134, 193), (39, 174, 96)
    assert dominant(rgb, 3) == ("#b03a2e", "#2e86c1", "#27ae60")


def test_a_picture_of_one_colour_has_one_dominant_colour():
    assert dominant(np.full((30, 30, 3), 77, np.uint8)) == ("#4d4d4d",)


@pytest.mark.parametrize(
    ("x", "y", "row", "column"), [(0, 0, 0, 0), (1, 1, 9, 19), (0.5, 0.26, 2, 10)]
)
def test_pixel_is_the_one_under_the_spot(x, y, row, column):
    rgb = np.random.default_rng(0).integers(0, 256, (10, 20, 3), dtype=np.uint8)
    assert np.array_equal(pixel(rgb, x, y)[0, 0], rgb[row, column])


def test_hex_is_written_as_the_models_read_it():
    assert in_hex(np.array([1, 171, 254], np.uint8)) == "#01abfe"
