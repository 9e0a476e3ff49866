"""AVIF files that break the rules of their container, made anew around the same pictures.

Early writers repeated boxes, left out the size of alpha, or named items that are not there;
browsers once showed what decoders refuse today. The coded pictures are as good as any.

References
----------
.. [1] Alliance for Open Media, AV1 Image File Format (AVIF), version 1.2.0, 2024.
"""

import struct

from studio.photo.reading import heif_items
from studio.photo.reading.boxes import Box
from studio.photo.reading.heif_items import Items

COLOR, ALPHA = 1, 2  # numbers of the items
KEPT = (b"ispe", b"pixi", b"av1C", b"auxC", b"colr", b"irot", b"imir", b"pasp")
HEAD = b"ftypavif\0\0\0\0avifmif1miaf"
PICTURE = bytes(8) + b"pict" + bytes(13)  # of hdlr, an empty name included


def rebuild(data: bytes) -> bytes:
    """Make a file of the primary picture and its alpha alone; ValueError if there are none."""
    items = heif_items.read(data)
    if items.kinds.get(items.primary) != b"av01":
        raise ValueError("no single picture to take out")
    sources = {COLOR: items.primary}
    if (alpha := _alpha(data, items)) is not None:
        sources[ALPHA] = alpha
    coded = {number: _content(data, items, source) for number, source in sources.items()}
    owned = {number: _properties(data, items, source) for number, source in sources.items()}
    head = _box(HEAD[:4], HEAD[4:])
    lengths = {number: len(content) for number, content in coded.items()}
    start = len(head) + len(_meta(owned, lengths, 0)) + 8
    return head + _meta(owned, lengths, start) + _box(b"mdat", b"".join(coded.values()))


def _alpha(data: bytes, items: Items) -> int | None:
    for how, source, _ in items.refers:
        about = items.of(source, b"auxC")
        if how == b"auxl" and about and b"alpha" in about[0].content(data, 200):
            return source
    return None


def _content(data: bytes, items: Items, item: int) -> bytes:
    parts = [data[start : start + length] for start, length in items.places.get(item, ())]
    if not any(parts):
        raise ValueError("an item without bytes")
    return b"".join(parts)


def _properties(data: bytes, items: Items, item: int) -> list[tuple[bytes, bool]]:
    """Return the properties of an item as boxes; the size is the same for alpha as for colour."""
    owned: list[tuple[Box, bool]] = [p for p in items.owned(item) if p[0].name in KEPT]
    if not items.of(item, b"ispe"):
        owned += [(box, False) for box in items.of(items.primary, b"ispe")]
    return [(_box(box.name, box.content(data)), essential) for box, essential in owned]


def _meta(owned: dict[int, list[tuple[bytes, bool]]], lengths: dict[int, int], start: int) -> bytes:
    """Write the metadata box of items whose bytes follow one another from `start`."""
    infos = b"".join(_full(b"infe", struct.pack(">HH4sx", n, 0, b"av01"), version=2) for n in owned)
    refers = _full(b"iref", _box(b"auxl", struct.pack(">HHH", ALPHA, 1, COLOR)))
    places = b""
    for number, length in lengths.items():
        places += struct.pack(">HHHII", number, 0, 1, start, length)
        start += length
    parts = [
        _full(b"hdlr", PICTURE[4:]),
        _full(b"pitm", struct.pack(">H", COLOR)),
        _full(b"iloc", struct.pack(">BBH", 0x44, 0, len(owned)) + places),
        _full(b"iinf", struct.pack(">H", len(owned)) + infos),
        refers if ALPHA in owned else b"",
        _associations(owned),
    ]
    return _full(b"meta", b"".join(parts))


def _associations(owned: dict[int, list[tuple[bytes, bool]]]) -> bytes:
    pairs, count = b"", 0
    for number, each in owned.items():
        pairs += struct.pack(">HB", number, len(each))
        for _, essential in each:
            count += 1
            pairs += bytes([count | 0x80 * essential])
    boxes = b"".join(box for each in owned.values() for box, _ in each)
    ipma = _full(b"ipma", struct.pack(">I", len(owned)) + pairs)
    return _box(b"iprp", _box(b"ipco", boxes) + ipma)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def _full(name: bytes, content: bytes, *, version: int = 0) -> bytes:
    return _box(name, struct.pack(">I", version << 24) + content)
