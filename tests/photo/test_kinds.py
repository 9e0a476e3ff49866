"""The kinds of files that are no usual photos, but hold one."""

import sys

import numpy as np
import pytest
from pictures import encoded, quadrants
from PIL import Image

from studio.errors import PhotoError
from studio.photo.photo import read

GRAY = np.arange(256, dtype=np.uint8).reshape(16, 16)


def test_of_a_gif_the_first_frame_is_taken():
    frames = [Image.fromarray(GRAY), Image.fromarray(255 - GRAY)]
    photo = read(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], GRAY)
    assert photo.notes == ("The first of 2 pictures in it was taken.",)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_jpeg_2000_loses_nothing(depth):
    levels = GRAY.astype(depth) * depth(np.iinfo(depth).max // 255)
    photo = read(encoded(levels, "JPEG2000"), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], GRAY)
    assert (photo.wide is not None) == (depth == np.uint16)


def test_avif_is_read():
    photo = read(encoded(quadrants(), "AVIF", quality=95), "a")
    np.testing.assert_allclose(photo.rgb[8::16, 8::16], quadrants()[8::16, 8::16], atol=4)


def test_heic_is_read_with_the_extra():
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    photo = read(encoded(quadrants(), "HEIF", quality=95), "a")
    np.testing.assert_allclose(photo.rgb[8::16, 8::16], quadrants()[8::16, 8::16], atol=6)


def test_without_the_extra_heic_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(PhotoError, match=r"a HEIC photo.*\[heic\]"):
        read(b"\0\0\0\x18ftypheic\0\0\0\0mif1", "a")
