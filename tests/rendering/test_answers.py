import numpy as np
import pytest
from pictures import encoded
from skimage import data

from studio.color.lab import hex_to_ab
from studio.models.prediction import Prediction, grid
from studio.models.registry import Registry
from studio.photo import photo
from studio.recipe.recipe import Recipe
from studio.rendering.answers import LEAST, SPOTS, answers, answers_at
from studio.rendering.memory import Memory
from studio.rendering.render import propose

GRAY = np.full((60, 80, 3), 128, np.uint8)


def torn(*colors, height=24, width=32):
    """What a model says that hesitates everywhere between some colours."""
    logits = np.full((len(grid()), height, width), -20, np.float32)
    for color in colors:
        logits[np.linalg.norm(grid() - color, axis=1).argmin()] = 0
    return Prediction(logits, grid())


def mean_color(hints):
    return np.mean([hex_to_ab(point.color) for point in hints.points], axis=0)


@pytest.fixture(scope="module")
def cat():
    return photo.read(encoded(data.chelsea(), "PNG"), "cat.png")


@pytest.fixture(scope="module")
def memory():
    return Memory(Registry())


def test_a_model_torn_between_two_colours_gives_both():
    found = answers(torn((0, 40), (0, -40)), GRAY)
    yellowness = [mean_color(hints)[1] for hints in found]
    assert max(yellowness) > 15
    assert min(yellowness) < -15


def test_a_model_that_is_sure_gives_no_other_answer():
    assert answers(torn((20, 30)), GRAY) == ()


def test_each_answer_is_told_at_ten_spots_all_over_the_photo():
    for hints in answers(torn((0, 40), (0, -40)), GRAY):
        x, y = np.array([(point.x, point.y) for point in hints.points]).T
        assert len(x) == SPOTS
        assert np.histogram2d(x, y, 2, ((0, 1), (0, 1)))[0].min() >= 1


@pytest.mark.slow
def test_answers_to_a_photo_are_colourings_that_differ(cat, memory):
    recipe = Recipe()
    found = answers(memory.prediction(cat, recipe), cat.rgb)
    assert 1 <= len(found) <= 3
    chromas = [propose(cat, Recipe(hints=hints), memory) for hints in found]
    for index, one in enumerate(chromas):
        for other in chromas[:index]:
            assert np.linalg.norm(one - other, axis=-1).mean() > LEAST / 2


def test_an_answer_at_a_spot_begins_there_in_one_of_its_likely_colours():
    said = torn((0, 40), (0, -40))
    found = answers_at(said, GRAY, 0.3, 0.6)
    assert {(hints.points[0].x, hints.points[0].y) for hints in found} == {(0.3, 0.6)}
    first, second = (hex_to_ab(hints.points[0].color)[1] for hints in found[:2])
    assert {first > 10, second > 10} == {True, False}


def test_an_answer_at_a_spot_goes_where_its_colour_is_as_likely():
    said = torn((0, 40))
    said.logits[:, :, 16:] = 0  # anything is as likely on the right
    (hints, *_) = answers_at(said, GRAY, 0.2, 0.5)
    assert len(hints.points) > 1
    assert all(point.x < 0.5 for point in hints.points)
    assert len({point.color for point in hints.points}) == 1
