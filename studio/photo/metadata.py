"""Metadata: what a file says of itself outside EXIF, brought to where all formats have a place.

Captions, names, dates and resolution from JFIF, comments, PNG text, BMP and IPTC go into EXIF where
it has none of its own, and into XMP; XMP stays XMP. Nothing tells where the photo was taken.

References
----------
.. [1] W3C, Portable Network Graphics (PNG) Specification (Third Edition), 2025: 11.3.3, keywords.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

from studio.errors import PhotoError
from studio.language import _
from studio.photo import iptc, position, xmp, xmp_segments
from studio.photo.limits import raise_photo_errors
from studio.photo.xmp import Cleaned, Property

MOST_CAPTION = 10_000  # letters
IPTC = 0x0404  # among Photoshop's blocks
IPTC_TAG, BLOCKS_TAG = 33723, 34377  # of TIFF
SEGMENTS = "segments"  # of JPEG, beside what Pillow tells by names of its own
INCHES = 2  # value of ResolutionUnit
BY_KEY = {
    "Description": Base.ImageDescription,
    "Title": Base.ImageDescription,
    "Comment": Base.ImageDescription,
    "comment": Base.ImageDescription,
    "Author": Base.Artist,
    "Copyright": Base.Copyright,
}
CREATED = "Creation Time"  # a keyword of PNG
PLACED = _("Where it was taken (GPS) is left out.")
UNREAD = _("The description as XMP could not be read and was left out.")


@dataclass(frozen=True)
class Words:
    """What a file says beside EXIF."""

    xmp: bytes | None = None
    notes: tuple[str, ...] = ()


def complete(exif: Image.Exif, info: Mapping[Any, Any]) -> Words:
    """Add to EXIF what it lacks and the file says elsewhere, by Pillow's names; return the rest."""
    fields = iptc.read(_iptc(exif, info))
    packet, notes = _clean(exif, info)
    placed = packet.placed or IFD.GPSInfo in exif
    own = exif.get(Base.ImageDescription)
    if isinstance(own, str) and position.cut(own) != own:
        exif[Base.ImageDescription] = position.cut(own)
        placed = True
    for tag, text in [*_by_key(info), *iptc.exif_texts(fields)]:
        given = text[:MOST_CAPTION].replace("\0", "")
        words = position.cut(given)
        placed |= words != given
        if words.strip() and not str(exif.get(tag, "")).strip():
            exif[tag] = words.encode("utf-8", "replace")
    _date(exif, iptc.taken(fields) or _created(info))
    if Base.XResolution not in exif and "dpi" in info:
        exif[Base.XResolution], exif[Base.YResolution] = map(float, info["dpi"])
        exif[Base.ResolutionUnit] = INCHES
    added = [each for each in _cut(iptc.properties(fields)) if each.name not in packet.names]
    notes += (PLACED,) if placed else ()
    return Words(xmp.add(packet.content, added), notes)


def _clean(exif: Image.Exif, info: Mapping[Any, Any]) -> tuple[Cleaned, tuple[str, ...]]:
    given = info.get("xmp") or info.get("XML:com.adobe.xmp") or exif.get(Base.XMLPacket)
    content = given.encode("utf-8", "replace") if isinstance(given, str) else bytes(given or b"")
    if not content.strip(b"\0 "):
        return Cleaned(), ()
    try:
        with raise_photo_errors("XMP packet"):
            return xmp.clean(content, xmp_segments.join(info.get(SEGMENTS, ()))), ()
    except PhotoError:
        return Cleaned(), (UNREAD,)


def _cut(properties: Iterator[Property]) -> Iterator[Property]:
    for each in properties:
        yield Property(each.name, tuple(map(position.cut, each.values)), each.kind)


def _by_key(info: Mapping[Any, Any]) -> Iterator[tuple[int, str]]:
    for key, tag in BY_KEY.items():
        text = info.get(key, "")
        yield tag, text if isinstance(text, str) else bytes(text).decode("utf-8", "replace")


def _created(info: Mapping[Any, Any]) -> str:
    """Return when a PNG says that its picture was made, as EXIF writes it."""
    text = str(info.get(CREATED, "")).strip()
    try:
        made = parsedate_to_datetime(text)
    except ValueError:
        try:
            made = datetime.fromisoformat(text)
        except ValueError:
            exactly = re.fullmatch(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", text)
            return text if exactly else ""
    return f"{made:%Y:%m:%d %H:%M:%S}"


def _date(exif: Image.Exif, taken: str) -> None:
    camera = exif.get_ifd(IFD.Exif)
    if taken and not str(camera.get(Base.DateTimeOriginal, "")).strip("\0 :"):
        camera[Base.DateTimeOriginal] = taken


def _iptc(exif: Image.Exif, info: Mapping[Any, Any]) -> bytes:
    blocks = info.get("photoshop", {})
    if isinstance(blocks, Mapping) and blocks.get(IPTC):
        return bytes(blocks[IPTC])
    if packed := info.get("Raw profile type iptc"):  # as ImageMagick writes PNG
        words = str(packed).split()
        content = bytes.fromhex("".join(words[2:]))
        return iptc.find(content) or content
    given = exif.get(IPTC_TAG)
    if isinstance(given, tuple):  # of longs, as some writers have it
        order = "<" if exif.endian == "<" else ">"
        given = b"".join(
            number.to_bytes(4, "little" if order == "<" else "big") for number in given
        )
    if isinstance(given, bytes):
        return given
    blocks = exif.get(BLOCKS_TAG)
    return iptc.find(blocks) if isinstance(blocks, bytes) else b""
