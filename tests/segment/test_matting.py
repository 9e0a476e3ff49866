"""Mattes against alpha that is known, because the test made the photo of it."""

import cv2
import numpy as np
import pytest

from studio.color.lab import lightness
from studio.color.sizes import gray_picture, resize_picture
from studio.segment.guided import upsample
from studio.segment.matting import BAND, EVEN, solve

HEIGHT, WIDTH = 400, 600
SMALL = 267, 400  # size at which mattes are made
EDGE = 303  # a column that no pixel of a small map begins with


def mix(alpha, inside=200, outside=60, grain=6):
    """Photograph a bright thing on dark ground, in grain: levels are mixed as alpha says."""
    noise = np.random.default_rng(0).normal(0, grain, alpha.shape)
    gray = outside + (inside - outside) * alpha + noise
    return gray_picture(gray.clip(0, 255).astype(np.uint8))


def half():
    return np.broadcast_to(np.float32(np.arange(WIDTH) >= EDGE), (HEIGHT, WIDTH))


def hair():
    """The right half, and hair of three pixels each, ten apart, that reach ten farther."""
    alpha = half().copy()
    alpha[np.arange(HEIGHT) % 10 < 3, EDGE - 10 : EDGE] = 1
    return cv2.GaussianBlur(alpha, (0, 0), 0.7)


def shrink(alpha, size=(100, 150)):
    """Say of an alpha what a perfect net does."""
    return cv2.resize(np.float32(alpha > 0.5), size[::-1], interpolation=cv2.INTER_AREA)


def draw(likely, rgb):
    small = lightness(resize_picture(rgb, *SMALL))
    return solve(cv2.resize(likely, SMALL[::-1]), small).draw(rgb)


def error(levels, alpha):
    return np.abs(levels / 255 - alpha).mean()


@pytest.mark.parametrize("seed", range(3))
def test_beyond_the_band_alpha_is_none_or_all(seed):
    rgb = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    levels = draw(shrink(half()), rgb)
    reach = int((2 * BAND + 2 * EVEN) * WIDTH) + 6  # and some pixels of the small map
    assert (levels[:, : EDGE - reach] == 0).all()
    assert (levels[:, EDGE + reach :] == 255).all()


def test_a_border_that_was_found_beside_an_edge_is_drawn_to_it():
    moved = shrink(np.roll(half(), 6, axis=1))
    near = np.s_[:, 200:400]
    before = cv2.resize(moved, (WIDTH, HEIGHT))[near] * 255
    assert error(draw(moved, mix(half()))[near], half()[near]) < error(before, half()[near]) / 2


def test_hair_is_nearer_the_truth_than_with_one_bit():
    alpha = hair()
    one_bit = upsample(shrink(alpha), mix(alpha)) * 255
    assert error(draw(shrink(alpha), mix(alpha)), alpha) < error(one_bit, alpha) / 2


@pytest.mark.parametrize("sigma", [2, 4])
def test_a_blurred_edge_is_nearer_the_truth_than_with_one_bit(sigma):
    alpha = cv2.GaussianBlur(np.ascontiguousarray(half()), (0, 0), sigma)
    one_bit = upsample(shrink(alpha), mix(alpha)) * 255
    assert error(draw(shrink(alpha), mix(alpha)), alpha) < error(one_bit, alpha) * 0.7


def test_alpha_rises_with_lightness_where_the_thing_is_the_brighter():
    likely = shrink(half())
    brighter = mix(half(), inside=200, grain=0)
    light = lightness(resize_picture(brighter, *SMALL))
    matte = solve(cv2.resize(likely, SMALL[::-1]), light)
    lower, higher = matte.sketch(light), matte.sketch(light + 5)
    assert (higher.astype(int) >= lower).all()


def test_a_thing_and_its_surroundings_make_one():
    rgb = mix(hair())
    inside, outside = draw(shrink(hair()), rgb), draw(1 - shrink(hair()), rgb)
    assert np.abs(inside.astype(int) + outside - 255).max() <= 1


def test_grain_makes_no_holes_beside_an_edge():
    levels = draw(shrink(half()), mix(half()))
    assert (levels[:, EDGE + 4 :] > 215).all()
    assert (levels[:, : EDGE - 4] < 40).all()


def test_where_lightness_tells_nothing_the_border_stays():
    levels = draw(shrink(half()), mix(half(), inside=120, outside=120))
    assert np.abs((levels > 127).argmax(axis=1) - EDGE).max() <= 3


@pytest.mark.parametrize("shape", [(1, 1), (1, 2000), (2000, 1)])
@pytest.mark.parametrize("level", [0, 1])
def test_all_and_nothing_stay_so_at_any_shape(shape, level):
    rgb = np.full((*shape, 3), 90, np.uint8)
    likely = np.full(shape, level, np.float32)
    assert (solve(likely, lightness(rgb)).draw(rgb) == 255 * level).all()
