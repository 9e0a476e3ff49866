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


def test_cicp_goes_before_a_profile():
    extra = [(b"cICP", b"\1\x08\0\1"), profile_chunk(2.6)]
    np.testing.assert_allclose(opened(RAMP, *extra), srgb(RAMP / 255), atol=1)


def test_cicp_that_means_nothing_leaves_the_profile():
    extra = [(b"cICP", b"\1\xff\0\1"), profile_chunk(1.8)]
    np.testing.assert_allclose(opened(RAMP, *extra), srgb((RAMP / 255) ** 1.8), atol=1)


@pytest.mark.parametrize(("transfer", "word"), [(16, "PQ"), (18, "HLG")])
def test_of_high_dynamic_range_it_is_said_what_became_white(transfer, word):
    data = png(256, 1, 8, 0, row(RAMP), extra=[(b"cICP", bytes([9, transfer, 0, 1]))])
    photo = read(data, "a")
    assert photo.rgb[0, -1, 0] == 255
    assert photo.notes == (
        f"Lights brighter than paper ({word}, of high dynamic range) became white.",
    )


ADOBE = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)


def chromaticities(values):
    return b"cHRM", struct.pack(">8I", *(round(value * 100_000) for value in values))


def of_colors(*extra):
    return read(png(256, 1, 8, 2, b"\0" + np.repeat(RAMP, 3).tobytes(), extra=extra), "a").rgb[0]


def test_chromaticities_move_colours_and_no_gray():
    gamma = (b"gAMA", struct.pack(">I", 45455))
    red = png(1, 1, 8, 2, b"\0\0\xc8\0", extra=[gamma, chromaticities(ADOBE)])
    assert read(red, "a").rgb[0, 0].tolist() == [0, 201, 0]
    gray = of_colors(gamma, chromaticities(ADOBE))
    np.testing.assert_allclose(gray, srgb((RAMP / 255) ** 2.2).repeat(3).reshape(-1, 3), atol=1)
    np.testing.assert_array_equal(of_colors(gamma, chromaticities(SRGB))[..., 1], RAMP)


@pytest.mark.parametrize(
    "extra",
    [
        [chromaticities(ADOBE)],
        [(b"gAMA", struct.pack(">I", 45455)), (b"cHRM", bytes(31))],
        [(b"gAMA", struct.pack(">I", 45455)), (b"cHRM", bytes(32))],
    ],
    ids=["alone", "short", "nothing"],
)
def test_chromaticities_that_mean_nothing_are_left_aside(extra):
    np.testing.assert_array_equal(of_colors(*extra)[..., 1], RAMP)


def apple(pixels, kind):
    """A PNG as Xcode makes them: blue first, alpha multiplied in, deflate without its wrapping."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    rows = b"".join(b"\0" + each.tobytes() for each in pixels)
    usual = png(pixels.shape[1], len(pixels), 8, kind, b"")
    first = png(1, 1, 8, 0, extra=[(b"CgBI", b"\x50\0\x20\2")])[33:49]
    packed = packer.compress(rows) + packer.flush()
    idat = struct.pack(">I", len(packed)) + b"IDAT" + packed
    body = usual[8:33] + idat + struct.pack(">I", zlib.crc32(idat[4:])) + usual[-12:]
    return usual[:8] + first + body


def test_pngs_of_iphones_are_read():
    rgb, alpha = noise(4, 6), np.full((4, 6), 255, np.uint8)
    alpha[0] = 51
    multiplied = np.rint(rgb * (alpha[..., None] / 255)).astype(np.uint8)
    photo = read(apple(np.dstack([multiplied[..., ::-1], alpha]), 6), "a")
    np.testing.assert_array_equal(photo.rgb[1:], rgb[1:])
    np.testing.assert_allclose(photo.rgb[0], rgb[0], atol=3)
    np.testing.assert_array_equal(photo.alpha, alpha)
    np.testing.assert_array_equal(read(apple(rgb[..., ::-1], 2), "a").rgb, rgb)


@pytest.mark.slow
@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"a\0b"),
        (b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000))),
        (b"prIv", b""),
        (b"IDAT", b""),
    ],
    ids=["text", "packed", "private", "pixels"],
)
def test_a_hundred_thousand_chunks_are_read(chunk):
    data = png(256, 1, 8, 0, row(RAMP), extra=[chunk] * 100_000)
    np.testing.assert_array_equal(read(data, "a").rgb[0, :, 0], RAMP)
