"""EXIF: what a photo says about itself, without where it was taken.

Kept are words, dates, resolution and camera settings. All else is the layout of the old file, or
may hold a position or an old thumbnail: the GPS directory, Photoshop's blocks, maker notes.

References
----------
.. [1] CIPA DC-008-2023, Exchangeable image file format for digital still cameras: Exif Version 3.0.
"""

import struct

from PIL import Image
from PIL.ExifTags import IFD, Base

from studio import __version__

MAX_BYTES = 60_000  # a JPEG holds 65,533, and the mark is still to come
PROGRAM = "Colorization Studio"
SOFTWARE = f"{PROGRAM} {__version__}"
NOTICE = "Colorized: colours are plausible, not recovered"
SRGB = 1  # value of the tag ColorSpace

_KEPT = (
    Base.DocumentName,
    Base.ImageDescription,
    Base.Make,
    Base.Model,
    Base.XResolution,
    Base.YResolution,
    Base.ResolutionUnit,
    Base.Software,
    Base.DateTime,
    Base.Artist,
    Base.HostComputer,
    Base.Rating,
    Base.Copyright,
    Base.XPTitle,
    Base.XPComment,
    Base.XPAuthor,
    Base.XPKeywords,
    Base.XPSubject,
)
_INCHES = {2: 1.0, 3: 2.54}  # by the value of ResolutionUnit: inch, centimetre
_DROPPED_FROM_CAMERA = (
    Base.MakerNote,  # opaque: may hold a position
    Base.ExifImageWidth,  # of the photo before it was turned
    Base.ExifImageHeight,
    Base.ExifInteroperabilityOffset,
    Base.GPSInfo,
)


PREFIX = b"Exif\0\0"
ORDERS = {b"II": "<", b"MM": ">"}  # of bytes, as TIFF calls them and as `struct` does


def check(block: bytes, exif: Image.Exif) -> None:
    """Compare what Pillow read of a block with what is there: Pillow only warns of damage.

    Raises ValueError, KeyError or struct.error if an entry of the first directory is not there.
    """
    body = block.removeprefix(PREFIX)
    order = ORDERS[body[:2]]
    (start,) = struct.unpack_from(f"{order}I", body, 4)
    (count,) = struct.unpack_from(f"{order}H", body, start)
    places = range(start + 2, start + 2 + 12 * count, 12)
    entries = (struct.unpack_from(f"{order}HHI", body, place) for place in places)
    missing = {tag for tag, _, size in entries if size} - {*exif}  # Pillow skips empty ones
    if missing:
        raise ValueError(f"{len(missing)} entries cannot be read")


def extract(exif: Image.Exif) -> bytes | None:
    """Copy what may be kept of a file's EXIF; None if that is nothing.

    The file may be hostile: this may raise anything that Pillow raises, and ValueError if more is
    left than any output format can hold.
    """
    kept = Image.Exif()
    kept.update({tag: exif[tag] for tag in _KEPT if tag in exif})
    camera = {k: v for k, v in exif.get_ifd(IFD.Exif).items() if k not in _DROPPED_FROM_CAMERA}
    if camera:
        kept[IFD.Exif] = camera | {Base.ColorSpace: SRGB}
    content = _serialize(kept)
    if len(content) > MAX_BYTES:
        raise ValueError(f"{len(content)} bytes of EXIF")
    return content if len(kept) else None


def resolution(exif: bytes) -> tuple[float, float] | None:
    """Return the dots per inch, across and down; None where there are none to tell."""
    given = Image.Exif()
    given.load(exif)
    each = [float(given.get(tag, 0)) for tag in (Base.XResolution, Base.YResolution)]
    unit = _INCHES.get(given.get(Base.ResolutionUnit, 2), 0)
    across, down = (value * unit for value in each)
    return (across, down) if 1 <= min(across, down) <= max(across, down) < 65_536 else None


def mark(exif: bytes | None) -> bytes:
    """Add the name of this program, and say "colorized" where there is no description."""
    marked = Image.Exif()
    if exif:
        marked.load(exif)
    marked[Base.Software] = SOFTWARE
    if not str(marked.get(Base.ImageDescription, "")).strip():  # cameras write blanks
        marked[Base.ImageDescription] = NOTICE
    return _serialize(marked)


def _serialize(exif: Image.Exif) -> bytes:
    """Return the bytes with every letter kept: Pillow alone writes "?" for all but ASCII."""
    for tag, value in exif.items():
        if isinstance(value, str):
            exif[tag] = value.encode("latin-1")  # as Pillow decoded it
    return exif.tobytes()
