import time

import cv2
import numpy as np
import pytest
import skimage.data
from skimage.color import deltaE_ciede2000

from studio.color.gamut import into_gamut
from studio.color.lab import compose, hex_to_ab, rgb_to_lab
from studio.color.smoothing import EDGE, ROUNDS, smoother
from studio.evaluate.metrics import psnr
from studio.recipe.footprint import label, rasterise
from studio.recipe.hints import Hints, Point, Stroke
from studio.rendering.obedience import REACH, obey, unreachable

RED, BLUE = "#b03a2e", "#2e86c1"
SIDE = 96


def flat(level=50.0, side=SIDE):
    return np.full((side, side), level, np.float32)


def gray(side=SIDE):
    return np.zeros((side, side, 2), np.float32)


def click(x, y, color=RED, size=0.04):
    return Hints((Point(x=x, y=y, color=color, size=size),))


def noisy_case():
    """A prediction, two hints and a lightness without any symmetry."""
    chance = np.random.default_rng(0)
    chroma = chance.normal(0, 20, (60, 80, 2)).astype(np.float32)
    lightness = chance.uniform(0, 100, (60, 80)).astype(np.float32)
    hints = Hints(
        (Point(x=0.3, y=0.4, color=RED, size=0.1),), (Stroke(((0.5, 0.5), (0.9, 0.8)), BLUE, 0.05),)
    )
    return chroma, rasterise(hints, 60, 80), lightness


def test_without_hints_the_prediction_is_returned_untouched():
    chroma, hint, lightness = noisy_case()
    assert obey(chroma, np.zeros_like(hint), lightness) is chroma


def test_hinted_pixels_get_exactly_their_colour():
    chroma, hint, lightness = noisy_case()
    inside = hint[..., 2] > 0
    assert np.array_equal(obey(chroma, hint, lightness)[inside], hint[inside][:, :2])


def test_prediction_that_already_obeys_is_not_changed():
    chroma, hint, lightness = noisy_case()
    inside = hint[..., 2] > 0
    chroma[inside] = hint[inside][:, :2]
    assert np.allclose(obey(chroma, hint, lightness), chroma, atol=1e-4)


def test_inputs_are_left_as_they_were():
    case = noisy_case()
    before = [array.copy() for array in case]
    obey(*case)
    assert all(map(np.array_equal, case, before))


def test_correction_fills_the_region_and_stops_at_its_edge():
    lightness = flat(30)
    lightness[:, SIDE // 2 :] = 70
    # Both places are 6 pixels from the hint, on the two sides of the edge.
    chroma = obey(gray(), rasterise(click(0.45, 0.5), SIDE, SIDE), lightness)
    near, across = chroma[48, 37], chroma[48, 49]
    assert np.linalg.norm(near) > 0.3 * np.linalg.norm(hex_to_ab(RED))
    assert np.linalg.norm(across) < 0.01 * np.linalg.norm(hex_to_ab(RED))


def test_correction_fades_with_distance():
    chroma = obey(gray(), rasterise(click(0.5, 0.5), SIDE, SIDE), flat())
    strength = np.linalg.norm(chroma[48, 48:], axis=-1) / np.linalg.norm(hex_to_ab(RED))
    assert (np.diff(strength) <= 1e-6).all()
    assert strength[round(REACH * SIDE)] < 0.5
    assert strength[-1] < 0.05


def test_correction_is_round_where_there_are_no_edges():
    side, centre = 193, 96
    chroma = obey(gray(side), rasterise(click(0.5, 0.5), side, side), flat(side=side))[..., 0]
    across, down, aslant = (
        chroma[centre, centre + 10],
        chroma[centre + 10, centre],
        chroma[103, 103],
    )
    assert across == pytest.approx(down, rel=0.02)
    assert across == pytest.approx(aslant, rel=0.1)


def test_smallest_hint_colours_its_surroundings_too():
    chroma = obey(gray(), rasterise(click(0.5, 0.5, size=1e-6), SIDE, SIDE), flat())
    assert np.linalg.norm(chroma[48, 49]) > 0.9 * np.linalg.norm(hex_to_ab(RED))


def test_many_hints_of_one_colour_never_overshoot_it():
    places = np.random.default_rng(0).random((300, 2))
    hints = Hints(tuple(Point(x=float(x), y=float(y), color=RED, size=0.03) for x, y in places))
    chroma = obey(gray(), rasterise(hints, SIDE, SIDE), flat())
    assert np.abs(chroma).max() <= np.abs(hex_to_ab(RED)).max() + 1e-3


def test_smoothing_solves_the_systems_it_names():
    lightness = np.random.default_rng(1).uniform(0, 20, (5, 7)).astype(np.float32)
    signal = np.random.default_rng(2).normal(size=(5, 7, 2)).astype(np.float32)
    expected = signal.astype(float)
    for turn in range(ROUNDS):
        strength = 1.5 * (REACH * 7) ** 2 * 4.0 ** (ROUNDS - 1 - turn) / (4.0**ROUNDS - 1)
        expected = np.stack([solved(lightness[k], expected[k], strength) for k in range(5)])
        columns = [solved(lightness[:, k], expected[:, k], strength) for k in range(7)]
        expected = np.stack(columns, axis=1)
    smoothed = smoother(lightness, REACH)(np.stack([signal[..., 0], signal[..., 1]]))
    assert np.allclose(np.moveaxis(smoothed, 0, -1), expected, atol=1e-4)


def solved(lightness, signal, strength):
    """One line of weighted least squares, with a dense matrix."""
    matrix = np.eye(len(lightness))
    for k, step in enumerate(np.abs(np.diff(lightness.astype(float)))):
        pair = np.eye(len(lightness))[k] - np.eye(len(lightness))[k + 1]
        matrix += strength * np.exp(-step / EDGE) * np.outer(pair, pair)
    return np.linalg.solve(matrix, signal)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 3)])
def test_tiny_photo_is_coloured(shape):
    chroma = np.zeros((*shape, 2), np.float32)
    result = obey(chroma, rasterise(click(0.1, 0.1), *shape), np.zeros(shape, np.float32))
    assert np.array_equal(result[0, 0], hex_to_ab(RED))
    assert np.isfinite(result).all()


@pytest.mark.parametrize("color", [RED, BLUE, "#fff000", "#008000", "#808080"])
def test_hinted_spot_of_a_photo_shows_the_chosen_colour(color):
    photo = skimage.data.coffee()
    hints = Hints(
        (Point(x=0.25, y=0.3, color=color, size=0.03), Point(x=0.7, y=0.6, color=color, size=0.03))
    )
    small = rgb_to_lab(cv2.resize(photo, (384, 256), interpolation=cv2.INTER_AREA))
    chroma = obey(small[..., 1:] * 0, rasterise(hints, 256, 384), small[..., 0])
    spots = label(hints, *photo.shape[:2]) > 0
    core = cv2.erode(np.uint8(spots), np.ones((5, 5), np.uint8)) > 0
    lightness = rgb_to_lab(photo)[core][:, :1]
    asked = np.hstack([lightness, np.tile(hex_to_ab(color), (len(lightness), 1))])
    shown = rgb_to_lab(compose(photo, chroma))[core]
    assert deltaE_ciede2000(shown, into_gamut(np.float32(asked))).max() < 3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
def test_true_hints_bring_a_photo_nearer_to_its_colours(name):
    photo = cv2.resize(getattr(skimage.data, name)(), (256, 256), interpolation=cv2.INTER_AREA)
    lab = rgb_to_lab(photo)
    faded = cv2.GaussianBlur(lab[..., 1:], (0, 0), 16) * 0.5
    hint = np.zeros_like(lab)
    for row, column in np.random.default_rng(0).integers(4, 252, (30, 2)):
        patch = np.s_[row - 3 : row + 3, column - 3 : column + 3]
        hint[patch] = [*lab[patch][..., 1:].mean((0, 1)), 1]
    spots_only = np.where(hint[..., 2:] > 0, hint[..., :2], faded)
    before, after = (
        psnr(photo, compose(photo, chroma))
        for chroma in (spots_only, obey(faded, hint, lab[..., 0]))
    )
    assert after > before + 0.5


def test_correction_is_quick_enough_to_follow_a_brush():
    chroma, lightness = np.zeros((256, 384, 2), np.float32), flat(side=384)[:256]
    hint = rasterise(click(0.5, 0.5), 256, 384)
    times = []
    for _ in range(3):
        start = time.process_time()
        obey(chroma, hint, lightness)
        times.append(time.process_time() - start)
    assert min(times) < 0.05


def test_colour_too_strong_for_a_dark_spot_is_reported_with_the_nearest():
    (verdict,) = unreachable(click(0.5, 0.5, "#ff0000"), flat(20))
    assert (verdict.name, verdict.asked) == ("point 1", "#ff0000")
    lab = rgb_to_lab(np.uint8([[list(bytes.fromhex(verdict.shown[1:]))]]))[0, 0]
    asked = hex_to_ab("#ff0000")
    assert lab[0] == pytest.approx(20, abs=1)
    assert np.arctan2(lab[2], lab[1]) == pytest.approx(np.arctan2(asked[1], asked[0]), abs=0.05)
    assert np.linalg.norm(lab[1:]) < np.linalg.norm(asked)


def test_colour_at_its_own_lightness_is_reachable():
    red = rgb_to_lab(np.uint8([[[255, 0, 0]]]))[0, 0, 0]
    assert unreachable(click(0.5, 0.5, "#ff0000"), flat(float(red))) == ()


def test_only_the_hints_that_are_out_of_reach_are_named():
    lightness = flat(50)
    lightness[:, SIDE // 2 :] = 98
    hints = Hints(
        (Point(x=0.2, y=0.2, color=RED, size=0.05), Point(x=0.8, y=0.2, color=RED, size=0.05)),
        (Stroke(((0.6, 0.8), (0.9, 0.8)), BLUE, 0.02),),
    )
    assert [verdict.name for verdict in unreachable(hints, lightness)] == ["stroke 1", "point 2"]


def test_hint_under_another_is_not_judged():
    under, over = (
        Point(x=0.5, y=0.5, color="#ff0000", size=0.05),
        Point(x=0.5, y=0.5, color="#808080", size=0.1),
    )
    assert unreachable(Hints((under, over)), flat(20)) == ()


def test_no_hints_are_all_reachable():
    assert unreachable(Hints(), flat()) == ()
