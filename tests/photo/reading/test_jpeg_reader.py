"""JPEG: what stands between segments, at the end, and in other bits."""

import imagecodecs
import numpy as np
import pytest
from pictures import encoded, noise
from skimage import data

from studio.errors import PhotoError
from studio.photo.photo import read

GRAY = np.ascontiguousarray(data.camera()[::4, ::4])


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("missing", [1, 2])
def test_a_file_without_its_last_bytes_is_whole(progressive, missing):
    whole = encoded(GRAY, "JPEG", progressive=progressive)
    photo = read(whole[:-missing], "a")
    np.testing.assert_array_equal(photo.rgb, read(whole, "a").rgb)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("ending", [b"", b"\xff"])
def test_a_file_without_some_pixels_is_damaged(cut, ending):
    whole = encoded(noise(100, 100), "JPEG")
    with pytest.raises(PhotoError, match="damaged JPEG"):
        read(whole[: int(len(whole) * cut)] + ending, "a")


def test_12_bits_are_read():
    wide = GRAY.astype(np.uint16) * 16
    photo = read(imagecodecs.jpeg8_encode(wide, bitspersample=12, level=98), "a")
    np.testing.assert_allclose(photo.rgb[..., 0], wide / 4095 * 255, atol=5)
    assert photo.wide is not None


def test_lossless_jpeg_loses_nothing():
    photo = read(imagecodecs.jpeg8_encode(GRAY, lossless=True), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], GRAY)


@pytest.mark.parametrize(
    "junk",
    [b"\0", b"\0\xe1", bytes(2_000), b"junk", b"\xff\xd0", b"\xff\x01", b"\xff\0", b"\xff\xff\xff"],
    ids=lambda value: repr(value[:8]),
)
@pytest.mark.parametrize("before", [b"\xff\xdb", b"\xff\xc0", b"\xff\xc4", b"\xff\xda"])
def test_stray_bytes_between_segments_do_no_harm(junk, before):
    whole = encoded(GRAY, "JPEG", comment=b"kept")
    at = whole.index(before)
    photo = read(whole[:at] + junk + whole[at:], "a")
    np.testing.assert_array_equal(photo.rgb, read(whole, "a").rgb)
    assert photo.exif == read(whole, "a").exif


def test_a_header_without_a_scan_is_damaged():
    with pytest.raises(PhotoError, match="damaged JPEG"):
        read(b"\xff\xd8\xff\xe0" + bytes(10_000), "a")
