from itertools import combinations

import numpy as np
import pytest

from studio.models.prediction import Prediction, certain
from studio.recipe.hints import Hints, Point, Stroke
from studio.render.suggestions import APART, next_spots, uncertainty_map

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
        Hints(points=(Point(10.5 / WIDTH, 10.5 / HEIGHT, "#b03a2e", 0.02),)),
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


def test_the_map_is_amber_where_the_model_is_unsure_and_the_photo_elsewhere():
    gray = np.full((2 * HEIGHT, 2 * WIDTH, 3), 100, np.uint8)
    tinted = uncertainty_map(gray, doubtful((20, 20), radius=8)).astype(int)
    red_over_blue = tinted[..., 0] - tinted[..., 2]
    assert red_over_blue[40, 40] > 100
    assert red_over_blue[80, 110] == 0
    assert np.array_equal(tinted[80, 110], [100, 100, 100])


def test_spots_are_marked_on_the_map_at_their_place():
    gray = np.full((200, 400, 3), 100, np.uint8)
    sure = certain(np.zeros((HEIGHT, WIDTH, 2), np.float32))
    marked = uncertainty_map(gray, sure, [(0.25, 0.5)]) != 100
    rows, columns = np.nonzero(marked.any(-1))
    assert (columns.mean(), rows.mean()) == pytest.approx((100, 100), abs=1)
    assert not uncertainty_map(gray, sure).std()
