"""Fading: seen in prints that have faded, and not in photos that are well."""

import numpy as np
import pytest
from prints import fade
from skimage import data

from studio.photo.fading import measure
from studio.photo.photo import open_file


def test_a_photo_that_is_well_has_not_faded():
    assert not measure(data.astronaut()).is_faded


@pytest.mark.parametrize("seed", range(3))
def test_a_print_that_was_squeezed_has_faded(seed):
    assert measure(fade(data.astronaut(), seed).rgb).is_faded


def test_a_border_that_is_white_does_not_hide_that_a_print_has_faded():
    gray = np.uint8(90 + 0.3 * data.camera())
    framed = np.pad(gray, 40, constant_values=250)
    assert measure(np.stack([framed] * 3, -1)).is_faded


def test_a_photo_of_one_colour_is_measured():
    assert measure(np.full((20, 30, 3), 128, np.uint8)).light.black == pytest.approx(53.6, abs=0.1)


@pytest.mark.slow
def test_it_is_offered_for_nine_of_ten_that_have_faded_and_hardly_for_those_that_are_well(shared):
    well = [
        *sorted((shared / "data/photos/val").glob("*.jpg"))[:80],
        *sorted((shared / "data/people/images").glob("*.jpg"))[::12],
    ]
    assert len(well) == 100
    pictures = [open_file(path).rgb for path in well]
    assert sum(measure(rgb).is_faded for rgb in pictures) <= 2
    faded = (fade(rgb, seed).rgb for seed, rgb in enumerate(pictures[:80:2]))
    assert sum(measure(rgb).is_faded for rgb in faded) >= 36
