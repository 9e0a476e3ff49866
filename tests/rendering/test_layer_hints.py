"""Hints in layers: seen where they were given, within the layer, and nowhere else."""

from dataclasses import replace

import numpy as np
import pytest
from skimage import data

from studio.color.lab import hex_to_ab, rgb_to_lab
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.hints import PHOTO, THING, Hints, Point
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Adjust, Colorize, Drawn, Keep, RegionEdit, Regions, Tint
from studio.rendering.memory import Memory
from studio.rendering.render import render

pytestmark = pytest.mark.slow

RED, BLUE = "#b03a2e", "#2e6fc1"
SIDE = 256
UPPER = np.indices((SIDE, SIDE))[0] < SIDE // 2
SPOT = (0.5, 0.25)
POINT = Point(x=SPOT[0], y=SPOT[1], color=RED, size=0.05, within=PHOTO, layer=1)


@pytest.fixture(scope="module")
def memory():
    return Memory(Registry())


@pytest.fixture(scope="module")
def photo():
    return from_array(data.camera()[:512:2, :512:2])


def layer(what, **fields):
    return RegionEdit(where=Drawn.from_array(UPPER), what=what, **fields)


@pytest.fixture
def color(photo, memory):
    """Return the pixels that hints and layers give the photo."""

    def made(*layers, points=(POINT,), base="model"):
        recipe = Recipe(hints=Hints(points), regions=Regions(layers, base))
        return render(photo, recipe, memory).rgb

    return made


def has_hue(rgb, point):
    """Tell whether a spot has a hint's hue: its chroma ends where sRGB does."""
    height, width = rgb.shape[:2]
    pixel = rgb[int(point.y * height), int(point.x * width)]
    ab, asked = rgb_to_lab(pixel[None, None])[0, 0, 1:], hex_to_ab(point.color)
    return np.dot(ab, asked) > 0.98 * np.linalg.norm(ab) * np.linalg.norm(asked) > 0


WHATS = [Tint(BLUE), Keep(), Colorize(), Adjust(1.5)]


@pytest.mark.parametrize("what", WHATS, ids=repr)
@pytest.mark.parametrize("within", [PHOTO, THING])
def test_a_hint_in_a_layer_changes_the_spot_and_no_pixel_beyond_the_layer(color, what, within):
    point = replace(POINT, within=within)
    without, hinted = color(layer(what), points=()), color(layer(what), points=(point,))
    assert has_hue(hinted, POINT)
    assert np.array_equal(hinted[~UPPER], without[~UPPER])


def test_a_hint_in_a_layer_is_seen_where_the_base_is_the_photo_as_given(color, photo):
    hinted = color(layer(Tint(BLUE)), base="photo")
    assert has_hue(hinted, POINT)
    assert np.array_equal(hinted[~UPPER], photo.rgb[~UPPER])


def test_a_hint_beneath_a_tint_changes_nothing_there(color):
    beneath = replace(POINT, layer=0, within=THING)
    hinted, without = (color(layer(Tint(BLUE)), points=p) for p in ((beneath,), ()))
    assert np.array_equal(hinted[UPPER], without[UPPER])


def test_a_layer_above_lies_over_the_hints_of_the_one_below(color):
    above = layer(Tint(BLUE))
    assert np.array_equal(color(layer(Keep()), above)[UPPER], color(above, points=())[UPPER])


def test_a_layer_that_is_off_hides_its_hints(color):
    off = layer(Tint(BLUE), on=False)
    assert np.array_equal(color(off), color(off, points=()))


def test_a_hint_of_a_layer_that_is_not_there_lies_beneath_all(color):
    for within in (PHOTO, THING):
        stray, plain = (replace(POINT, within=within, layer=number) for number in (2, 0))
        made = [color(layer(Colorize()), points=(point,)) for point in (stray, plain)]
        assert np.array_equal(*made)


def test_two_hints_in_one_layer_have_their_own_colours(color):
    other = replace(POINT, x=0.9, color=BLUE)
    hinted = color(layer(Keep()), points=(POINT, other))
    assert has_hue(hinted, POINT)
    assert has_hue(hinted, other)


def test_a_preview_shows_the_hint_of_the_whole_photo(photo, memory):
    recipe = Recipe(hints=Hints((POINT,)), regions=Regions((layer(Tint(BLUE)),)))
    assert has_hue(render(photo, recipe, memory, side=SIDE // 2).rgb, POINT)
