import hashlib

import numpy as np
import pytest
from pictures import encoded
from skimage import data

from studio.color.lab import compose
from studio.photo.facts import facts
from studio.photo.photo import open_file, read
from studio.photo.tone import tone

SEPIA, CYANOTYPE = (6, 18), (-4, -24)


def toned(rgb, ab):
    return compose(rgb, np.full((1, 1, 2), ab, np.float32))


def faded_where_dark(rgb, ab):
    """A tone whose colour depends on lightness, as in a real print."""
    lightness = rgb.mean(-1, keepdims=True) / 255
    return compose(rgb, np.float32(lightness * ab))


@pytest.mark.parametrize("levels", [1, 2, 16, 256])
def test_gray_levels_are_counted(levels):
    ramp = np.linspace(0, 255, levels).astype(np.uint8)[None]
    found = facts(read(encoded(ramp, "PNG"), "ramp.png"))
    assert found.gray_levels == levels
    assert (found.width, found.height) == (levels, 1)


def test_a_gray_photo_is_black_and_white():
    assert tone(np.stack([data.camera()] * 3, -1)) == "black and white"


def test_a_gray_photo_stays_so_through_a_coarse_jpeg():
    coarse = encoded(np.stack([data.camera()] * 3, -1), "JPEG", quality=10)
    assert facts(read(coarse, "camera.jpg")).tone == "black and white"


@pytest.mark.parametrize("ab", [SEPIA, CYANOTYPE], ids=["sepia", "cyanotype"])
@pytest.mark.parametrize("print_of", [toned, faded_where_dark])
def test_a_toned_print_is_no_colour_photo(ab, print_of):
    assert tone(print_of(data.astronaut(), ab)) == "toned"


@pytest.mark.parametrize("picture", [data.astronaut, data.chelsea, data.coffee, data.rocket])
def test_a_colour_photo_is_told(picture):
    assert tone(picture()) == "colour"


@pytest.mark.slow
def test_kodak_s_photos_are_all_in_colour(shared):
    photos = sorted((shared / "data/kodak").glob("*.png"))
    assert photos
    assert {tone(open_file(path).rgb) for path in photos} == {"colour"}


def test_facts_leave_the_photo_alone():
    photo = read(encoded(data.chelsea(), "PNG"), "chelsea.png")
    before = hashlib.sha256(photo.rgb).digest()
    facts(photo)
    assert hashlib.sha256(photo.rgb).digest() == before
