"""Restoration: contrast comes back within the frame, and nowhere else."""

from dataclasses import replace

import numpy as np
import pytest
from prints import fade, squeeze
from skimage import data

from studio.color.lab import lightness, rgb_to_lab, turn_gray
from studio.photo.fading import measure
from studio.photo.photo import from_array
from studio.photo.restoration import restore, restore_gray, restore_wide


@pytest.fixture
def faded():
    return fade(data.astronaut(), 5)


def test_what_is_around_the_picture_stays_bit_for_bit(faded):
    fading = measure(faded.rgb)
    restored = restore(faded.rgb, fading, 1)
    outside = ~fading.frame.find_inside(*faded.inside.shape)
    assert outside.sum() > 1000
    np.testing.assert_array_equal(restored[outside], faded.rgb[outside])


def test_the_lightness_of_the_photo_comes_back(faded):
    inside = lightness(restore(faded.rgb, measure(faded.rgb), 1))[faded.inside]
    before = lightness(faded.rgb)[faded.inside]
    truth = lightness(data.astronaut()).ravel()
    assert np.abs(inside - truth).mean() < 4 < np.abs(before - truth).mean()


def test_the_tone_of_a_print_stays(faded):
    restored = restore(faded.rgb, measure(faded.rgb), 1)
    middle = faded.inside & (abs(lightness(restored) - 50) < 20)
    moved = rgb_to_lab(restored)[middle][:, 1:] - rgb_to_lab(faded.rgb)[middle][:, 1:]
    assert np.abs(moved).mean() < 1


def test_half_of_the_strength_is_half_of_the_way(faded):
    fading = measure(faded.rgb)
    none, half, all_of_it = (lightness(restore(faded.rgb, fading, s)) for s in (0, 0.5, 1))
    assert np.abs((none + all_of_it) / 2 - half)[faded.inside].mean() < 0.5


def test_gray_is_restored_alike_however_it_is_held():
    gray = squeeze(data.camera(), np.random.default_rng(0))
    held_once, held_thrice = from_array(gray).rgb, np.stack([gray] * 3, -1)
    fading = measure(held_thrice)
    for strength in (0.4, 1):
        once, thrice = restore(held_once, fading, strength), restore(held_thrice, fading, strength)
        assert np.abs(once.astype(int) - thrice).max() <= 1


def test_models_see_the_gray_of_a_toned_print(faded):
    fading = measure(faded.rgb)
    seen = restore_gray(faded.rgb, fading)
    shown = lightness(restore(faded.rgb, fading, 1))
    assert np.abs(lightness(seen) - shown)[faded.inside].mean() < 0.5


def test_gray_of_16_bits_is_restored_as_that_of_8():
    gray = squeeze(data.camera(), np.random.default_rng(1))
    fading = measure(np.stack([gray] * 3, -1))
    wide = restore_wide(np.uint16(gray) * 257, fading, 1)
    eight = restore(from_array(gray).rgb, fading, 1)[..., 0]
    assert np.abs(wide / 257 - eight).max() <= 1


def test_a_veil_over_colours_is_taken_off():
    truth = data.astronaut()
    veiled = np.uint8(np.rint(truth * [0.5, 0.4, 0.35] + [90, 50, 40]))
    restored = restore(veiled, measure(veiled), 1)
    assert np.abs(restored.astype(int) - truth).mean() < 6


def test_a_photo_that_has_all_its_contrast_hardly_changes():
    gray = turn_gray(data.astronaut())
    restored = restore(gray, measure(gray), 1)
    assert np.abs(restored.astype(int) - gray).max() <= 4


def test_contrast_that_was_never_there_is_not_made_up():
    flat = np.full((40, 40, 3), 128, np.uint8)
    flat[:20] = 130
    restored = restore(flat, measure(flat), 1)
    assert np.ptp(restored) <= 5 * np.ptp(flat) + 1


def test_strips_do_not_show(monkeypatch, faded):
    fading = replace(measure(faded.rgb))
    whole = restore(faded.rgb, fading, 1)
    monkeypatch.setattr("studio.photo.restoration.STRIP_PIXELS", 7 * faded.rgb.shape[1])
    np.testing.assert_array_equal(restore(faded.rgb, fading, 1), whole)
