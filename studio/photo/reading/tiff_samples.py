"""Samples of a TIFF page: what its strips and tiles hold, where tifffile alone goes astray.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992.
"""

import io
import struct
from collections.abc import Mapping
from itertools import accumulate

import numpy as np
from tifffile import COMPRESSION, TiffFile, TiffPage

from studio.color.arrays import Samples
from studio.errors import PhotoError
from studio.language import _
from studio.photo.limits import MAX_PIXELS, raise_photo_errors, unsupported
from studio.photo.reading import raster
from studio.photo.reading.codecs import import_codecs

LENGTH, BITS, SAMPLES = 257, 258, 277
LONG = 4  # a type of tags
PLAIN = (COMPRESSION.NONE, COMPRESSION.ADOBE_DEFLATE, COMPRESSION.DEFLATE, COMPRESSION.PACKBITS)


def open_file(data: bytes) -> TiffFile:
    """Read the first directory; hostile, so it may raise anything that tifffile raises."""
    # of microscopes' files tifffile would read every page, and some chains have no end
    return TiffFile(io.BytesIO(data), is_lsm=False, is_ndpi=False, is_scanimage=False)


def decode(data: bytes, page: TiffPage) -> Samples:
    """Decode a page: (H, W), (H, W, C) or, as `page.axes` tells, (C, H, W).

    Raises
    ------
    PhotoError
        If it is damaged, or of a kind that is not read.
    """
    if page.compression not in PLAIN:
        import_codecs()  # by which tifffile decodes it
    if isinstance(page.bitspersample, tuple):
        return _unpack(data, page, page.bitspersample)
    try:
        with raise_photo_errors(_("{kind} file", kind="TIFF")):
            return page.asarray()
    except PhotoError:
        higher = _heighten(data, page)
        if higher is None:
            raise
    samples = higher.asarray()
    return samples[:, : page.imagelength] if page.axes == "SYX" else samples[: page.imagelength]


def _heighten(data: bytes, page: TiffPage) -> TiffPage | None:
    """Return the page as if its rows went on to the end of the last strip; None if they do.

    Some writers fill the last strip up, so that it is as high as the others.
    """
    length = -(-page.imagelength // page.rowsperstrip) * page.rowsperstrip
    inside = page.imagelength < length and length * page.imagewidth <= MAX_PIXELS
    return _retag(data, page, {LENGTH: length}) if inside and not page.is_tiled else None


def _unpack(data: bytes, page: TiffPage, bits: tuple[int, ...]) -> Samples:
    """Decode samples of unequal bits, such as 5, 6 and 5, which fill bytes from above [1, p. 29].

    They come back as uint8 (H, W, C), in the whole range.
    """
    total = sum(bits)
    if total not in (8, 16, 32) or max(bits) > 16 or page.is_tiled or page.planarconfig != 1:
        raise unsupported(_("a TIFF file of {bits} bits", bits=", ".join(map(str, bits))))
    words = _retag(data, page, {BITS: total, SAMPLES: 1}).asarray()
    words = words.byteswap() if page.parent.byteorder == "<" else words
    shifts = (total - end for end in accumulate(bits))
    planes = [words >> shift & (2**each - 1) for shift, each in zip(shifts, bits, strict=True)]
    wide = (raster.scale(p, 0, 2**each - 1) for p, each in zip(planes, bits, strict=True))
    return np.dstack([raster.to_8_bits(each) for each in wide])


def _retag(data: bytes, page: TiffPage, values: Mapping[int, int]) -> TiffPage:
    """Return the page with other whole numbers in some of its tags."""
    changed = bytearray(data)
    layout = page.parent.byteorder + ("HHQQ" if page.parent.is_bigtiff else "HHII")
    for code, value in values.items():
        word = value << 32 if page.parent.byteorder == ">" and page.parent.is_bigtiff else value
        struct.pack_into(layout, changed, page.tags[code].offset, code, LONG, 1, word)
    file = open_file(bytes(changed))
    file.filehandle.seek(page.offset)
    return TiffPage(file, 0)
