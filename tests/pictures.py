"""Pictures, files and colour profiles for tests, made in code."""

import io
import struct
import zlib

import numpy as np
from PIL import Image


def noise(height, width, channels=3, seed=0):
    """Random pixels: no two neighbours alike, so that any shift or turn is seen."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (height, width, channels), dtype=np.uint8)


def quadrants(side=16):
    """Four flat quarters, which survive JPEG: red, green, blue and white, clockwise by rows."""
    colours = np.array([[[200, 40, 40], [40, 180, 60]], [[40, 60, 200], [230, 230, 230]]], np.uint8)
    return colours.repeat(side, 0).repeat(2 * side, 1)


def disc(height=80, width=120, radius=1 / 3, shift=0):
    """A round mask around the middle, or `shift` pixels right of it; the radius in heights."""
    y, x = np.ogrid[:height, :width]
    return np.hypot(y - height / 2, x - width / 2 - shift) < radius * height


def encoded(image, kind, **settings):
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image)
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()


def png(width, height, depth, colour_type, pixels=b"", *, extra=()):
    """A PNG chunk by chunk, for what Pillow will not write; `extra` stands before the pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    chunks = [(b"IHDR", header), *extra, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + _crc(name + content)


def _crc(content):
    return struct.pack(">I", zlib.crc32(content))


def tiff(tags, pixels):
    """A little-endian TIFF of one directory; `tags` are longs, and 273 and 324 mean "here"."""
    directory = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(
        struct.pack("<HHII", tag, 4, 1, directory if tag in (273, 324) else value)
        for tag, value in sorted(tags.items())
    )
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + pixels


def zeros(count):
    """`count` zero bytes, deflated without ever holding them."""
    packer = zlib.compressobj(9)
    block = bytes(2**20)
    packed = [packer.compress(block) for _ in range(count // len(block))]
    return b"".join([*packed, packer.compress(bytes(count % len(block))), packer.flush()])


def rgb_profile(red, green, blue, gamma):
    """An ICC profile of three colorants, XYZ under D50."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = {b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue)}
    return _profile(b"RGB ", tags | {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve})


def gray_profile(gamma):
    return _profile(b"GRAY", {b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))})


def cmyk_profile(lightness):
    """An ICC profile of white paper where any ink at all is gray, of `lightness` 0 to 255."""
    matrix = b"".join(_fixed(value) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    inks = bytes([255, 128, 128]) + bytes([lightness, 128, 128]) * 15
    curves = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + curves * 4 + inks + curves * 3
    return _profile(b"CMYK", {b"A2B0": table}, kind=b"prtr", space=b"Lab ")


def _profile(device, tags, kind=b"mntr", space=b"XYZ "):
    """Lay out an ICC profile, version 2.1 (ICC.1:2001-04, clause 6)."""
    name = b"test\0"
    tags = tags | {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"wtpt": _xyz(D50),
    }
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = struct.pack(">I", start + len(body))
    head = (
        size + bytes(4) + b"\x02\x10\0\0" + kind + device + space + bytes(12) + b"acsp" + bytes(28)
    )
    white = b"".join(_fixed(value) for value in D50)
    return head + white + bytes(48) + struct.pack(">I", len(tags)) + table + body


def _xyz(values):
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _fixed(value):
    return struct.pack(">i", round(value * 65536))


D50 = (0.9642, 1.0, 0.8249)
