from itertools import combinations

import numpy as np
import pytest
from skimage.color import rgb2lab

from studio.color.lab import hex_to_ab
from studio.models.prediction import Prediction, certain
from studio.recipe.hints import Hints, Point, Stroke
from studio.rendering.suggestions import (
    APART,
    dominant,
    find_middle,
    next_spots,
    pixel,
    suggest,
)

HEIGHT, WIDTH = 48, 64


def doubtful(*centres, radius=6):
    """A prediction sure of one colour of two, but for discs around `centres`, (x, y) in cells."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    logits = np.zeros((2, HEIGHT, WIDTH), np.float32)
    logits[0] = 20
    for cx, cy in centres:
        logits[0][np.hypot(x - cx, y - cy) <= radius] = 0
    return Prediction(logits, np.array([[0, 0], [50, 50]], np.float32))


def in_cells(spots):
    return np.array(spots) * [WIDTH, HEIGHT]


def test_spots_lie_where_the_model_is_unsure():
    centres = [(10, 10), (50, 12), (30, 38)]
    spots = in_cells(next_spots(doubtful(*centres), Hints()))
    gaps = np.linalg.norm(spots[:, None] - centres, axis=-1)
    assert sorted(gaps.argmin(1)) == [0, 1, 2]
    assert gaps.min(1).max() < 6


def test_spots_keep_apart():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(5, HEIGHT, WIDTH)).astype(np.float32)
    spots = in_cells(next_spots(Prediction(logits, np.zeros((5, 2), np.float32)), Hints(), 6))
    gaps = [np.linalg.norm(a - b) for a, b in combinations(spots, 2)]
    assert len(spots) == 6
    assert min(gaps) >= APART * WIDTH


@pytest.mark.parametrize(
    "hints",
    [
        Hints(points=(Point(x=10.5 / WIDTH, y=10.5 / HEIGHT, color="#b03a2e", size=0.02),)),
        Hints(strokes=(Stroke(((10.5 / WIDTH, 10.5 / HEIGHT),), "#b03a2e", 0.02),)),
    ],
    ids=["point", "stroke"],
)
def test_spots_keep_away_from_hints(hints):
    prediction = doubtful((10, 10), (50, 30))
    (free,) = in_cells(next_spots(prediction, Hints(), 1))
    (spot,) = in_cells(next_spots(prediction, hints, 1))
    assert np.linalg.norm(free - [10.5, 10.5]) < 6 or np.linalg.norm(free - [50.5, 30.5]) < 6
    assert np.linalg.norm(spot - [50.5, 30.5]) < 6


def test_a_large_doubtful_area_comes_before_a_small_one():
    prediction = doubtful((50, 30), radius=9)
    speck = doubtful((10, 10), radius=1)
    logits = np.minimum(prediction.logits, speck.logits)
    (spot,) = in_cells(next_spots(Prediction(logits, prediction.centres), Hints(), 1))
    assert np.linalg.norm(spot - [50, 30]) < 9


def test_spots_keep_off_the_edge_where_all_is_unsure_alike():
    alike = Prediction(np.zeros((2, HEIGHT, WIDTH), np.float32), np.zeros((2, 2), np.float32))
    spots = in_cells(next_spots(alike, Hints()))
    assert np.min([spots, [WIDTH, HEIGHT] - spots]) > 0.1 * WIDTH


def test_a_model_that_is_sure_asks_for_nothing():
    assert next_spots(certain(np.zeros((HEIGHT, WIDTH, 2), np.float32)), Hints()) == ()


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
    found = [hex_to_ab(color) for color in suggest(prediction, gray(120), 0.9, 0.1)]
    wanted = CENTRES[np.argsort(LIKELY)[::-1]]
    order = [int(np.linalg.norm(wanted - ab, axis=1).argmin()) for ab in found]
    assert order == [0, 1, 2, 3]


def test_suggestions_have_the_lightness_of_the_spot(prediction):
    rgb = gray(60)
    rgb[:10, 10:] = 160
    expected = lab("#a0a0a0")[0]
    for color in suggest(prediction, rgb, 0.9, 0.1):
        assert lab(color)[0] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("level", [0, 255])
def test_suggestions_for_black_and_white_can_be_told_apart(prediction, level):
    found = [lab(color) for color in suggest(prediction, gray(level), 0.9, 0.1)]
    assert len(found) == 4
    assert min(np.linalg.norm(a - b) for a, b in combinations(found, 2)) > 10


def test_no_more_suggestions_than_asked_for(prediction):
    assert len(suggest(prediction, gray(120), 0.9, 0.1, 2)) == 2


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


def test_the_middle_of_a_region_is_inside_and_far_from_its_border():
    ring = np.zeros((60, 80), np.bool_)
    ring[10:50, 10:70] = True
    ring[20:40, 20:60] = False
    ring[10:50, 58:78] = True
    x, y = find_middle(ring)
    assert ring[int(y * 60), int(x * 80)]
    assert x > 0.75
