"""Items of AVIF and HEIC files: which of them is the photo, of what kind, and what is said of it.

References
----------
.. [1] ISO/IEC 23008-12, Image File Format, 2022.
.. [2] ISO/IEC 14496-12, ISO base media file format, 2022: 8.11, the metadata box.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from studio.photo.reading import boxes
from studio.photo.reading.boxes import Box

MOST_ITEMS = 10_000  # the tiles of a photo of a phone are 48
MOST_NESTED = 4  # a turned grid of tiles is 2 deep
DERIVED = (b"grid", b"iden", b"iovl", b"tmap")  # made of other items


@dataclass(frozen=True, kw_only=True)
class Items:
    """What the metadata box says of the items, by their numbers."""

    primary: int = 0
    kinds: dict[int, bytes] = field(default_factory=dict)
    properties: tuple[Box, ...] = ()
    belongs: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)  # and if essential
    refers: tuple[tuple[bytes, int, int], ...] = ()  # how, from, to
    places: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # start and length

    def of(self, item: int, name: bytes) -> list[Box]:
        """Return the properties of an item that have a name."""
        return [box for box, _ in self.owned(item) if box.name == name]

    def owned(self, item: int) -> list[tuple[Box, bool]]:
        """Return the properties of an item, and whether each is essential."""
        known = len(self.properties)
        numbers = [pair for pair in self.belongs.get(item, ()) if 0 < pair[0] <= known]
        return [(self.properties[number - 1], essential) for number, essential in numbers]

    @property
    def coding(self) -> bytes:
        """How the photo is coded, such as av01 or hvc1: as the first part of a grid is."""
        item = self.primary
        for _ in range(MOST_NESTED):
            if self.kinds.get(item) not in DERIVED:
                return self.kinds.get(item, b"")
            parts = (to for how, source, to in self.refers if (how, source) == (b"dimg", item))
            item = next(parts, 0)
        return b""


def brands(data: bytes) -> set[bytes]:
    """Return what a file says it conforms to."""
    head = next(boxes.walk(data))
    words = head.content(data, 400)
    return {words[:4], *(words[at : at + 4] for at in range(8, len(words) - 3, 4))}


def read(data: bytes) -> Items:
    """Read what is said of the items; of a damaged file ValueError, IndexError or struct.error."""
    meta = boxes.find(data, b"meta")
    if meta is None:
        return Items()
    inside = {box.name: box for box in boxes.walk(data, meta.start + 4, meta.end)}
    iprp, idat = inside.get(b"iprp"), inside.get(b"idat")
    parts = list(boxes.walk(data, iprp.start, iprp.end)) if iprp else []
    ipco = next((box for box in parts if box.name == b"ipco"), None)
    belongs: dict[int, list[tuple[int, bool]]] = {}
    for box in parts:
        if box.name == b"ipma":  # more than one of a kind, of some early writers
            _associate(box.content(data), belongs)
    return Items(
        primary=_number(data, inside[b"pitm"]) if b"pitm" in inside else 0,
        kinds=dict(_kinds(data, inside[b"iinf"])) if b"iinf" in inside else {},
        properties=tuple(boxes.walk(data, ipco.start, ipco.end)) if ipco else (),
        belongs=belongs,
        refers=tuple(_references(data, inside[b"iref"])) if b"iref" in inside else (),
        places=dict(_places(data, inside[b"iloc"], idat)) if b"iloc" in inside else {},
    )


def _number(data: bytes, box: Box) -> int:
    content = box.content(data, 8)
    return int.from_bytes(content[4:6] if content[0] == 0 else content[4:8], "big")


def _kinds(data: bytes, box: Box) -> Iterator[tuple[int, bytes]]:
    start = box.start + (6 if data[box.start] == 0 else 8)
    for infe in boxes.walk(data, start, box.end):
        content = infe.content(data, 20)
        if content[:1] == b"\2":
            yield int.from_bytes(content[4:6], "big"), content[8:12]
        elif content[:1] == b"\3":
            yield int.from_bytes(content[4:8], "big"), content[10:14]


def _associate(content: bytes, belongs: dict[int, list[tuple[int, bool]]]) -> None:
    number = struct.Struct(">H" if content[0] == 0 else ">I")
    wide = content[3] & 1
    at = 8
    for _ in range(min(int.from_bytes(content[4:8], "big"), MOST_ITEMS)):
        (item,), count = number.unpack_from(content, at), content[at + number.size]
        at += number.size + 1
        each = content[at : at + count * (1 + wide)]
        at += len(each)
        if wide:
            found = [
                (value & 0x7FFF, value >= 0x8000) for (value,) in struct.iter_unpack(">H", each)
            ]
        else:
            found = [(value & 0x7F, value >= 0x80) for value in each]
        belongs.setdefault(item, []).extend(found)


def _references(data: bytes, box: Box) -> Iterator[tuple[bytes, int, int]]:
    size = 2 if data[box.start] == 0 else 4
    for part in boxes.walk(data, box.start + 4, box.end):
        content = part.content(data)
        source = int.from_bytes(content[:size], "big")
        for at in range(size + 2, len(content) - size + 1, size):
            yield part.name, source, int.from_bytes(content[at : at + size], "big")


def _places(
    data: bytes, box: Box, idat: Box | None
) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Yield where the bytes of each item lie in the file [2, 8.11.3]."""
    content = box.content(data)
    version, sizes = (
        content[0],
        (content[4] >> 4, content[4] & 15, content[5] >> 4, content[5] & 15),
    )
    offset_size, length_size, base_size, index_size = sizes
    reader = _Reader(content, 6)
    wide = 4 if version == 2 else 2
    for _ in range(min(reader.number(wide), MOST_ITEMS)):
        item = reader.number(wide)
        in_idat = version > 0 and reader.number(2) & 15 == 1 and idat is not None
        reader.number(2)
        base = reader.number(base_size) + (idat.start if in_idat and idat else 0)
        extents = []
        for _ in range(min(reader.number(2), MOST_ITEMS)):
            if version > 0:
                reader.number(index_size)
            start = base + reader.number(offset_size)
            extents.append((start, reader.number(length_size)))
        yield item, tuple(extents)


@dataclass
class _Reader:
    """Reads numbers one after the other."""

    content: bytes
    at: int

    def number(self, size: int) -> int:
        """Read a number of so many bytes."""
        if self.at + size > len(self.content):
            raise ValueError("a box that ends early")
        self.at += size
        return int.from_bytes(self.content[self.at - size : self.at], "big")
