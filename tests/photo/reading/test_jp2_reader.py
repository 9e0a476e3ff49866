"""JPEG 2000: what its boxes say, and headers that promise too much."""

import struct

import imagecodecs
import numpy as np
import pytest
from pictures import encoded, gray_profile, noise, rgb_profile

from studio.errors import PhotoError
from studio.photo.photo import read

GRAY = np.arange(256, dtype=np.uint8).reshape(16, 16)
RGB = noise(16, 16)
START = b"\0\0\0\x0cjP  \r\n\x87\n"
SRGB, SRGB_GRAY = 16, 17


def box(name, content):
    return struct.pack(">I", len(content) + 8) + name + content


def enumerated(space):
    return box(b"colr", b"\1\0\0" + struct.pack(">I", space))


def jp2(samples, *inside, around=b""):
    """A JP2 file with boxes of one's own in its header, and around its codestream."""
    height, width, channels = (*samples.shape, 1)[:3]
    bits = 8 * samples.itemsize - 1
    head = box(b"ihdr", struct.pack(">IIHBBBB", height, width, channels, bits, 7, 0, 0))
    stream = imagecodecs.jpeg2k_encode(samples, level=0, reversible=True, codecformat="j2k")
    ftyp = box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    parts = [START, ftyp, around, box(b"jp2h", head + b"".join(inside)), box(b"jp2c", stream)]
    return b"".join(parts)


@pytest.mark.parametrize("method", [2, 3])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_a_profile_of_gray_is_applied(method, depth):
    samples = GRAY.astype(depth) * depth(np.iinfo(depth).max // 255)
    data = jp2(samples, box(b"colr", bytes([method, 0, 0]) + gray_profile(1.0)))
    light = GRAY / 255
    srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    photo = read(data, "a")
    np.testing.assert_allclose(photo.rgb[..., 0], srgb * 255, atol=1)
    assert (photo.wide is not None) == (depth == np.uint16)


def test_a_profile_of_colours_is_applied():
    swapped = rgb_profile((0.14, 0.06, 0.71), (0.39, 0.72, 0.1), (0.44, 0.22, 0.01), 2.2)
    photo = read(jp2(RGB, box(b"colr", b"\2\0\0" + swapped)), "a")
    assert np.abs(photo.rgb[..., ::-1].astype(int) - RGB).mean() < np.abs(photo.rgb - RGB).mean()


def test_boxes_that_no_decoder_knows_do_no_harm():
    strange = box(b"rreq", b"\1\xff\xff") + box(b"jp2h", b"")[:8] + box(b"uuid", b"short")
    np.testing.assert_array_equal(read(jp2(RGB, enumerated(SRGB), around=strange), "a").rgb, RGB)


def test_channels_are_put_in_the_order_that_is_told():
    order = struct.pack(">H9H", 3, 0, 0, 3, 1, 0, 2, 2, 0, 1)  # blue first
    data = jp2(RGB, enumerated(SRGB), box(b"cdef", order))
    np.testing.assert_array_equal(read(data, "a").rgb, RGB[..., ::-1])


def test_a_channel_of_no_meaning_is_no_alpha():
    order = struct.pack(">H6H", 2, 0, 0, 1, 1, 65535, 65535)
    both = np.dstack([GRAY, GRAY.T])
    photo = read(jp2(both, enumerated(SRGB_GRAY), box(b"cdef", order)), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], GRAY)
    assert photo.alpha is None


def test_alpha_is_read():
    photo = read(jp2(np.dstack([RGB, GRAY]), enumerated(SRGB)), "a")
    np.testing.assert_array_equal(photo.alpha, GRAY)


def test_a_palette_is_looked_up():
    table = struct.pack(">HB3B", 256, 3, 7, 7, 7) + noise(1, 256).tobytes()
    mapped = box(b"cmap", bytes([0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 2]))
    photo = read(jp2(GRAY, enumerated(SRGB), box(b"pclr", table), mapped), "a")
    np.testing.assert_array_equal(photo.rgb, noise(1, 256)[0][GRAY])


def test_planes_of_other_sizes_are_brought_together():
    photo = read(encoded(RGB[..., 0], "JPEG2000"), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], RGB[..., 0])


def stream(width, height, across, down, components=1):
    """The header of a codestream, with one empty tile."""
    sizes = struct.pack(">H8IH", 0, width, height, 0, 0, across, down, 0, 0, components)
    siz = sizes + bytes([7, 1, 1]) * components
    return b"\xff\x4f\xff\x51" + struct.pack(">H", len(siz) + 2) + siz + b"\xff\x93\xff\xd9"


@pytest.mark.parametrize(
    "sizes",
    [(32_000, 3_700, 1, 1), (30_000, 4_000, 30, 40), (255, 255, 1, 1), (2_550, 2_550, 10, 10, 3)],
)
@pytest.mark.parametrize("padding", [0, 2**20])
def test_tiles_on_paper_cost_nothing(sizes, padding):
    with pytest.raises(PhotoError):
        read(stream(*sizes) + bytes(padding), "a")


def test_a_codestream_without_a_picture_is_damaged():
    with pytest.raises(PhotoError, match="damaged JPEG 2000"):
        read(stream(0, 0, 1, 1), "a")
