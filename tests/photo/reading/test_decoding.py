import random
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from pictures import cmyk_profile, encoded, noise, png, rgb_profile, tiff, zeros
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from studio.errors import PhotoError
from studio.photo.photo import Photo, read

ROOT = Path(__file__).parents[3]
RGB = noise(5, 7)
PRIMARIES = (0.5, 0.2, 0.0), (0.3, 0.7, 0.0), (0.16, 0.1, 0.82)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"Dear diary,\n", "a text file"),
        (b"<!DOCTYPE html><svg></svg>", "a web page"),
        (b"\n<html>", "a web page"),
        (b'<?xml version="1.0"?>\n<svg xmlns="a">', "an SVG drawing"),
        (encoded(RGB, "PDF"), "a PDF document"),
        (encoded(RGB, "EPS"), "an EPS drawing"),
        (bytes(range(256)), "a file of an unknown kind"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
        (b"\xff\x0a\x1f", "a JPEG XL picture"),
        (b"\0\0\0\x18ftypcrx \0", "a raw camera file"),
        (b"\0\0\0\x18ftypcrx \0\0\0\0mif1heic", "a raw camera file"),
        (b"FUJIFILMCCD-RAW 0201", "a raw camera file"),
        (b"II*\0\x10\0\0\0CR\x02\0", "a raw camera file"),
        (b"IIU\0\x18\0\0\0", "a raw camera file"),
        (bytes(400 * 2**20 + 1), "a file of 400.0 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_named_and_refused(data, found):
    with pytest.raises(PhotoError) as refusal:
        read(data, "holiday.jpg")
    assert refusal.value.found == found
    assert "holiday" not in str(refusal.value)


def test_a_raw_camera_file_is_not_mistaken_for_its_thumbnail():
    tags = {254: 1, 256: 4, 257: 4, 258: 8, 262: 1, 273: 0, 277: 1, 279: 16}
    assert read(tiff(tags | {254: 0}, bytes(16)), "a.tif").rgb.shape == (4, 4, 3)
    with pytest.raises(PhotoError, match="raw camera file"):
        read(tiff(tags, bytes(16)), "a.nef")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_half_a_file_is_damaged(kind):
    data = encoded(noise(64, 64), kind)
    with pytest.raises(PhotoError, match=f"(?i)damaged {kind} file"):
        read(data[: len(data) // 2], "a")


def patched(data, marker, offset, content):
    """`data` with `content` written `offset` bytes after the first `marker`."""
    start = data.index(marker) + offset
    return data[:start] + content + data[start + len(content) :]


def jpeg_of(width, height):
    return patched(encoded(RGB, "JPEG"), b"\xff\xc0", 5, struct.pack(">HH", height, width))


def bmp_of(width, height):
    return patched(encoded(RGB, "BMP"), b"BM", 18, struct.pack("<ii", width, height))


def webp_of(width, height):
    size = struct.pack("<I", (width - 1) | (height - 1) << 14)
    return patched(encoded(RGB, "WEBP", lossless=True), b"VP8L", 9, size)


def tiff_of(width, height, **tags):
    gray = {256: width, 257: height, 258: 8, 259: 8, 262: 1, 277: 1}
    return tiff(gray | {int(tag[1:]): value for tag, value in tags.items()}, zeros(2**28))


BOMBS = {
    "png": lambda: png(60_000, 60_000, 8, 2),
    "png-longest": lambda: png(2**31 - 1, 2**31 - 1, 8, 6),
    "png-1-bit": lambda: png(12_000, 12_000, 1, 0, bytes(1501 * 12_000)),
    "png-121-megapixels": lambda: png(11_000, 11_000, 8, 0, bytes(11_001 * 11_000)),
    "png-wide": lambda: png(32_767, 1, 8, 0, bytes(32_768)),
    "jpeg": lambda: jpeg_of(65_535, 65_535),
    "bmp": lambda: bmp_of(60_000, 60_000),
    "webp": lambda: webp_of(11_000, 11_000),
    "webp-longest": lambda: webp_of(16_383, 16_383),
    "tiff": lambda: tiff_of(60_000, 60_000, t273=0, t279=16),
    "tiff-tile": lambda: tiff_of(10, 10, t322=2**14, t323=2**14, t324=0, t325=2**18),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_before_they_cost_anything(name):
    data = BOMBS[name]()
    before, start = resident_mib(), time.process_time()
    with pytest.raises(PhotoError) as refusal:
        read(data, "a")
    assert refusal.value.expected == "at most 120 megapixels and 32766 pixels a side"
    assert resident_mib() - before < 100
    assert time.process_time() - start < 0.5


def resident_mib():
    """Read the peak of this process's memory since the last call."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    Path("/proc/self/clear_refs").write_text("5")  # resets the peak: proc(5)
    return int(peak[1]) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
@pytest.mark.parametrize("chunk", [b"zTXt", b"iCCP"])
def test_a_compressed_chunk_cannot_swell(chunk):
    swollen = (chunk, b"name\0\0" + zeros(50 * 2**20))
    data = png(1, 1, 8, 0, bytes(2), extra=[swollen])
    resident_mib()
    before = resident_mib()
    assert read(data, "a").rgb.shape == (1, 1, 3)
    assert resident_mib() - before < 40


def seeds():
    """Yield small valid files with everything that a file can carry."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.ImageDescription] = "a"
    exif[IFD.Exif] = {Base.DateTimeOriginal: "1931"}
    carried = {"exif": exif.tobytes(), "icc_profile": rgb_profile(*PRIMARIES, 2.2)}
    text = PngInfo()
    text.add_text("Comment", "a" * 50, zip=True)
    yield encoded(RGB, "JPEG", **carried)
    yield encoded(RGB, "JPEG", progressive=True)
    yield encoded(Image.fromarray(RGB).convert("CMYK"), "JPEG", icc_profile=cmyk_profile(100))
    yield encoded(RGB, "PNG", pnginfo=text, **carried)
    yield encoded(Image.fromarray(RGB).convert("P"), "PNG", transparency=bytes(9))
    yield encoded(np.uint16(RGB[..., 0]) * 257, "PNG")
    yield encoded(noise(5, 7, 4), "WEBP", **carried)
    yield encoded(RGB, "TIFF", **carried)
    yield encoded(RGB, "TIFF", compression="tiff_lzw")
    yield encoded(np.float32(RGB[..., 0]), "TIFF")
    yield encoded(RGB, "BMP")


def mutated(data, rng):
    """`data` with some bytes changed, then perhaps cut short, or a piece of it repeated."""
    body = bytearray(data)
    for _ in range(rng.choice([1, 1, 3, 10])):
        body[rng.randrange(len(body))] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
    start, end = sorted(rng.sample(range(len(body)), 2))
    return bytes(rng.choice([body, body, body[:end], body[:end] + body[start:]]))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's words on broken tags, as in real use
@pytest.mark.parametrize("data", [pytest.param(data, id=str(i)) for i, data in enumerate(seeds())])
def test_a_damaged_file_is_a_photo_or_a_refusal(data):
    rng = random.Random(len(data))
    accepted = 0
    for _ in range(50):
        try:
            accepted += isinstance(read(mutated(data, rng), "a"), Photo)
        except PhotoError:
            continue
    assert accepted < 50  # the mutations bite


@pytest.mark.process
def test_importing_leaves_pillow_and_warnings_as_they_are():
    code = """
import warnings
import numpy
from PIL import Image, ImageFile, PngImagePlugin
def state():
    return (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, ImageFile.MAXBLOCK,
            PngImagePlugin.MAX_TEXT_CHUNK, list(warnings.filters))
before = state()
import studio.photo.writing.encoding
raise SystemExit(state() != before)
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
