"""Pages of a TIFF file: which of a chain is the photo, and whether it can be one.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992.
.. [2] Adobe, Digital Negative (DNG) Specification, version 1.7.1, 2023.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tifffile import PHOTOMETRIC, TiffFile, TiffPage, TiffPages

from studio.errors import PhotoError
from studio.photo.limits import check_size, unsupported
from studio.photo.reading.raster import Space

REDUCED, MASK = 1, 4  # bits of NewSubfileType: a thumbnail; what hides, or dust in infrared [1]
PHOTOMETRIC_TAG, DNG_VERSION, LINEARIZATION = 262, 50706, 50712
MOST_PAGES = 32  # of a chain that are looked at: the photo is among the first, whatever follows
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


def choose(file: TiffFile) -> Chosen:
    """Return the first page that is neither a thumbnail nor a mask, if it is one that is read.

    Of raw files those of scanners count, which have one sample a pixel behind no colour filter.

    Raises
    ------
    PhotoError
        If there is no such page, or one that is too large or of a kind that is not read.
    """
    pages = list(_first(file.pages))
    inner = [(number, part) for number, page in enumerate(pages) for part in _first(page.pages)]
    parts = [*enumerate(pages), *inner]
    raw = any(DNG_VERSION in page.tags for page in pages)
    if raw or any(getattr(part, "photometric", None) in _RAW for _, part in parts):
        found = [(number, part) for number, part in parts if _is_gray_scan(part)]
    else:
        found = [(n, page) for n, page in enumerate(pages) if not page.subfiletype & REDUCED]
        found = [(n, page) for n, page in found if not page.subfiletype & MASK] or found
    if not found:
        raise unsupported("a raw camera file")
    number, page = found[0]
    _check(page)
    directory = pages[number].offset
    return Chosen(page=page, directory=directory, number=number, photos=len(found))


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
        raise unsupported(f"a TIFF file of the photometric kind {kind}")
    if page.photometric == PHOTOMETRIC.SEPARATED and page.samplesperpixel < 4:
        raise unsupported("a TIFF file of other inks than CMYK")
    if page.dtype is None or page.dtype.kind not in "buif":
        raise unsupported("a TIFF file of samples that are no real numbers")
    if page.nbytes > MOST_BYTES:
        raise PhotoError(
            f"a TIFF file of {page.nbytes // 2**20} MB unpacked",
            f"at most {MOST_BYTES // 2**20} MB",
            "save it with 8 or 16 bits a sample",
        )
