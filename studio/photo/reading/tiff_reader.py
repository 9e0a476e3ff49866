"""TIFF: what its tags say about the samples, which decoders of pictures like to guess.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992.
"""

import io
import logging
from typing import Any

import numpy as np
from PIL import Image
from tifffile import COMPRESSION, PHOTOMETRIC

from studio.color.arrays import Samples
from studio.language import _
from studio.photo.limits import unsupported
from studio.photo.reading import curves, raster, tiff_pages, tiff_samples, tiff_ycbcr
from studio.photo.reading.curves import Curve
from studio.photo.reading.raster import Raster
from studio.photo.reading.tiff_pages import PHOTOMETRIC_TAG, SPACES

ORIENTATION, PROFILE = 274, 34675
MIN_SAMPLE, MAX_SAMPLE, BLACK_LEVEL, WHITE_LEVEL = 280, 281, 50714, 50717
ASSOCIATED, UNASSOCIATED = 1, 2  # kinds of ExtraSamples that are alpha [1, p. 31]

logging.getLogger("tifffile").addHandler(logging.NullHandler())  # its words are not for a terminal


class Tiff:
    """A full page of a TIFF file; hostile, so it may raise anything that tifffile raises.

    Raises
    ------
    PhotoError
        If there is no such page, or one that is too large or of a kind that is not read.
    """

    def __init__(self, data: bytes, page: int = 0) -> None:
        self.data = data
        self.file = tiff_samples.open_file(data)
        self.chosen = tiff_pages.choose(self.file, data, page)
        self.page = self.chosen.page

    @property
    def photos(self) -> int:
        """How many of its pages are photos."""
        return self.chosen.photos

    @property
    def curve(self) -> Curve | None:
        """What its levels mean, where no profile tells."""
        return curves.LINEAR if self.photometric == PHOTOMETRIC.LINEAR_RAW else None

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
        found.load_from_fp(io.BytesIO(self.data), self.chosen.directory)
        return found

    def raster(self) -> Raster:
        """Decode the page."""
        space, colors = SPACES[self.photometric]
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
        if self.page.compression == COMPRESSION.OJPEG:
            return PHOTOMETRIC.YCBCR
        if PHOTOMETRIC_TAG in self.page.tags:
            return PHOTOMETRIC(self.page.photometric)
        return PHOTOMETRIC.RGB if self.page.samplesperpixel > 2 else PHOTOMETRIC.MINISBLACK

    def _tag(self, code: int, default: Any) -> Any:
        return self.page.tags[code].value if code in self.page.tags else default

    def _samples(self) -> Samples:
        """Return what is stored: (H, W) or (H, W, C), RGB where it was YCbCr."""
        if self.photometric == PHOTOMETRIC.YCBCR and self.page.compression != COMPRESSION.JPEG:
            return tiff_ycbcr.decode(self.data, self.page, self.chosen.number)
        samples = tiff_samples.decode(self.data, self.page)
        if self.page.axes == "SYX":
            return samples.transpose(1, 2, 0)
        if self.page.axes not in ("YX", "YXS"):
            raise unsupported(_("a TIFF file of several layers in one page"))
        return samples

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
        if self.bits <= 8 and samples.dtype.kind == "u":
            return raster.to_8_bits(wide), ""
        return wide, _(
            "Levels from {low:g} to {high:g} were scaled to black and white.", low=low, high=high
        )

    @property
    def bits(self) -> int:
        """How many a sample has; where they differ, as of 5, 6 and 5, they are decoded to 8."""
        bits = self.page.bitspersample
        return 8 if isinstance(bits, tuple) else int(bits)

    def _range(self, samples: Samples) -> tuple[float, float]:
        bits = self.bits
        if samples.dtype.kind != "u" or bits > 16:
            return raster.value_range(samples)
        high = 2**bits - 1
        if self.photometric == PHOTOMETRIC.LINEAR_RAW:
            return self._number(BLACK_LEVEL, 0), self._number(WHITE_LEVEL, high)
        most = int(self._number(MAX_SAMPLE, high))
        # a scanner of 12 bits that writes 16 says so; other numbers are the brightest there is
        is_whole = most & (most + 1) == 0 and 255 <= most < high
        if bits > 8 and is_whole and samples[..., 0].max() <= most:
            return 0, most
        return 0, high

    def _number(self, code: int, default: float) -> float:
        """Return the first value of a tag, whole or a fraction."""
        found = np.ravel(self._tag(code, default))
        ratio = code in self.page.tags and self.page.tags[code].dtype in (5, 10)
        return float(found[0]) / float(found[1]) if ratio else float(found[0])

    def _look_up(self, indices: Samples) -> Samples:
        table = self.page.colormap
        if table is None:
            raise ValueError("a palette without colours")
        if table.max() < 256:  # levels of 8 bits, as some scanners write
            table = table * np.uint16(256)
        table = (table.T >> 8).astype(np.uint8)  # writers multiply by 256 or by 257
        return table[np.minimum(indices[..., 0], len(table) - 1)]


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
