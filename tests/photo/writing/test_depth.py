import io

import numpy as np
import pytest
import tifffile
from pictures import encoded, noise

from studio.photo.photo import read
from studio.photo.writing.depth import deepen
from studio.photo.writing.encoding import encode

LUMINANCE = np.array([0.212671, 0.715160, 0.072169])
GRAY = np.random.default_rng(0).integers(0, 65536, (64, 64), np.uint16)


def light(level):
    """IEC 61966-2-1, in double precision."""
    return np.where(level > 0.04045, ((level + 0.055) / 1.055) ** 2.4, level / 12.92)


def gray_of(rgb):
    """The gray level of 16 bits, not rounded, that is as light as a colour."""
    y = light(rgb / 65535) @ LUMINANCE
    return np.where(y > 0.0031308, 1.055 * y ** (1 / 2.4) - 0.055, 12.92 * y) * 65535


@pytest.mark.parametrize("amount", [10, 60, 255])
def test_lightness_is_kept_to_one_level_of_65535(amount):
    shift = np.random.default_rng(1).integers(-amount, amount + 1, (64, 64, 3))
    rgb = (np.rint(GRAY / 257)[..., None] + shift).clip(0, 255).astype(np.uint8)
    assert np.abs(gray_of(deepen(rgb, GRAY)) - GRAY).max() <= 1


def test_gray_stays_bit_for_bit():
    rgb = np.dstack([np.rint(GRAY / 257).astype(np.uint8)] * 3)
    np.testing.assert_array_equal(deepen(rgb, GRAY), np.dstack([GRAY] * 3))


def test_colour_is_that_of_8_bits():
    rgb = np.full((1, 1, 3), (180, 110, 90), np.uint8)
    gray = np.uint16(np.rint(gray_of(rgb.astype(np.uint16) * 257)))
    np.testing.assert_allclose(deepen(rgb, gray) / 257, rgb, atol=0.1)


def test_a_tiff_has_16_bits_where_the_photo_had_them():
    photo = read(encoded(GRAY, "TIFF"), "a")
    made = tifffile.imread(io.BytesIO(encode(photo, photo.rgb, format="tiff")))
    np.testing.assert_array_equal(made, np.dstack([GRAY] * 3))


def test_a_tiff_has_8_bits_where_the_photo_had_them():
    pixels = noise(100, 7, 4)
    photo = read(encoded(pixels, "PNG"), "a")
    made = encode(photo, pixels[..., :3], format="tiff")
    np.testing.assert_array_equal(tifffile.imread(io.BytesIO(made)), pixels)
    again = read(made, "b")
    np.testing.assert_array_equal(again.rgb, pixels[..., :3])
    np.testing.assert_array_equal(again.alpha, pixels[..., 3])
