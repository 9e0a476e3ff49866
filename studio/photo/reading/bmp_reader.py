"""BMP: the usual kinds by Pillow; those whose channels lie where masks say, here.

References
----------
.. [1] Microsoft, BITMAPV5HEADER structure (wingdi.h).
"""

import io
import struct

import numpy as np
from PIL.BmpImagePlugin import BmpImageFile

from studio.color.arrays import Picture, Samples
from studio.color.strips import strips
from studio.photo.limits import check_size
from studio.photo.reading import pillow_reader, raster
from studio.photo.reading.raster import Raster

LONGEST_HEAD = 52  # of headers, that has a mask for each of red, green and blue
BIT_FIELDS, ALPHA_BIT_FIELDS = 3, 6  # values of compression


class Bmp:
    """A BMP file, its header read; a `PhotoError` if it is larger than a photo may be."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.masks = _masks(data)
        # Pillow knows few masks; of others it reads what it says, not what it shows
        self.image = BmpImageFile(io.BytesIO(_plain(data) if self.masks else data))
        check_size(*self.image.size)

    def raster(self) -> Raster:
        """Decode the pixels."""
        if not self.masks:
            return pillow_reader.raster(self.image)
        words = self._words()
        masks = self.masks if any(self.masks[3:]) else self.masks[:3]
        planes = [_channel(words, mask) for mask in masks]
        return raster.from_samples(np.dstack(planes), "rgb", opaque=3, premultiplied=False)

    def _words(self) -> Samples:
        """Return each pixel as it is stored, the top row first."""
        (start,) = struct.unpack_from("<I", self.data, 10)
        (height,) = struct.unpack_from("<i", self.data, 22)
        (bits,) = struct.unpack_from("<H", self.data, 28)
        width = self.image.width
        stride = (width * bits + 31) // 32 * 4
        rows = np.frombuffer(self.data, np.uint8, stride * abs(height), start)
        words = rows.reshape(-1, stride)[:, : width * bits // 8].copy().view(f"<u{bits // 8}")
        return words if height < 0 else words[::-1]


def _masks(data: bytes) -> list[int]:
    """Return the masks of red, green, blue and perhaps alpha; none if no masks count."""
    (head,) = struct.unpack_from("<I", data, 14)
    if head < 40:
        return []
    bits, compression = struct.unpack_from("<HI", data, 28)
    if bits not in (16, 32) or compression not in (BIT_FIELDS, ALPHA_BIT_FIELDS):
        return []
    count = 4 if head > LONGEST_HEAD or compression == ALPHA_BIT_FIELDS else 3
    return list(struct.unpack_from(f"<{count}I", data, 54))


def _plain(data: bytes) -> bytes:
    """Return the header of a file of the same size without masks, and no pixel."""
    return b"".join((data[:28], struct.pack("<HI", 24, 0), data[34:200].ljust(166, b"\0")))


def _channel(words: Samples, mask: int) -> Picture:
    """Take the bits under a mask out, and bring them to 8."""
    made = np.zeros(words.shape, np.uint8)
    if not mask:
        return made
    low = (mask & -mask).bit_length() - 1
    most = mask >> low
    if most & (most + 1):
        raise ValueError(f"a mask with holes: {mask:#x}")
    for rows in strips(len(words)):
        levels = (words[rows] >> low) & most
        made[rows] = np.rint(levels * (255 / most))
    return made
