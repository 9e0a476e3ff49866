"""TIFF of every kind: made by tifffile, expected from the formula that made it."""

import io
import signal
import struct

import numpy as np
import pytest
import tifffile
from pictures import encoded, noise, tiff
from PIL import Image

from studio.errors import PhotoError
from studio.photo.photo import read

SHARES = np.linspace(0, 1, 256).reshape(16, 16)  # of white
EXPECTED = np.rint(SHARES * 255)
RGB = noise(16, 16)


def written(samples, **settings):
    file = io.BytesIO()
    settings.setdefault("photometric", "minisblack")
    tifffile.imwrite(file, samples, metadata=None, **settings)
    return file.getvalue()


def patched(data, tag, value):
    """`data` of a little-endian TIFF with the short or long of `tag` changed."""
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        at = file.pages[0].tags[tag].valueoffset
    return data[:at] + value.to_bytes(2, "little") + data[at + 2 :]


def packed(levels, bits):
    """Rows of levels of some bits each, as TIFF packs them."""
    each = (levels[..., None] >> np.arange(bits)[::-1]) & 1
    return np.packbits(each.reshape(len(levels), -1).astype(np.uint8), axis=1)


def of_bits(bits):
    """A gray TIFF of any depth, its samples packed."""
    levels = np.rint(SHARES * (2**bits - 1)).astype(np.int64)
    body = packed(levels, bits)
    shape = {256: 16, 257: 16, 258: bits, 259: 1, 262: 1, 277: 1, 278: 16, 279: body.nbytes}
    return tiff(shape | {273: 0}, body.tobytes())


@pytest.mark.parametrize("bits", [1, 2, 4, 6, 8, 10, 12, 14])
def test_any_depth_reaches_from_black_to_white(bits):
    levels = np.rint(SHARES * (2**bits - 1)) / (2**bits - 1)
    np.testing.assert_allclose(read(of_bits(bits), "a").rgb[..., 0], levels * 255, atol=1)


TYPES = {
    "uint16": (SHARES * 65535).round().astype(np.uint16),
    "int16": (SHARES * 32767).round().astype(np.int16),
    "uint32": (SHARES * (2**32 - 1)).astype(np.uint32),
    "float16": SHARES.astype(np.float16),
    "float32": SHARES.astype(np.float32),
    "float64": SHARES,
}


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("photometric", ["minisblack", "miniswhite"])
def test_any_type_in_any_order_and_sense_gives_the_same(kind, order, photometric):
    data = written(TYPES[kind], byteorder=order, photometric=photometric)
    expected = EXPECTED if photometric == "minisblack" else 255 - EXPECTED
    np.testing.assert_allclose(read(data, "a").rgb[..., 0], expected, atol=1)


@pytest.mark.parametrize("compression", ["zlib", "lzw", "packbits", "zstd", "lzma"])
@pytest.mark.parametrize("predictor", [False, True])
def test_compressions_lose_nothing(compression, predictor):
    settings = {"predictor": predictor} if compression != "packbits" else {}
    data = written(TYPES["uint16"], compression=compression, **settings)
    np.testing.assert_array_equal(read(data, "a").wide, TYPES["uint16"])


@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("tile", [None, (16, 16)], ids=["strips", "tiles"])
def test_colours_in_any_layout(planes, dtype, tile):
    white = 1 if dtype == np.float32 else np.iinfo(dtype).max
    samples = (RGB / 255 * white).astype(dtype)
    samples = samples if planes == "contig" else samples.transpose(2, 0, 1)
    data = written(samples, photometric="rgb", planarconfig=planes, tile=tile)
    np.testing.assert_allclose(read(data, "a").rgb, RGB, atol=1)


@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_gray_with_alpha(planes, depth):
    scale = np.iinfo(depth).max // 255
    both = np.dstack([EXPECTED, EXPECTED.T]).astype(depth) * depth(scale)
    both = both if planes == "contig" else both.transpose(2, 0, 1)
    photo = read(written(both, planarconfig=planes, extrasamples=["unassalpha"]), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], EXPECTED)
    np.testing.assert_array_equal(photo.alpha, EXPECTED.T)


def test_alpha_that_was_multiplied_in_is_taken_out():
    pixel = np.full((16, 16, 4), (100, 50, 25, 128), np.uint8)
    photo = read(written(pixel, photometric="rgb", extrasamples=["assocalpha"]), "a")
    np.testing.assert_allclose(photo.rgb[0, 0], np.array([100, 50, 25]) * 255 / 128, atol=1)


def test_an_extra_sample_of_no_meaning_is_no_alpha():
    both = np.dstack([EXPECTED, EXPECTED.T]).astype(np.uint8)
    assert read(written(both, extrasamples=["unspecified"]), "a").alpha is None


@pytest.mark.parametrize("factor", [1, 256, 257])
def test_a_palette_of_8_or_16_bits(factor):
    table = np.arange(256)[None].repeat(3, 0).astype(np.uint16)
    data = written(EXPECTED.astype(np.uint8), photometric="palette", colormap=table * factor)
    np.testing.assert_array_equal(read(data, "a").rgb[..., 0], EXPECTED)


def test_without_a_photometric_tag_zero_is_black():
    data = written(EXPECTED.astype(np.uint8))
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        at = file.pages[0].tags[262].offset
    data = data[:at] + (65000).to_bytes(2, "little") + data[at + 2 :]
    np.testing.assert_array_equal(read(data, "a").rgb[..., 0], EXPECTED)


def test_a_scanner_of_12_bits_in_16_says_so_by_its_largest_sample():
    levels = (SHARES * 4095).round().astype(np.uint16)
    data = written(levels, extratags=[(281, "H", 1, 4095, True)])
    np.testing.assert_allclose(read(data, "a").rgb[..., 0], EXPECTED, atol=1)


@pytest.mark.parametrize("photometric", ["cielab", "icclab"])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_lab_without_colour_is_gray_of_that_lightness(photometric, depth):
    white = {np.uint8: 255, np.uint16: 65535 if photometric == "cielab" else 65280}[depth]
    middle = {"cielab": 0, "icclab": 128 if depth == np.uint8 else 32768}[photometric]
    lab = np.full((16, 16, 3), middle, depth)
    lab[..., 0] = round(0.5 * white)  # L* 50 is 119 of sRGB
    photo = read(written(lab, photometric=photometric), "a")
    np.testing.assert_allclose(photo.rgb, 119, atol=1)


def test_the_full_page_is_taken_where_a_thumbnail_comes_first():
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        small = np.zeros((4, 4), np.uint8)
        writer.write(small, photometric="minisblack", subfiletype=1, metadata=None)
        writer.write(EXPECTED.astype(np.uint8), photometric="minisblack", metadata=None)
    photo = read(file.getvalue(), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], EXPECTED)
    assert photo.notes == ()


@pytest.mark.parametrize(
    ("photometric", "found"), [(32803, "a raw camera file"), (32845, "LOGLUV"), (4, "MASK")]
)
def test_what_is_not_read_is_named(photometric, found):
    with pytest.raises(PhotoError, match=found) as refusal:
        read(patched(written(EXPECTED.astype(np.uint8)), 262, photometric), "a")
    assert "damaged" not in str(refusal.value)


def test_more_than_a_gigabyte_unpacked_is_refused_by_the_header():
    tags = {256: 10_000, 257: 10_000, 258: 64, 259: 8, 262: 1, 273: 0, 277: 4, 279: 16, 339: 3}
    with pytest.raises(PhotoError, match="at most 1024 MB"):
        read(tiff(tags, bytes(16)), "a")


@pytest.mark.parametrize("most", [200, 4000, 22038])
def test_a_largest_sample_that_is_but_the_brightest_there_is_counts_for_nothing(most):
    levels = (SHARES * most).round().astype(np.uint16)
    tags = [(280, "H", 1, int(levels.min()), True), (281, "H", 1, most, True)]
    np.testing.assert_allclose(
        read(written(levels, extratags=tags), "a").rgb[..., 0], SHARES * most / 257, atol=1
    )


@pytest.mark.parametrize("kind", [4, 5])
def test_a_mask_or_infrared_before_the_photo_is_passed_over(kind):
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        for samples, subfile in ((np.zeros((16, 16), np.uint8), 1), (EXPECTED, 0)):
            gray = samples.astype(np.uint8)
            writer.write(gray, photometric="minisblack", subfiletype=subfile, metadata=None)
    photo = read(patched(file.getvalue(), 254, kind), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0], EXPECTED)
    assert photo.notes == ()


@pytest.mark.parametrize("compression", ["zlib", "packbits", "zstd", "lzma", "lzw", None])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("big", [False, True], ids=["classic", "big"])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_a_last_strip_may_be_as_high_as_the_others(compression, order, big, depth):
    full = (noise(24, 10)[..., 0]).astype(depth)
    settings = {"compression": compression, "byteorder": order, "rowsperstrip": 12}
    data = written(full, bigtiff=big, **settings)
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        tag = file.pages[0].tags[257]
    size = {3: 2, 4: 4, 16: 8}[tag.dtype]
    length = (17).to_bytes(size, "little" if order == "<" else "big")
    photo = read(data[: tag.valueoffset] + length + data[tag.valueoffset + size :], "a")
    expected = full[:17] if depth == np.uint8 else np.rint(full[:17] / 257)
    np.testing.assert_array_equal(photo.rgb[..., 0], expected)


@pytest.mark.parametrize("bits", [(5, 6, 5)])
@pytest.mark.parametrize("order", "<>")
def test_samples_of_unequal_bits_fill_bytes_from_above(bits, order):
    levels = [np.rint(RGB[..., i] / 255 * (2**n - 1)).astype(int) for i, n in enumerate(bits)]
    words = (levels[0] << bits[1] | levels[1]) << bits[2] | levels[2]
    body = words.astype(f">u{sum(bits) // 8}").tobytes()
    file = io.BytesIO()
    flat = np.frombuffer(body, np.uint8).reshape(16, -1, 1)
    tifffile.imwrite(
        file, np.zeros((16, 16, 3), np.uint8), photometric="rgb", byteorder=order, metadata=None
    )
    data = bytearray(file.getvalue())
    with tifffile.TiffFile(io.BytesIO(data)) as found:
        tags, start = found.pages[0].tags, found.pages[0].dataoffsets[0]
    struct.pack_into(f"{order}3H", data, tags[258].valueoffset, *bits)
    data[start : start + flat.size] = body
    photo = read(bytes(data), "a")
    expected = np.dstack([level / (2**n - 1) * 255 for level, n in zip(levels, bits, strict=True)])
    np.testing.assert_allclose(photo.rgb, expected, atol=1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("thumbnail", [False, True])
def test_ycbcr_is_turned_once_and_read_from_its_own_page(orientation, thumbnail):
    gray = np.arange(0, 240, 2, dtype=np.uint8).reshape(10, 12)
    planes = np.dstack([gray, np.full((10, 12, 2), 128, np.uint8)])
    levels = (530, "H", 2, (1, 1), True), (274, "H", 1, orientation, True)
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        if thumbnail:
            writer.write(np.zeros((4, 4), np.uint8), subfiletype=1, photometric="minisblack")
        writer.write(planes, photometric="ycbcr", extratags=levels, metadata=None)
    plain = encoded(gray, "PNG", exif=_turned(orientation))
    np.testing.assert_allclose(read(file.getvalue(), "a").rgb, read(plain, "a").rgb, atol=2)


def _turned(orientation):
    exif = Image.Exif()
    exif[274] = orientation
    return exif.tobytes()


def test_ycbcr_of_every_second_colour_is_read():
    gray = np.arange(0, 256, 4, dtype=np.uint8).reshape(8, 8)
    blocks = gray.reshape(4, 2, 4, 2).transpose(0, 2, 1, 3).reshape(4, 4, 4)
    body = np.concatenate([blocks, np.full((4, 4, 2), 128, np.uint8)], axis=2).tobytes()
    tags = {256: 8, 257: 8, 258: 8, 259: 1, 262: 6, 273: 0, 277: 3, 278: 8, 279: len(body)}
    data = tiff(tags | {530: 2 | 2 << 16}, body)
    data = data.replace(struct.pack("<HHI", 530, 4, 1), struct.pack("<HHI", 530, 3, 2))
    np.testing.assert_allclose(read(data, "a").rgb[..., 0], gray, atol=2)


def test_a_scanners_dng_of_one_linear_sample_is_read():
    linear = np.linspace(0, 65535, 256).reshape(16, 16).astype(np.uint16)
    tags = [(50706, "B", 4, (1, 3, 0, 0), True), (50714, "H", 1, 0, True)]
    data = patched(written(linear, extratags=tags), 262, 34892)
    light = linear / 65535
    srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    np.testing.assert_allclose(read(data, "a").rgb[..., 0], srgb * 255, atol=1)


def test_a_cameras_dng_of_three_linear_samples_is_raw():
    tags = [(50706, "B", 4, (1, 3, 0, 0), True)]
    raw = {"photometric": 34892, "planarconfig": "contig"}
    with pytest.raises(PhotoError, match="a raw camera file"):
        read(written(RGB.astype(np.uint16), extratags=tags, **raw), "a")


def chain(followers, *, big=False, extra=()):
    """A gray TIFF of 4 x 4 whose directories follow one another: by each the one after it, or None.

    `extra` are tags and longs, of which True means that directory's own place.
    """
    head = struct.pack("<2sHHHQ" if big else "<2sHI", b"II", *((43, 8, 0, 16) if big else (42, 8)))
    tags = {256: 4, 257: 4, 258: 8, 259: 1, 262: 1, 273: 0, 277: 1, 278: 4, 279: 16, **dict(extra)}
    count, entry, link = ("<Q", "<HHQQ", "<Q") if big else ("<H", "<HHII", "<I")
    size = sum(map(struct.calcsize, (count, link))) + len(tags) * struct.calcsize(entry)
    places = [len(head) + number * size for number in range(len(followers))]
    body = []
    for place, follower in zip(places, followers, strict=True):
        values = tags | {273: len(head) + len(followers) * size}
        values |= {tag: place for tag, value in tags.items() if value is True}
        body.append(struct.pack(count, len(tags)))
        body += [struct.pack(entry, tag, 4, 1, values[tag]) for tag in sorted(values)]
        body.append(struct.pack(link, 0 if follower is None else places[follower]))
    return b"".join([head, *body, bytes(range(0, 256, 16))])


@pytest.fixture
def in_time():
    """Interrupt what works for longer than a second, and would perhaps never end."""

    if not hasattr(signal, "SIGVTALRM"):
        pytest.skip("Windows has no such alarm")

    def late(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("big", [False, True], ids=["classic", "big"])
@pytest.mark.parametrize(
    ("followers", "extra"),
    [
        ([0], ()),
        ([1, 2, 1], ()),
        ([*range(1, 300), 150], ()),
        ([None], [(330, True)]),
        ([1, 0], [(330, True)]),
        ([0], [(34412, 0)]),
        ([*range(1, 3000), None], ()),
    ],
    ids=["itself", "an earlier one", "late", "part", "both", "microscope", "3,000 pages"],
)
def test_directories_without_end_end(in_time, followers, extra, big):
    photo = read(chain(followers, big=big, extra=extra), "a")
    np.testing.assert_array_equal(photo.rgb[..., 0].ravel(), range(0, 256, 16))


def test_of_two_pages_in_a_circle_the_first_of_several_is_taken(in_time):
    assert read(chain([1, 0]), "a").notes == ("The first of 2 pictures in it was taken.",)
