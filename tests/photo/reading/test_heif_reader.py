"""AVIF and HEIC: whatever their brands, their light and the slips of their writers."""

import io
import struct
import sys

import imagecodecs
import numpy as np
import pytest
from pictures import encoded, quadrants
from PIL.AvifImagePlugin import AvifImageFile

from studio.errors import PhotoError
from studio.photo.photo import read

GRAY = np.arange(0, 256, 2, dtype=np.uint8).repeat(16).reshape(32, 64)
LIGHT = GRAY / 255


def box(name, content):
    return struct.pack(">I", len(content) + 8) + name + content


def avif(picture, **settings):
    return encoded(picture, "AVIF", quality=100, **settings)


def heic(picture, **settings):
    pytest.importorskip("pillow_heif").register_heif_opener()
    return encoded(picture, "HEIF", quality=-1, **settings)


def described(data, primaries, transfer):
    """The same file, said to have other primaries and another transfer."""
    at = data.index(b"nclx") + 4
    return data[:at] + struct.pack(">HH", primaries, transfer) + data[at + 4 :]


def branded(data, brand, *others):
    """The same file under other brands."""
    length = int.from_bytes(data[:4], "big")
    names = b"".join([*others, *[brand] * 9])[: length - 16]
    return data[:8] + brand + data[12:16] + names + data[length:]


@pytest.mark.parametrize("brand", [b"mif1", b"miaf", b"avis", b"MA1B"])
def test_an_avif_under_any_brand_is_read(brand):
    photo = read(branded(avif(quadrants()), brand, b"mif1"), "a")
    assert photo.format == "AVIF"
    np.testing.assert_allclose(photo.rgb[8::16, 8::16], quadrants()[8::16, 8::16], atol=4)


@pytest.mark.parametrize("brand", [b"mif1", b"mif2", b"miaf", b"MiHE", b"heim"])
def test_a_heic_under_any_brand_is_read(brand):
    photo = read(branded(heic(quadrants()), brand, brand), "a")
    assert photo.format == "HEIF"
    np.testing.assert_allclose(photo.rgb[8::16, 8::16], quadrants()[8::16, 8::16], atol=6)


def test_a_film_is_no_picture():
    with pytest.raises(PhotoError, match="a film"):
        read(box(b"ftyp", b"isom\0\0\2\0isommp42"), "a")


def srgb(light):
    light = np.clip(light, 0, 1)
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def pq(level):
    root = level ** (1 / 78.84375)
    light = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return light ** (1 / 0.1593017578125) * 10_000 / 203


def hlg(level):
    bright = (np.exp((level - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return np.where(level <= 0.5, level**2 / 3, bright) / 0.26496256


@pytest.mark.parametrize("made", [avif, heic])
@pytest.mark.parametrize(
    ("transfer", "expected", "note"),
    [
        (8, srgb(LIGHT), ""),
        (16, srgb(pq(LIGHT)), "PQ"),
        (18, srgb(hlg(LIGHT)), "HLG"),
        (13, GRAY, ""),
        (1, GRAY, ""),
        (2, GRAY, ""),
    ],
)
def test_what_light_the_levels_mean_is_obeyed(made, transfer, expected, note):
    photo = read(described(made(np.dstack([GRAY] * 3)), 1, transfer), "a")
    np.testing.assert_allclose(photo.rgb[..., 1], expected, atol=14 if transfer == 8 else 6)
    assert note in "".join(photo.notes)
    assert bool(photo.notes) == bool(note)


def test_other_primaries_are_brought_to_srgb():
    photo = read(described(avif(quadrants()), 12, 13), "a")  # of Display P3
    red, plain = photo.rgb[8, 8].astype(int), quadrants()[8, 8].astype(int)
    assert red[0] > plain[0]
    assert red[1] < plain[1]
    np.testing.assert_allclose(photo.rgb[24, 56], quadrants()[24, 56], atol=3)


@pytest.mark.parametrize("bits", [10, 12])
def test_more_bits_than_eight_are_kept(bits):
    levels = np.linspace(0, 2**bits - 1, 64 * 32).astype(np.uint16).reshape(32, 64)
    data = imagecodecs.avif_encode(np.dstack([levels] * 3), level=100, bitspersample=bits)
    photo = read(data, "a")
    np.testing.assert_allclose(photo.rgb[..., 1], levels / (2**bits - 1) * 255, atol=2)


def test_gray_of_many_bits_stays_wide():
    levels = np.linspace(0, 4095, 64 * 32).astype(np.uint16).reshape(32, 64)
    data = imagecodecs.avif_encode(levels, level=100, bitspersample=12, pixelformat="400")
    wide = read(data, "a").wide
    np.testing.assert_allclose(wide / 65535, levels / 4095, atol=0.002)


def unknown(data, name):
    """The same file, its first box of that name called otherwise."""
    return data.replace(name, b"skip", 1)


def unsized(data):
    """The same file, its alpha without a size: its property of that number is none."""
    at = data.index(b"ipma") + 12
    first = 3 + data[at + 2]
    owned = data[at + first + 3 : at + first + 3 + data[at + first + 2]]
    return data.replace(owned, b"\0" + owned[1:])


@pytest.mark.parametrize("spoil", [unsized, lambda data: unknown(data, b"hdlr")])
def test_what_is_wrong_around_the_pictures_does_no_harm(spoil):
    alpha = np.linspace(0, 255, 32 * 64).astype(np.uint8).reshape(32, 64)
    data = spoil(avif(np.dstack([quadrants(), alpha])))
    with pytest.raises(SyntaxError):
        AvifImageFile(io.BytesIO(data)).load()
    photo = read(data, "a")
    np.testing.assert_allclose(photo.alpha, alpha, atol=4)
    np.testing.assert_allclose(photo.rgb[24, 56], quadrants()[24, 56], atol=4)


def test_items_within_items_end():
    count = 3_000
    infos = b"".join(
        box(b"infe", b"\2\0\0\0" + struct.pack(">HH", i, 0) + b"grid\0") for i in range(count)
    )
    links = b"".join(box(b"dimg", struct.pack(">4H", i, 2, i + 1, i + 1)) for i in range(count - 1))
    meta = box(b"pitm", bytes(6)) + box(b"iinf", struct.pack(">IH", 0, count) + infos)
    meta += box(b"iref", bytes(4) + links)
    for brand in (b"avif", b"heic"):
        with pytest.raises(PhotoError, match="damaged"):
            read(box(b"ftyp", brand + bytes(4) + brand) + box(b"meta", bytes(4) + meta), "a")


def test_boxes_without_end_are_damaged():
    data = box(b"ftyp", b"avif\0\0\0\0avif") + box(b"free", b"") * 10**5
    with pytest.raises(PhotoError, match="damaged AVIF"):
        read(data, "a")


def test_other_codings_in_a_heif_are_named():
    data = avif(quadrants()).replace(b"av01", b"vvc1").replace(b"avif", b"mif1")
    with pytest.raises(PhotoError, match="of the kind vvc1"):
        read(data, "a")


def test_without_the_extra_an_avif_under_a_brand_of_any_kind_is_read(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert read(branded(avif(quadrants()), b"mif1", b"mif1"), "a").format == "AVIF"
