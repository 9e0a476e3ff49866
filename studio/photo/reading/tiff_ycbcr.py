"""YCbCr in TIFF: by libtiff, which knows its subsampling and its reference levels."""

import io
from typing import Any

from PIL.TiffImagePlugin import TiffImageFile

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


def decode(data: bytes, page: int) -> Samples:
    """Decode a page of YCbCr: uint8 (H, W, 3), RGB. May raise anything that Pillow raises."""
    image = _Stored(io.BytesIO(data))
    image.seek(page)
    return pillow_reader.raster(image).pixels
