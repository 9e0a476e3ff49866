"""Metadata: what a file says of itself outside EXIF, brought to where all formats have a place.

Captions, names and resolution from JFIF, comments, PNG text, BMP and IPTC go into EXIF where it
has none of its own; XMP stays XMP, without position and orientation.

References
----------
.. [1] IPTC-NAA Information Interchange Model, version 4.2, 2014: datasets of record 2.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image
from PIL.ExifTags import Base

MOST_CAPTION = 10_000  # bytes
MOST_XMP = 60_000  # bytes: a JPEG holds 65,502
IPTC = 0x0404  # among Photoshop's blocks
IPTC_TAG = 33723  # of TIFF
INCHES = 2  # value of ResolutionUnit
BY_IPTC = {120: Base.ImageDescription, 80: Base.Artist, 116: Base.Copyright}
BY_KEY = {
    "Description": Base.ImageDescription,
    "Title": Base.ImageDescription,
    "Comment": Base.ImageDescription,
    "comment": Base.ImageDescription,
    "Author": Base.Artist,
    "Copyright": Base.Copyright,
}
PLACED = rb"(?:GPS|[Ll]atitude|[Ll]ongitude|Location|Orientation)"
_LEFT_OUT = re.compile(
    rb"\s[\w:-]*" + PLACED + rb"[\w:-]*\s*=\s*(\"[^\"]*\"|'[^']*')"
    rb"|<([\w:-]*" + PLACED + rb"[\w:-]*)[^>]*(/>|>.*?</\2\s*>)",
    re.DOTALL,
)
_POSITION = re.compile(rb"(?i)gps|latitude|longitude")


def complete(exif: Image.Exif, info: Mapping[Any, Any]) -> None:
    """Add to EXIF what it lacks and the rest of the file says, by Pillow's names."""
    for tag, text in [*_by_key(info), *_by_iptc(exif, info)]:
        if text.strip() and not str(exif.get(tag, "")).strip():
            exif[tag] = text.replace(b"\0", b"")[:MOST_CAPTION]
    if Base.XResolution not in exif and "dpi" in info:
        exif[Base.XResolution], exif[Base.YResolution] = map(float, info["dpi"])
        exif[Base.ResolutionUnit] = INCHES


def clean_xmp(exif: Image.Exif, info: Mapping[Any, Any]) -> bytes | None:
    """Return the XMP without position and orientation; None where that leaves nothing sure."""
    given = info.get("xmp") or info.get("XML:com.adobe.xmp") or exif.get(Base.XMLPacket)
    content = given.encode() if isinstance(given, str) else bytes(given or b"")
    kept = _LEFT_OUT.sub(b"", content)
    return kept if kept and len(kept) <= MOST_XMP and not _POSITION.search(kept) else None


def _by_key(info: Mapping[Any, Any]) -> Iterator[tuple[int, bytes]]:
    for key, tag in BY_KEY.items():
        text = info.get(key, b"")
        yield tag, text.encode("utf-8", "replace") if isinstance(text, str) else bytes(text)


def _by_iptc(exif: Image.Exif, info: Mapping[Any, Any]) -> Iterator[tuple[int, bytes]]:
    blocks = info.get("photoshop", {})
    given = blocks.get(IPTC) if isinstance(blocks, Mapping) else None
    given = given or exif.get(IPTC_TAG)
    content = given if isinstance(given, bytes) else b""
    at = content.find(b"\x1c\x02")
    while at >= 0 and at + 5 <= len(content) and content[at] == 0x1C:
        length = int.from_bytes(content[at + 3 : at + 5], "big")
        if content[at + 1] == 2 and content[at + 2] in BY_IPTC:
            yield BY_IPTC[content[at + 2]], content[at + 5 : at + 5 + length]
        at += 5 + length
