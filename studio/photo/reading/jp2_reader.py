"""JPEG 2000: what its boxes say of its samples, which decoders leave aside.

References
----------
.. [1] ISO/IEC 15444-1, JPEG 2000 image coding system, 2019: annex A, the codestream; I, JP2.
"""

import io
import logging
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from studio.color.arrays import Picture, Samples
from studio.errors import PhotoError
from studio.language import _
from studio.photo.limits import check_size, raise_photo_errors, unsupported
from studio.photo.reading import boxes, pillow_reader, raster
from studio.photo.reading.codecs import import_codecs
from studio.photo.reading.raster import Raster, Space

CODESTREAM = b"\xff\x4f\xff\x51"
LEAST_TILE = 14  # bytes of a tile: the markers SOT and SOD [1, A.4]
MOST_COMPONENTS = 16
MOST_TILES = 20_000  # each costs the decoder kilobytes, however little it holds
CMYK, SYCC = 12, 18  # enumerated colour spaces [1, table I.10]
COLOR, OPACITY, PREMULTIPLIED = 0, 1, 2  # types of channels [1, table I.16]
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
EXIF = b"JpgTiffExif->JP2"

logging.getLogger("imagecodecs").addHandler(logging.NullHandler())  # not for a terminal


@dataclass(frozen=True)
class Component:
    """A plane of samples, as the codestream has it."""

    bits: int
    signed: bool
    step: tuple[int, int]  # of subsampling, across and down


class Jp2:
    """A JPEG 2000 file, its headers read; hostile, so it may raise ValueError or struct.error.

    Raises
    ------
    PhotoError
        If it is larger than a photo may be.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.start = 0 if data.startswith(CODESTREAM) else _codestream(data)
        self.components = _components(data, self.start)
        self.header = _Header() if self.start == 0 else _read_header(data)

    @property
    def profile(self) -> bytes | None:
        """Its colour profile."""
        return self.header.profile

    def exif(self) -> Image.Exif:
        """Read what a camera said."""
        found = Image.Exif()
        if self.header.exif:
            found.load(self.header.exif)
        return found

    def info(self) -> Mapping[Any, Any]:
        """Return what else it says, by Pillow's names."""
        found: dict[Any, Any] = {}
        # it knows few boxes, and no pixel depends on them
        with suppress(PhotoError), raise_photo_errors("JPEG 2000 header"):
            found |= Jpeg2KImageFile(io.BytesIO(self.data)).info
        return found | ({"xmp": self.header.xmp} if self.header.xmp else {})

    def raster(self) -> Raster:
        """Decode the pixels."""
        first = self.components[0]
        plain = first.step == (1, 1) and set(self.components) == {first}
        if not plain or self.header.space == SYCC:
            return self._by_pillow()  # which brings planes of any sizes together
        # of the codestream alone: boxes may err, and the decoder would apply a profile by itself
        found = import_codecs().jpeg2k_decode(self.data[self.start :])
        samples = found if found.ndim == 3 else found[..., None]
        table = self.header.palette
        if table is None:
            return self._arrange(_to_whole_range(samples, first.bits, signed=first.signed))
        return self._arrange(table[np.minimum(samples[..., 0], len(table) - 1)])

    def _arrange(self, levels: Samples) -> Raster:
        """Put colours first and in their order, then alpha, and leave out what is neither."""
        count, found = levels.shape[2], self.header.channels
        colors = sorted((place, i) for i, (kind, place) in found.items() if kind == COLOR)
        order = [i for _, i in colors if i < count]
        others = {kind: i for i, (kind, _) in found.items() if kind != COLOR and i < count}
        if not order:  # no one says
            order = list(range(count))
            others = {OPACITY: order.pop()} if count in (2, 4) and not self._is_cmyk else {}
        spaces: dict[int, Space] = {1: "gray", 3: "rgb", 4: "cmyk"}
        if len(order) not in spaces:
            raise unsupported(_("a JPEG 2000 file of {count} colours", count=len(order)))
        opaque = len(order)
        order += [i for kind, i in others.items() if kind in (OPACITY, PREMULTIPLIED)][:1]
        kept = levels if order == list(range(count)) else levels[..., order]
        premultiplied = PREMULTIPLIED in others
        return raster.from_samples(kept, spaces[opaque], opaque=opaque, premultiplied=premultiplied)

    @property
    def _is_cmyk(self) -> bool:
        return self.header.space == CMYK or (self.header.profile or b"")[16:20] == b"CMYK"

    def _by_pillow(self) -> Raster:
        return pillow_reader.raster(Jpeg2KImageFile(io.BytesIO(self.data)))


@dataclass(frozen=True, kw_only=True)
class _Header:
    """What the boxes say."""

    space: int = 0  # enumerated
    profile: bytes | None = None
    palette: Picture | None = None  # (N, C)
    channels: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # kind, which colour
    xmp: bytes | None = None
    exif: bytes | None = None


def _read_header(data: bytes) -> _Header:
    space, profile = 0, None
    palette: Picture | None = None
    channels: dict[int, tuple[int, int]] = {}
    head = boxes.find(data, b"jp2h")
    for box in boxes.walk(data, head.start, head.end) if head else ():
        content = box.content(data)
        if box.name == b"colr" and content[:1] == b"\1" and not space:
            space = int.from_bytes(content[3:7], "big")
        elif box.name == b"colr" and content[:1] in (b"\2", b"\3") and not profile:
            profile = content[3:]
        elif box.name == b"pclr":
            palette = _palette(content)
        elif box.name == b"cdef":
            each = struct.iter_unpack(">HHH", content[2:])
            channels |= {channel: (kind, place) for channel, kind, place in each}
    uuids = [box for box in boxes.walk(data) if box.name == b"uuid"]
    words = {box.content(data, 16): data[box.start + 16 : box.end] for box in uuids}
    return _Header(
        space=space,
        profile=profile,
        palette=palette,
        channels=channels,
        xmp=words.get(XMP),
        exif=words.get(EXIF),
    )


def _palette(content: bytes) -> Picture:
    """Read a table of colours of 8 bits or less [1, I.5.3.4]."""
    entries, columns = struct.unpack_from(">HB", content)
    bits = np.frombuffer(content, np.uint8, columns, 3)
    if bits.max() > 7:
        raise unsupported(_("a JPEG 2000 file of a palette of more than 8 bits"))
    table = np.frombuffer(content, np.uint8, entries * columns, 3 + columns)
    white = 2.0 ** (bits + 1) - 1
    return np.rint(table.reshape(entries, columns) * (255 / white)).astype(np.uint8)


def _codestream(data: bytes) -> int:
    found = boxes.find(data, b"jp2c")
    if found is None or data[found.start : found.start + 4] != CODESTREAM:
        raise ValueError("no codestream")
    return found.start


def _components(data: bytes, start: int) -> list[Component]:
    """Read the marker SIZ [1, A.5.1], and refuse what no file of its length can hold."""
    right, lower, left, upper, across, down, tiles_left, tiles_upper, count = struct.unpack_from(
        ">8IH", data, start + 8
    )
    check_size(right - left, lower - upper)
    if min(across, down, right - left, lower - upper) < 1 or not 0 < count <= MOST_COMPONENTS:
        raise ValueError("no picture of these sizes")
    columns = -(-(right - tiles_left) // across)
    rows = -(-(lower - tiles_upper) // down)
    if columns * rows * LEAST_TILE > len(data) - start:
        raise ValueError("more tiles than bytes for them")
    if columns * rows > MOST_TILES:
        raise unsupported(_("a JPEG 2000 file of {count:,} tiles", count=columns * rows))
    found = struct.iter_unpack(">BBB", data[start + 42 : start + 42 + 3 * count])
    made = [Component((bits & 0x7F) + 1, bool(bits & 0x80), (x, y)) for bits, x, y in found]
    if len(made) != count:
        raise ValueError("a header that ends early")
    return made


def _to_whole_range(samples: Samples, bits: int, *, signed: bool) -> Samples:
    if signed:
        samples = samples.astype(np.int64) + (1 << (bits - 1))
    elif bits == 8 * samples.dtype.itemsize <= 16:
        return samples
    wide = raster.scale(samples, 0, 2**bits - 1)
    return raster.to_8_bits(wide) if bits <= 8 else wide
