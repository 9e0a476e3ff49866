"""Pages of a TIFF file: which of a chain is the photo, and whether it can be one.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992.
.. [2] Adobe, Digital Negative (DNG) Specification, version 1.7.1, 2023.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tifffile import PHOTOMETRIC, TiffFile, TiffPage, TiffPages

from studio.errors import PhotoError
from studio.language import _
from studio.photo.limits import check_size, unsupported
from studio.photo.reading.raster import Space

REDUCED, MASK = 1, 4  # bits of NewSubfileType: a thumbnail; what hides, or dust in infrared [1]
PHOTOMETRIC_TAG, DNG_VERSION, LINEARIZATION = 262, 50706, 50712
MOST_PAGES = 32  # of a chain among which the first photo is looked for, whatever follows
MOST_COUNTED = 10_000
SUBFILE, OLD_SUBFILE, OLD_REDUCED = 254, 255, 2
MOST_BYTES = 2**30  # unpacked: 120 megapixels of RGB in 16 bits are 720 MB

SPACES: dict[PHOTOMETRIC, tuple[Space, int]] = {
    PHOTOMETRIC.MINISWHITE: ("gray", 1),
    PHOTOMETRIC.MINISBLACK: ("gray", 1),
    PHOTOMETRIC.RGB: ("rgb", 3),
    PHOTOMETRIC.PALETTE: ("rgb", 1),
    PHOTOMETRIC.SEPARATED: ("cmyk", 4),
    PHOTOMETRIC.YCBCR: ("rgb", 3),
    PHOTOMETRIC.CIELAB: ("lab", 3),
    PHOTOMETRIC.ICCLAB: ("lab", 3),
    PHOTOMETRIC.LINEAR_RAW: ("gray", 1),
}
_RAW = (PHOTOMETRIC.CFA, PHOTOMETRIC.LINEAR_RAW)


@dataclass(frozen=True, eq=False, kw_only=True)
class Chosen:
    """The page that is the photo."""

    page: TiffPage
    directory: int  # where the page begins, or that under which it hangs
    number: int  # of that page in the chain
    photos: int  # how many pages are photos


def choose(file: TiffFile, data: bytes, page: int = 0) -> Chosen:
    """Return the first page that is neither a thumbnail nor a mask, or the one so many after it.

    Of raw files those of scanners count, which have one sample a pixel behind no colour filter.

    Raises
    ------
    PhotoError
        If there is no such page, or one that is too large or of a kind that is not read.
    """
    places = list(_photos(file, data))
    if page:
        number, offset = places[page]
        file.filehandle.seek(offset)
        found = TiffPage(file, number)
        _check(found)
        return Chosen(page=found, directory=offset, number=number, photos=len(places))
    pages = list(_first(file.pages))
    inner = [(number, part) for number, page in enumerate(pages) for part in _first(page.pages)]
    parts = [*enumerate(pages), *inner]
    raw = any(DNG_VERSION in page.tags for page in pages)
    if raw or any(getattr(part, "photometric", None) in _RAW for _, part in parts):
        candidates = [(number, part) for number, part in parts if _is_gray_scan(part)]
        places = places[:1]
    else:
        candidates = [(n, part) for n, part in enumerate(pages) if not part.subfiletype & REDUCED]
        full = [(n, part) for n, part in candidates if not part.subfiletype & MASK]
        candidates = full or candidates
    if not candidates:
        raise unsupported(_("a raw camera file"))
    number, chosen = candidates[0]
    _check(chosen)
    directory = pages[number].offset
    return Chosen(page=chosen, directory=directory, number=number, photos=max(1, len(places)))


def _photos(file: TiffFile, data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the number and the place of each page that is no thumbnail and no mask.

    Not by tifffile, which takes 2 ms a page: of a long chain only this is asked.
    """
    order, big = file.byteorder, file.is_bigtiff
    count_of = struct.Struct(order + ("Q" if big else "H"))
    next_of = struct.Struct(order + ("Q" if big else "I"))
    entry = struct.Struct(order + ("HHQQ" if big else "HHII"))
    (offset,) = next_of.unpack_from(data, 8 if big else 4)
    seen: set[int] = set()
    while offset and offset not in seen and len(seen) < MOST_COUNTED:
        if offset + count_of.size > len(data):
            return
        (count,) = count_of.unpack_from(data, offset)
        start = offset + count_of.size
        end = start + count * entry.size
        if end + next_of.size > len(data):
            return
        if not _kind(data, start, entry, count, order) & (REDUCED | MASK):
            yield len(seen), offset
        seen.add(offset)
        (offset,) = next_of.unpack_from(data, end)


def _kind(data: bytes, start: int, entry: struct.Struct, count: int, order: str) -> int:
    """Return NewSubfileType, or what the older tag says of it; they stand first of all tags."""
    for number in range(min(count, 2)):
        at = start + number * entry.size
        code, kind, _, _ = entry.unpack_from(data, at)
        place = at + entry.size - (entry.size - 4) // 2
        value = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, place)[0]
        if code == SUBFILE:
            return int(value)
        if code == OLD_SUBFILE:
            return REDUCED if value == OLD_REDUCED else 0
    return 0


def _first(pages: TiffPages | None) -> Iterator[TiffPage]:
    """Yield the first pages of a chain, which may lead back to one of them, or go on for long."""
    seen: set[int] = set()
    for page in islice(pages or (), MOST_PAGES):
        if page.offset in seen:
            return
        seen.add(page.offset)
        yield page.aspage()


def _is_gray_scan(page: TiffPage) -> bool:
    is_full = not page.subfiletype & (REDUCED | MASK) and LINEARIZATION not in page.tags
    is_gray = page.samplesperpixel == 1 and page.photometric == PHOTOMETRIC.LINEAR_RAW
    return is_full and is_gray


def _check(page: TiffPage) -> None:
    check_size(page.imagewidth, page.imagelength)
    check_size(page.tilewidth, page.tilelength)  # however small the picture is
    if PHOTOMETRIC_TAG in page.tags and page.photometric not in SPACES:
        kind = getattr(page.photometric, "name", page.photometric)
        raise unsupported(_("a TIFF file of the photometric kind {kind}", kind=kind))
    if page.photometric == PHOTOMETRIC.SEPARATED and page.samplesperpixel < 4:
        raise unsupported(_("a TIFF file of other inks than CMYK"))
    if page.dtype is None or page.dtype.kind not in "buif":
        raise unsupported(_("a TIFF file of samples that are no real numbers"))
    if page.nbytes > MOST_BYTES:
        raise PhotoError(
            _("a TIFF file of {size} MB unpacked", size=page.nbytes // 2**20),
            _("at most {most} MB", most=MOST_BYTES // 2**20),
            _("save it with 8 or 16 bits a sample"),
        )
