"""YCbCr in TIFF: by libtiff, which knows its subsampling and its reference levels."""

import io
from typing import Any

from PIL.TiffImagePlugin import TiffImageFile
from tifffile import TiffPage

from studio.color.arrays import Samples
from studio.photo.reading import pillow_reader

ORIENTATION = 274


class _Stored(TiffImageFile):
    """A picture as it is stored: by libtiff always, and not turned."""

    @property
    def use_load_libtiff(self) -> bool:
        """Whether libtiff decodes: Pillow alone ignores subsampling and reference levels."""
        return True

    @use_load_libtiff.setter
    def use_load_libtiff(self, _: Any) -> None:
        """Take no notice of what Pillow would choose."""

    def load_end(self) -> None:
        """Leave it as it is stored: who reads it turns it."""

    def _setup(self) -> None:
        self.tag_v2.pop(ORIENTATION, None)
        super()._setup()


def decode(data: bytes, page: TiffPage, number: int) -> Samples:
    """Decode a page of YCbCr, the so many of its chain: uint8 (H, W, 3), RGB.

    May raise anything that Pillow raises, and ValueError if the file is cut off: libtiff would
    say so on the terminal.
    """
    ends = map(sum, zip(page.dataoffsets, page.databytecounts, strict=True))
    if max(ends, default=0) > len(data):
        raise ValueError("strips beyond the end of the file")
    image = _Stored(io.BytesIO(data))
    image.seek(number)
    return pillow_reader.raster(image).pixels
