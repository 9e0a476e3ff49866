"""Skin: which pixels are skin, and what a picture makes of it."""

import numpy as np
import pytest
from skimage import data

from studio.color.lab import compose, lab_to_rgb, rgb_to_lab, turn_gray
from studio.color.sizes import resize_picture
from studio.errors import DataError
from studio.evaluate.masked import Masked
from studio.evaluate.skin import ALL, GROUPS, find_skin, measure_skin

SIDE = 32
WHOLE = np.ones((SIDE, SIDE), np.bool_)


def plain(lightness, a, b):
    """A picture of one colour."""
    return lab_to_rgb(np.full((SIDE, SIDE, 3), (lightness, a, b), np.float32))


def person(lightness=60.0):
    """A photo that is skin all over."""
    return Masked(plain(lightness, 14, 20), [WHOLE])


@pytest.mark.parametrize(
    ("color", "is_skin"),
    [((60, 14, 20), True), ((60, 3, -20), False), ((60, 2, 3), False), ((15, 10, 12), False)],
)
def test_skin_is_of_some_hues_neither_gray_nor_dark(color, is_skin):
    assert find_skin(plain(*color), WHOLE).all() == is_skin


def test_only_people_have_skin():
    half = WHOLE.copy()
    half[:, : SIDE // 2] = False
    assert np.array_equal(find_skin(plain(60, 14, 20), half), half)


def test_an_original_is_alive_and_as_it_was():
    found = measure_skin([(person(), person().rgb)])[ALL]
    assert (found.unlike, found.overdone, found.delta_e) == (0, 0, 0)


@pytest.mark.parametrize(
    ("color", "unlike", "overdone"),
    [((60, 0, 0), 1, 0), ((60, 5, -10), 1, 0), ((60, 14, 20), 0, 0), ((60, 40, 50), 0, 1)],
)
def test_skin_may_be_gray_or_blue_or_overdone(color, unlike, overdone):
    found = measure_skin([(person(), plain(*color))])[ALL]
    assert (found.unlike, found.overdone) == (unlike, overdone)


def test_half_of_the_colour_is_closer_than_none():
    rgb = resize_picture(data.astronaut(), 64, 64)
    face = np.zeros((64, 64), np.bool_)
    face[5:30, 20:38] = True
    half = compose(rgb, rgb_to_lab(rgb)[..., 1:] / 2)
    gray, halved = (
        measure_skin([(Masked(rgb, [face]), picture)])[ALL].delta_e
        for picture in (turn_gray(rgb), half)
    )
    assert 0 < halved < gray


def test_groups_are_of_equal_size_from_dark_to_light():
    shades = (80.0, 34.0, 60.0, 50.0, 70.0, 40.0)
    found = measure_skin((person(shade), person(shade).rgb) for shade in shades)
    assert list(found) == [ALL, *GROUPS]
    assert [found[group].photos for group in GROUPS] == [2, 2, 2]
    assert [round(found[group].lightness) for group in GROUPS] == [37, 55, 75]


def test_two_photos_make_no_groups():
    assert list(measure_skin([(person(), person().rgb)] * 2)) == [ALL]


def test_photos_without_skin_are_refused():
    with pytest.raises(DataError, match="without skin"):
        measure_skin([(Masked(plain(60, 0, -20), [WHOLE]), plain(60, 0, -20))])
