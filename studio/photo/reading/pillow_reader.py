"""What Pillow decodes, as rasters."""

import numpy as np
from PIL import Image

from studio.color.arrays import Samples
from studio.color.strips import strips
from studio.photo.reading.raster import Raster, Space

STRIP_ROWS = 256


def raster(image: Image.Image) -> Raster:
    """Return the pixels of a picture, decoded now if they were not."""
    image.load()
    if image.mode.startswith("I;16"):
        return Raster(_pixels(image).astype(np.uint16, copy=False), "gray")
    gray = image.mode in ("1", "L", "La", "LA")
    space: Space = "gray" if gray else "rgb"
    if image.has_transparency_data:
        both = image.convert("LA" if gray else "RGBA")
        alpha = _pixels(both.getchannel("A"))
        return Raster(_pixels(both.convert(both.mode[:-1])), space, alpha=alpha)
    if image.mode == "CMYK":
        return Raster(_pixels(image), "cmyk")
    mode = "L" if gray else "RGB"
    return Raster(_pixels(image if image.mode == mode else image.convert(mode)), space)


def _pixels(image: Image.Image) -> Samples:
    """Copy the pixels some rows at a time: at once, Pillow would hold them three times."""
    first = np.asarray(image.crop((0, 0, image.width, 1)))
    pixels = np.empty((image.height, *first.shape[1:]), first.dtype)
    for rows in strips(image.height, STRIP_ROWS):
        pixels[rows] = np.asarray(image.crop((0, rows.start, image.width, rows.stop)))
    return pixels
