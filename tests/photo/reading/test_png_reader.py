"""PNG: what its levels mean, and what no pixel depends on."""

import struct
import zlib

import numpy as np
import pytest
from pictures import encoded, gray_profile, noise, png

from studio.errors import PhotoError
from studio.photo.photo import read

RAMP = np.arange(256, dtype=np.uint8)
WIDE = np.arange(0, 65536, 257, dtype=np.uint16)


def row(levels):
    return b"\0" + levels.astype(levels.dtype.newbyteorder(">")).tobytes()


def srgb(linear):
    """IEC 61966-2-1."""
    linear = np.clip(linear, 0, 1)
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def opened(levels, *extra):
    data = png(levels.size, 1, levels.dtype.itemsize * 8, 0, row(levels), extra=extra)
    return read(data, "a").rgb[0, :, 0]


@pytest.mark.parametrize("levels", [RAMP, WIDE], ids=["8", "16"])
@pytest.mark.parametrize("gamma", [1.0, 1 / 1.8, 1 / 2.6])
def test_gama_is_obeyed(levels, gamma):
    chunk = (b"gAMA", struct.pack(">I", round(gamma * 100_000)))
    np.testing.assert_allclose(opened(levels, chunk), srgb((RAMP / 255) ** (1 / gamma)), atol=1)


@pytest.mark.parametrize(
    "extra",
    [[(b"gAMA", struct.pack(">I", 45455))], [(b"sRGB", b"\0"), (b"gAMA", bytes(3) + b"\1")]],
)
def test_what_means_srgb_stays(extra):
    np.testing.assert_array_equal(opened(RAMP, *extra), RAMP)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\1\x08\0\1", srgb(RAMP / 255)),
        (b"\1\x0d\0\1", RAMP),
        (b"\x09\x08\0\1", srgb(RAMP / 255)),
        (b"\1\x0d\0\0", (RAMP.astype(float) - 16).clip(0, 219) * 255 / 219),
    ],
    ids=["linear", "srgb", "bt2020", "narrow"],
)
def test_cicp_is_obeyed_before_gama(content, expected):
    extra = [(b"gAMA", struct.pack(">I", 30_000)), (b"cICP", content)]
    np.testing.assert_allclose(opened(RAMP, *extra), expected, atol=1)
    pixels = b"\0" + np.repeat(RAMP, 3).tobytes()
    colors = read(png(256, 1, 8, 2, pixels, extra=extra), "a").rgb[0]
    np.testing.assert_allclose(colors, np.stack([expected] * 3, -1), atol=1)


def test_16_bit_gray_with_alpha_keeps_its_profile():
    both = np.stack([WIDE, WIDE[::-1]], axis=-1)
    data = png(256, 1, 16, 4, row(both), extra=[profile_chunk(1.8)])
    photo = read(data, "a")
    np.testing.assert_allclose(photo.rgb[0, :, 0], srgb((RAMP / 255) ** 1.8), atol=1)
    np.testing.assert_array_equal(photo.alpha[0], RAMP[::-1])


def profile_chunk(gamma):
    return b"iCCP", b"gray\0\0" + zlib.compress(gray_profile(gamma))


def test_linear_gray_of_16_bits_is_exact_in_the_dark():
    dark = np.arange(256, dtype=np.uint16)
    photo = read(png(256, 1, 16, 0, row(dark), extra=[profile_chunk(1.0)]), "a")
    np.testing.assert_allclose(photo.rgb[0, :, 0], srgb(dark / 65535), atol=1)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_one_transparent_gray_of_any_depth(bits):
    levels = np.arange(8) % 2**bits
    each = (levels[:, None] >> np.arange(bits)[::-1]) & 1
    pixels = b"\0" + np.packbits(each.astype(np.uint8).ravel()).tobytes()
    photo = read(png(8, 1, bits, 0, pixels, extra=[(b"tRNS", b"\0\1")]), "a")
    np.testing.assert_array_equal(photo.alpha[0], np.where(levels == 1, 0, 255))


def test_more_than_a_megabyte_of_text_is_no_damage():
    text = (b"tEXt", b"Comment\0" + b"a" * (2**20 + 1))
    np.testing.assert_array_equal(opened(RAMP, text), RAMP)


def test_a_profile_of_more_than_a_megabyte_is_used():
    large = zlib.compress(gray_profile(1.8) + bytes(2**21))
    np.testing.assert_allclose(
        opened(RAMP, (b"iCCP", b"gray\0\0" + large)), srgb((RAMP / 255) ** 1.8), atol=1
    )


@pytest.mark.parametrize("name", [b"tEXt", b"pHYs", b"iCCP", b"eXIf"])
def test_a_wrong_checksum_beside_the_pixels_is_no_damage(name):
    data = png(256, 1, 8, 0, row(RAMP), extra=[(name, b"Comment\0\0abc")])
    at = data.index(name) + 4 + len(b"Comment\0\0abc")
    broken = data[:at] + b"\0\0\0\0" + data[at + 4 :]
    np.testing.assert_array_equal(read(broken, "a").rgb[0, :, 0], RAMP)


def test_a_wrong_checksum_of_pixels_is_damage():
    data = encoded(noise(64, 64), "PNG")
    at = data.index(b"IDAT") + 40
    with pytest.raises(PhotoError, match="damaged PNG"):
        read(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :], "a")
