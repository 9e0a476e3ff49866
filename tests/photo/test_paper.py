"""Paper around pictures: found to the pixel, and only where there is some."""

import cv2
import numpy as np
import pytest
from prints import fade, frame
from skimage import data

from studio.color.arrays import Picture
from studio.photo.frame import WHOLE
from studio.photo.paper import find_frame

PHOTOS = [data.astronaut, data.chelsea, data.coffee, data.rocket]


def find(rgb: Picture):
    return find_frame(rgb).find_inside(*rgb.shape[:2])


def overlap(one, other) -> float:
    return (one & other).sum() / (one | other).sum()


@pytest.mark.parametrize("seed", range(4))
def test_a_stamped_border_is_found_to_the_pixel(seed):
    faded = fade(PHOTOS[seed](), seed)
    assert (find(faded.rgb) == faded.inside).mean() > 0.999


def test_the_border_of_a_large_scan_is_found_to_the_pixel():
    large = cv2.resize(data.coffee(), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    framed = frame(large, np.random.default_rng(0))
    assert (find(framed.rgb) == framed.inside).mean() > 0.999


def test_a_print_with_a_border_on_a_dark_page_is_found():
    faded = fade(data.chelsea(), 1)
    page = np.random.default_rng(0).normal(45, 2, (600, 700, 3))
    page[..., 2] -= 8
    page = np.uint8(np.rint(page))
    inside = np.zeros(page.shape[:2], bool)
    height, width = faded.inside.shape
    page[90 : 90 + height, 120 : 120 + width] = faded.rgb
    inside[90 : 90 + height, 120 : 120 + width] = faded.inside
    assert overlap(find(page), inside) > 0.99


@pytest.mark.parametrize("angle", [-1.5, 1.2])
def test_a_print_that_lies_askew_is_found(angle):
    framed = frame(data.chelsea(), np.random.default_rng(3))
    height, width = framed.inside.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned = cv2.warpAffine(framed.rgb, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(framed.inside.view(np.uint8), turn, (width, height)) > 0
    assert overlap(find(turned), inside) > 0.98


@pytest.mark.parametrize("photo", PHOTOS)
def test_a_photo_without_a_border_is_whole(photo):
    assert find_frame(photo()) == WHOLE


def test_a_sky_down_to_a_straight_horizon_is_no_paper():
    rgb = data.astronaut().copy()
    rgb[:150] = (200, 205, 210)
    assert find_frame(rgb) == WHOLE


def test_a_thing_on_a_plain_ground_is_whole():
    rgb = np.full((300, 400, 3), 240, np.uint8)
    cv2.circle(rgb, (200, 150), 90, (120, 60, 40), -1)
    assert find_frame(rgb) == WHOLE


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 400, 3), (5, 7, 3)])
def test_the_smallest_photo_is_whole(shape):
    assert find_frame(np.zeros(shape, np.uint8)) == WHOLE
