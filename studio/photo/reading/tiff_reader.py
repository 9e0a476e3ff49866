"""TIFF: what its tags say about the samples, which decoders of pictures like to guess.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992.
"""

import io
import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

import cv2
import numpy as np
from PIL import Image
from tifffile import PHOTOMETRIC, TiffFile, TiffPage, TiffPages

from studio.color.arrays import Samples
from studio.errors import PhotoError
from studio.photo.limits import check_size, unsupported
from studio.photo.reading import raster
from studio.photo.reading.raster import Raster, Space

REDUCED = 1  # bit of NewSubfileType: a thumbnail [1, p. 36]
PHOTOMETRIC_TAG, MIN_SAMPLE, MAX_SAMPLE, REFERENCE, DNG_VERSION = 262, 280, 281, 532, 50706
ORIENTATION, PROFILE = 274, 34675
MOST_PAGES = 32  # of a chain that are looked at: the photo is among the first, whatever follows
MOST_BYTES = 2**30  # unpacked: 120 megapixels of RGB in 16 bits are 720 MB
ASSOCIATED, UNASSOCIATED = 1, 2  # kinds of ExtraSamples that are alpha [1, p. 31]

_SPACES: dict[PHOTOMETRIC, tuple[Space, int]] = {
    PHOTOMETRIC.MINISWHITE: ("gray", 1),
    PHOTOMETRIC.MINISBLACK: ("gray", 1),
    PHOTOMETRIC.RGB: ("rgb", 3),
    PHOTOMETRIC.PALETTE: ("rgb", 1),
    PHOTOMETRIC.SEPARATED: ("cmyk", 4),
    PHOTOMETRIC.YCBCR: ("rgb", 3),
    PHOTOMETRIC.CIELAB: ("lab", 3),
    PHOTOMETRIC.ICCLAB: ("lab", 3),
}
_RAW = (PHOTOMETRIC.CFA, PHOTOMETRIC.LINEAR_RAW)

logging.getLogger("tifffile").addHandler(logging.NullHandler())  # its words are not for a terminal


class Tiff:
    """The first full page of a TIFF file; hostile, so it may raise anything that tifffile raises.

    Raises
    ------
    PhotoError
        If there is no such page, or one that is too large or of a kind that is not read.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        # of microscopes' files tifffile would read every page, and some chains have no end
        self.file = TiffFile(io.BytesIO(data), is_lsm=False, is_ndpi=False, is_scanimage=False)
        pages = list(_first(self.file.pages))
        self.page = _full_page(pages)
        self.several = sum(not page.subfiletype & REDUCED for page in pages) > 1
        _check(self.page)

    @property
    def profile(self) -> bytes | None:
        """Its colour profile."""
        return self._tag(PROFILE, None)

    def exif(self) -> Image.Exif:
        """Read what it says as EXIF, which is laid out as a TIFF is."""
        found = Image.Exif()
        if self.file.is_bigtiff:  # which Pillow's reader of EXIF does not know
            simple = {tag.code: tag.value for tag in self.page.tags if isinstance(tag.value, str)}
            found.update(simple | {ORIENTATION: int(self._tag(ORIENTATION, 1))})
            return found
        found.endian = self.file.byteorder
        found.load_from_fp(io.BytesIO(self.data), self.page.offset)
        return found

    def raster(self) -> Raster:
        """Decode the page."""
        space, colors = _SPACES[self.photometric]
        samples = self._samples()
        if samples.ndim == 2:
            samples = samples[..., None]
        levels, note = self._levels(samples)
        if self.photometric == PHOTOMETRIC.MINISWHITE:
            levels[..., 0] = np.iinfo(levels.dtype).max - levels[..., 0]
        if self.photometric == PHOTOMETRIC.PALETTE:
            levels, colors = self._look_up(samples), 3
        extra = (*self.page.extrasamples, 0)[0]
        kept = levels if extra in (ASSOCIATED, UNASSOCIATED) else levels[..., :colors]
        found = raster.from_samples(kept, space, opaque=colors, premultiplied=extra == ASSOCIATED)
        return Raster(found.pixels, space, alpha=found.alpha, note=note)

    @property
    def photometric(self) -> PHOTOMETRIC:
        """What the samples mean; where no tag tells, 0 is black, as all readers agree."""
        if PHOTOMETRIC_TAG in self.page.tags:
            return PHOTOMETRIC(self.page.photometric)
        return PHOTOMETRIC.RGB if self.page.samplesperpixel > 2 else PHOTOMETRIC.MINISBLACK

    def _tag(self, code: int, default: Any) -> Any:
        return self.page.tags[code].value if code in self.page.tags else default

    def _samples(self) -> Samples:
        """Return what is stored: (H, W) or (H, W, C), RGB where it was YCbCr."""
        if self.photometric == PHOTOMETRIC.YCBCR and self.page.compression != 7:
            return self._ycbcr()
        samples = self.page.asarray()
        if self.page.axes == "SYX":
            return samples.transpose(1, 2, 0)
        if self.page.axes not in ("YX", "YXS"):
            raise unsupported("a TIFF file of several layers in one page")
        return samples

    def _ycbcr(self) -> Samples:
        # libtiff knows its subsampling and reference levels; OpenCV asks it for RGB
        picture = cv2.imdecode(np.frombuffer(self.data, np.uint8), cv2.IMREAD_COLOR_RGB)
        if picture is None or picture.shape[:2] != (self.page.imagelength, self.page.imagewidth):
            raise unsupported("a TIFF file of YCbCr of this kind")
        return picture

    def _levels(self, samples: Samples) -> tuple[Samples, str]:
        """Bring the samples to the whole range of 8 or 16 bits; and a note."""
        if self.photometric in (PHOTOMETRIC.CIELAB, PHOTOMETRIC.ICCLAB):
            return _lab(samples, signed=self.photometric == PHOTOMETRIC.CIELAB), ""
        if samples.dtype == bool:
            return samples.astype(np.uint8) * np.uint8(255), ""
        low, high = self._range(samples)
        is_whole = samples.dtype in (np.uint8, np.uint16)
        if is_whole and (low, high) == (0, np.iinfo(samples.dtype).max):
            return samples, ""
        wide = raster.scale(samples, low, high)
        if self.page.bitspersample <= 8 and samples.dtype.kind == "u":
            return raster.to_8_bits(wide), ""
        return wide, f"Levels from {low:g} to {high:g} were scaled to black and white."

    def _range(self, samples: Samples) -> tuple[float, float]:
        bits = self.page.bitspersample
        if samples.dtype.kind != "u" or bits > 16:
            return raster.value_range(samples)
        low, high = 0, 2**bits - 1
        least, most = self._sample_value(MIN_SAMPLE, low), self._sample_value(MAX_SAMPLE, high)
        if bits > 8 and least < most < high and samples[..., 0].max() <= most:
            return least, most  # as of a scanner of 12 bits that writes 16
        return low, high

    def _sample_value(self, code: int, default: int) -> int:
        return int(np.ravel(self._tag(code, default))[0])

    def _look_up(self, indices: Samples) -> Samples:
        table = self.page.colormap
        if table is None:
            raise ValueError("a palette without colours")
        if table.max() < 256:  # levels of 8 bits, as some scanners write
            table = table * np.uint16(256)
        table = (table.T >> 8).astype(np.uint8)  # writers multiply by 256 or by 257
        return table[np.minimum(indices[..., 0], len(table) - 1)]


def _first(pages: TiffPages | None) -> Iterator[TiffPage]:
    """Yield the first pages of a chain, which may lead back to one of them, or go on for long."""
    seen: set[int] = set()
    for page in islice(pages or (), MOST_PAGES):
        if page.offset in seen:
            return
        seen.add(page.offset)
        yield page.aspage()


def _full_page(pages: list[TiffPage]) -> TiffPage:
    """Return the first page that is no thumbnail; a raw camera file has none, or a sensor's."""
    parts = [part for page in pages for part in (page, *_first(page.pages))]
    raw = any(DNG_VERSION in page.tags for page in pages)
    if raw or any(getattr(part, "photometric", None) in _RAW for part in parts):
        raise unsupported("a raw camera file")
    for page in pages:
        if not page.subfiletype & REDUCED:
            return page
    raise unsupported("a raw camera file")


def _check(page: TiffPage) -> None:
    check_size(page.imagewidth, page.imagelength)
    check_size(page.tilewidth, page.tilelength)  # however small the picture is
    if PHOTOMETRIC_TAG in page.tags and page.photometric not in _SPACES:
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


def _lab(samples: Samples, *, signed: bool) -> Samples:
    """Bring L*a*b* to 16 bits in the encoding of ICC version 4: 65,535 is L* 100; 32,896 is 0."""
    wide, full = np.empty((*samples.shape[:2], 3), np.uint16), np.iinfo(samples.dtype)
    for rows in raster.strips(len(samples)):
        given = samples[rows]
        if full.bits == 8:
            ab = (given[..., 1:].view(np.int8) + 128.0) if signed else given[..., 1:]
            wide[rows, :, 0] = given[..., 0] * np.uint16(257)
            wide[rows, :, 1:] = ab * 257.0
        else:
            ab = given[..., 1:].view(np.int16) / 256 + 128 if signed else given[..., 1:] / 256
            white = 65535 if signed else 65280  # ICC version 2
            wide[rows, :, 0] = np.rint(np.minimum(given[..., 0] * (65535 / white), 65535))
            wide[rows, :, 1:] = np.rint(np.minimum(ab * 257, 65535))
    return wide
