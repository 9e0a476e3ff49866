"""IPTC: captions, names and dates in the fields of news agencies, brought to XMP and EXIF.

References
----------
.. [1] IPTC-NAA Information Interchange Model, version 4.2, 2014: datasets of records 1 and 2.
.. [2] Metadata Working Group, Guidelines for Handling Image Metadata, version 2.0, 2010.
"""

import re
from collections.abc import Iterator, Mapping

from PIL.ExifTags import Base

from studio.photo import xmp
from studio.photo.xmp import Property

CHARACTER_SET, UTF8 = (1, 90), b"\x1b%G"
DATE, TIME = (2, 55), (2, 60)
EXIF_TAGS = {(2, 120): Base.ImageDescription, (2, 80): Base.Artist, (2, 116): Base.Copyright}
_NAMES: Mapping[tuple[int, int], tuple[str, str]] = {
    (2, 5): ("dc:title", xmp.BY_LANGUAGE),
    (2, 25): ("dc:subject", xmp.UNORDERED),
    (2, 40): ("photoshop:Instructions", ""),
    (2, 80): ("dc:creator", xmp.ORDERED),
    (2, 85): ("photoshop:AuthorsPosition", ""),
    (2, 90): ("photoshop:City", ""),
    (2, 95): ("photoshop:State", ""),
    (2, 101): ("photoshop:Country", ""),
    (2, 103): ("photoshop:TransmissionReference", ""),
    (2, 105): ("photoshop:Headline", ""),
    (2, 110): ("photoshop:Credit", ""),
    (2, 115): ("photoshop:Source", ""),
    (2, 116): ("dc:rights", xmp.BY_LANGUAGE),
    (2, 120): ("dc:description", xmp.BY_LANGUAGE),
    (2, 122): ("photoshop:CaptionWriter", ""),
}
MOST_FIELDS = 2_000

Fields = Mapping[tuple[int, int], list[bytes]]


def read(content: bytes) -> Fields:
    """Return the values of each dataset, by record and number."""
    found: dict[tuple[int, int], list[bytes]] = {}
    at = content.find(b"\x1c")
    for _ in range(MOST_FIELDS):
        if at < 0 or at + 5 > len(content) or content[at] != 0x1C:
            break
        length = int.from_bytes(content[at + 3 : at + 5], "big")
        key = content[at + 1], content[at + 2]
        found.setdefault(key, []).append(content[at + 5 : at + 5 + length])
        at += 5 + length
    return found


def find(blocks: bytes) -> bytes:
    """Return the IPTC among Photoshop's blocks, laid out as TIFF and JPEG have them."""
    at = blocks.find(b"8BIM\x04\x04")
    if at < 0:
        return b""
    start = at + 6 + (blocks[at + 6] + 2) // 2 * 2
    return blocks[start + 4 : start + 4 + int.from_bytes(blocks[start : start + 4], "big")]


def properties(fields: Fields) -> Iterator[Property]:
    """Yield what the fields say as properties of XMP."""
    for key, (name, kind) in _NAMES.items():
        values = tuple(filter(None, (_decode(value, fields) for value in fields.get(key, ()))))
        if values:
            yield Property(
                name, values if kind in (xmp.UNORDERED, xmp.ORDERED) else values[:1], kind
            )
    if date := _date(fields):
        yield Property("photoshop:DateCreated", (date,))


def exif_texts(fields: Fields) -> Iterator[tuple[int, str]]:
    """Yield what has a tag in EXIF."""
    for key, tag in EXIF_TAGS.items():
        for value in fields.get(key, ())[:1]:
            yield tag, _decode(value, fields)


def taken(fields: Fields) -> str:
    """Return when the photo was taken, as EXIF writes it; nothing where that is not sure."""
    day, _, hour = _date(fields).partition("T")
    return f"{day.replace('-', ':')} {hour[:8]}" if len(day) == 10 and hour else ""


def _date(fields: Fields) -> str:
    day = re.fullmatch(rb"(\d{4})(\d\d)(\d\d)", (fields.get(DATE) or [b""])[0])
    if not day:
        return ""
    known = [part.decode() for part in day.groups() if part.strip(b"0")]
    hour = re.match(rb"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?", (fields.get(TIME) or [b""])[0])
    if len(known) < 3 or not hour:
        return "-".join(known)
    h, m, s, zone_h, zone_m = (part.decode() if part else "" for part in hour.groups())
    return f"{'-'.join(known)}T{h}:{m}:{s}" + (f"{zone_h}:{zone_m}" if zone_h else "")


def _decode(value: bytes, fields: Fields) -> str:
    text = value.rstrip(b"\0 ")
    try:
        return text.decode()
    except UnicodeDecodeError:
        said = (fields.get(CHARACTER_SET) or [b""])[0]
        return text.decode("utf-8" if said == UTF8 else "cp1252", "replace")
