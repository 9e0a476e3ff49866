"""Prints in gray, as time and scanners leave them, and photos that look nearly so."""

import numpy as np
import pytest
from pictures import encoded, noise
from skimage import data

from benchmarks.tones import PHOTOS, PRINTS
from studio.color.sizes import shrink
from studio.photo.facts import facts
from studio.photo.photo import read


def find_tone(kind, picture):
    made = kind(shrink(picture, 384), np.random.default_rng(0))
    return facts(read(encoded(made, "PNG"), "photo.png")).tone


@pytest.mark.parametrize("name", PRINTS)
def test_what_time_and_scanners_leave_on_a_print_is_no_colour(name):
    assert find_tone(PRINTS[name], data.astronaut()) != "colour"


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_with_little_colour_is_in_colour(name):
    assert find_tone(PHOTOS[name], data.coffee()) == "colour"


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (15, 15), (31, 40)])
def test_a_photo_of_any_size_has_a_tone(size):
    noise = np.random.default_rng(0).integers(0, 256, (*size, 3), dtype=np.uint8)
    assert facts(read(encoded(noise, "PNG"), "noise.png")).tone in ("colour", "toned")


def test_a_picture_in_gray_has_no_tone_whatever_is_on_it():
    for seed in range(5):
        made = noise(24, 32, 1, seed)[..., 0]
        assert facts(read(encoded(made, "PNG"), "noise.png")).tone == "black and white"
