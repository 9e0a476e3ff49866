"""Chunks of a foreign PNG: its pixels, what they mean, and its words, each without the rest.

What no pixel depends on may be damaged or enormous; browsers show the picture all the same.

References
----------
.. [1] W3C, Portable Network Graphics (PNG) Specification (Third Edition), 2025.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL.PngImagePlugin import PngImageFile

from studio import packages
from studio.language import _
from studio.photo import png_chunks
from studio.photo.limits import check_size, unsupported
from studio.photo.reading import curves, pillow_reader, raster
from studio.photo.reading.codecs import import_codecs
from studio.photo.reading.curves import Curve
from studio.photo.reading.raster import Raster

PIXELS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
APPLE = b"CgBI"  # as Xcode writes for iPhones: blue first, alpha multiplied in, bare deflate
FRAME = b"fcTL"  # of an animation; before the pixels if they are a frame of it [1, 11.3.6]
COMPRESSED = (b"zTXt", b"iTXt", b"iCCP")
MOST_TEXT = 2**20  # bytes of a chunk of text
MOST_TEXTS = 200  # chunks of them that are read
MOST_PROFILE = 2**24  # bytes
GRAY, PALETTE, GRAY_ALPHA = 0, 3, 4  # colour types [1, 11.2.1]


@dataclass(frozen=True, eq=False)
class Png:
    """The chunks of a PNG file: those of the pixels, and the first sound one of each other kind."""

    core: list[png_chunks.Chunk]
    others: dict[bytes, bytes]
    texts: list[png_chunks.Chunk]
    frames: int  # that there are, whatever it says

    @property
    def pictures(self) -> int:
        """How many it has: more than one if it is animated, where the first may be for itself."""
        frames = min(self.frames, int.from_bytes(self.others.get(b"acTL", b"")[:4], "big"))
        return frames + (FRAME not in self.others) if frames else 1

    @property
    def profile(self) -> bytes | None:
        """Its ICC profile, if one can be read and counts: cICP goes before it [1, 4.3]."""
        if self._cicp is not None:
            return None
        packed = self.others.get(b"iCCP", b"").partition(b"\0")[2][1:]
        return _inflate(packed, MOST_PROFILE)

    @property
    def curve(self) -> Curve | None:
        """What its levels mean where no profile tells."""
        if self._cicp is not None:
            return self._cicp
        if b"gAMA" not in self.others or b"sRGB" in self.others or self.profile:
            return None
        gamma = int.from_bytes(self.others[b"gAMA"], "big") / 100_000
        if len(places := self.others.get(b"cHRM", b"")) == 32:
            return curves.of_chromaticities(gamma, places)
        return curves.of_gamma(gamma)

    @property
    def _cicp(self) -> Curve | None:
        return curves.of_cicp(self.others.get(b"cICP", b""))

    def raster(self) -> Raster:
        """Decode the pixels; of colours in 16 bits Pillow keeps 8."""
        if APPLE in self.others:
            return _decode_apple(self.core)
        data = png_chunks.assemble(self.core)
        if not packages.CODECS.is_there:
            return pillow_reader.raster(PngImageFile(io.BytesIO(data)))
        pixels = import_codecs().png_decode(data)
        if self.core[0][1][9] in (GRAY, GRAY_ALPHA):
            return raster.from_samples(pixels, "gray", opaque=1, premultiplied=False)
        return raster.from_samples(pixels, "rgb", opaque=3, premultiplied=False)

    def describe(self) -> PngImageFile:
        """Return a picture of one pixel that says what this one says."""
        head = struct.pack(">IIBBBBB", 1, 1, 8, GRAY, 0, 0, 0)
        kept = [(name, self.others[name]) for name in (b"eXIf", b"pHYs") if name in self.others]
        pixel = (b"IDAT", zlib.compress(bytes(2)))
        chunks = [(b"IHDR", head), *kept, *self.texts, pixel, (b"IEND", b"")]
        return PngImageFile(io.BytesIO(png_chunks.assemble(chunks)))


def read(data: bytes) -> Png:
    """Take a PNG file apart.

    Raises a `PhotoError` if it is larger than a photo may be, ValueError or struct.error if it does
    not begin as a PNG file has to.
    """
    core: list[png_chunks.Chunk] = []
    texts: list[png_chunks.Chunk] = []
    others: dict[bytes, bytes] = {}
    frames = 0
    for name, content, sound in _walk(data):
        frames += name == FRAME
        if not core and name != APPLE:
            if name != b"IHDR":
                raise ValueError(f"{name!r} comes first")
            check_size(*struct.unpack(">II", content[:8]))
        if name == APPLE:
            others[name] = content
        elif name in PIXELS or name[:1].isupper():
            core.append((name, content) if sound else (name, content + b"damaged"))
        elif sound and name in (b"tEXt", b"zTXt", b"iTXt"):
            if len(texts) < MOST_TEXTS and _is_short(name, content):
                texts.append((name, content))
        elif sound and (name != FRAME or core[-1][0] != b"IDAT"):
            others.setdefault(name, content)
    return Png(core, others, texts, frames)


def decode_frame(data: bytes, number: int) -> Raster:
    """Decode a picture of an animated file after the first, which is number 0."""
    image = PngImageFile(io.BytesIO(data))
    check_size(*image.size)
    image.seek(number)
    return pillow_reader.raster(image)


def _decode_apple(core: list[png_chunks.Chunk]) -> Raster:
    """Decode 8 bits of blue, green and red, and alpha, which Apple's tools swap and pack."""
    width, height, bits, kind = struct.unpack_from(">IIBB", core[0][1])
    channels = {2: 3, 6: 4}.get(kind, 0)
    if bits != 8 or not channels:
        raise unsupported(_("an iPhone's PNG file of this kind"))
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = b"".join(content for name, content in core if name == b"IDAT")
    rows = unpacker.decompress(packed, (width * channels + 8) * height)
    usual = [(name, content) for name, content in core if name != b"IDAT"]
    usual.insert(-1, (b"IDAT", zlib.compress(rows, 1)))
    pixels = import_codecs().png_decode(png_chunks.assemble(usual))
    colors = np.ascontiguousarray(pixels[..., (2, 1, 0, 3)[:channels]])
    return raster.from_samples(colors, "rgb", opaque=3, premultiplied=True)


def _walk(data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Yield each chunk's name and content, and whether its checksum is right."""
    at = len(png_chunks.SIGNATURE)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        ending = data[at + 8 + length : at + 12 + length]
        yield name, content, ending == struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))
        at += 12 + length
        if name == b"IEND":
            return


def _is_short(name: bytes, content: bytes) -> bool:
    if len(content) > MOST_TEXT:
        return False
    start = content.find(b"\x78")  # a stream of zlib begins so; a longer key does no harm
    plain = name == b"iTXt" and content.partition(b"\0")[2][:1] == b"\0"
    return (
        plain
        or name not in COMPRESSED
        or start < 0
        or len(content[start:]) * 1030 <= MOST_TEXT
        or (_inflate(content[start:], MOST_TEXT) is not None)
    )


def _inflate(packed: bytes, most: int) -> bytes | None:
    """Unpack, but no more than `most` bytes."""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, most)
    except zlib.error:
        return None
    return content if unpacker.eof else None
