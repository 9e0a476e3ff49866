"""JPEG: the usual kind by Pillow; 12 and 16 bits, and lossless ones, by libjpeg-turbo 3 itself.

References
----------
.. [1] ITU-T T.81 (1992), B.1.1.3: the markers.
"""

import io
import re

import numpy as np
from PIL.JpegImagePlugin import JpegImageFile

from studio.language import _
from studio.photo.limits import check_size, unsupported
from studio.photo.reading import pillow_reader, raster
from studio.photo.reading.codecs import import_codecs
from studio.photo.reading.raster import Raster

END = b"\xff\xd9"
STRAY = b"\x55\xaa" * 64  # what no decoder needs if all is there
# a frame's marker and precision; what lies between is skipped by its length
FRAME = re.compile(rb"\xff([\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf])..(.)", re.DOTALL)
LOSSLESS = b"\xc3\xc7\xcb\xcf"
ALONE = bytes((0x00, 0x01, *range(0xD0, 0xD9)))  # no segment follows: stuffing, TEM, RST, SOI
START_OF_SCAN = 0xDA


class Jpeg:
    """A JPEG file, its header read; a `PhotoError` if it is larger than a photo may be."""

    def __init__(self, data: bytes) -> None:
        self.data = data = _clean(data)
        frame = _frame(data)
        marker, self.bits = data[frame + 1 : frame + 2], data[frame + 4]
        self.is_unusual = self.bits != 8 or marker in LOSSLESS
        # Pillow reads what it says, if it believes that it could read the pixels
        readable = (
            b"".join((data[: frame + 4], b"\x08", data[frame + 5 :])) if self.is_unusual else data
        )
        self.image = JpegImageFile(io.BytesIO(readable))
        check_size(*self.image.size)

    def raster(self) -> Raster:
        """Decode the pixels."""
        if self.is_unusual:
            return self._decode_unusual()
        try:
            return pillow_reader.raster(self.image)
        except OSError as error:
            if "truncated" not in str(error):
                raise
            return self._complete()

    def _complete(self) -> Raster:
        """Decode a file that lacks its end, if its pixels are the same whatever follows them."""
        body = self.data.removesuffix(b"\xff")
        made, other = (
            pillow_reader.raster(JpegImageFile(io.BytesIO(body + rest)))
            for rest in (END, STRAY + END)
        )
        if not np.array_equal(made.pixels, other.pixels):
            raise OSError("truncated")
        return made

    def _decode_unusual(self) -> Raster:
        if self.data.rfind(END) < 0:
            raise OSError("truncated")
        codecs = import_codecs()
        try:
            samples = codecs.jpeg8_decode(self.data)
        except codecs.Jpeg8Error as error:
            raise unsupported(
                _("a JPEG file of {bits} bits, or a lossless one", bits=self.bits)
            ) from error
        if samples.ndim == 3 and samples.shape[2] == 4:
            raise unsupported(_("a JPEG file of CMYK in {bits} bits", bits=self.bits))
        if self.bits not in (8, 16):
            samples = raster.scale(samples, 0, 2**self.bits - 1)
        return Raster(samples, "gray" if samples.ndim == 2 else "rgb")


def _clean(data: bytes) -> bytes:
    """Leave out what lies between the segments before the scan, as decoders skip it.

    Cameras and editors leave zeros, pieces of old segments, or markers there that mean nothing.
    """
    kept, at = [data[:2]], 2
    marker = 0
    while marker != START_OF_SCAN and at < len(data):
        start = data.index(0xFF, at)
        while data[start + 1] == 0xFF:  # fill
            start += 1
        marker, at = data[start + 1], start + 2
        if marker not in ALONE:
            at += int.from_bytes(data[at : at + 2], "big")
            kept.append(data[start:at])
    return data if sum(map(len, kept)) == at else b"".join([*kept, data[at:]])


def _frame(data: bytes) -> int:
    """Return where the frame's marker stands, segment by segment."""
    at = 2
    while not FRAME.match(data, at):
        if data[at] != 0xFF:
            raise ValueError("no marker where one has to be")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return at
