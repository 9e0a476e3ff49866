"""Masks: which pixels of a photo are meant; as arrays, as files, as the text a recipe carries.

A mask is bool (H, W) at the photo's size, True inside.
"""

import base64
import io

import numpy as np
from PIL import Image

from studio.color.arrays import Mask, Picture
from studio.color.sizes import resize_mask
from studio.errors import PhotoError
from studio.photo import results
from studio.photo.photo import read as read_photo
from studio.photo.reading.decoding import decode_stored
from studio.photo.results import Kind

MOST_CHARACTERS = 200_000  # of a packed mask: a ragged outline in 24 megapixels needs 80,000
MOST_GRAY = 0.2  # share of a mask's pixels between black and white; soft borders have less
GRAY = (64, 191)  # levels from which on a pixel is neither
MOST_STRETCH = 1.1  # of a mask to fit its photo: more, and it belongs to another


def encode(mask: Mask) -> bytes:
    """Write a mask as a PNG of one bit a pixel, white inside."""
    return results.encode(Image.fromarray(mask), Kind.MASK)


def read(data: bytes, height: int, width: int) -> Mask:
    """Read a mask from a picture: what is bright in it, or opaque if it is a cut-out.

    The file is a whole JPEG, PNG, WebP, TIFF or BMP, of any size; height and width are the photo's.

    Raises
    ------
    PhotoError
        If the bytes are no picture, it is neither black and white nor a cut-out, nothing in it is
        white, or its shape is not the photo's.
    """
    picture = read_photo(data, "mask")
    _check_shape(picture.height, picture.width, height, width)
    alpha = picture.alpha
    levels = picture.rgb.max(-1) if alpha is None or (alpha == 255).all() else alpha
    _check_levels(levels)
    return resize_mask(levels >= 128, height, width)


def pack(mask: Mask) -> str:
    """Write a mask as text, at half its size as often as it takes to keep within the limit."""
    text = _text(mask)
    while len(text) > MOST_CHARACTERS:
        mask = resize_mask(mask, (len(mask) + 1) // 2, (mask.shape[1] + 1) // 2)
        text = _text(mask)
    return text


def unpack(text: str) -> Mask:
    """Read a packed mask, at the size it was kept in.

    Raises
    ------
    PhotoError
        If the text is too long, not base64, or not of a PNG of one bit a pixel.
    """
    try:
        data = base64.b64decode(text, validate=True) if len(text) <= MOST_CHARACTERS else b""
    except ValueError:
        data = b""
    image = decode_stored(data)  # refuses the empty
    if (image.format, image.mode) != ("PNG", "1"):
        raise PhotoError("a picture of many levels", "a PNG of one bit a pixel", "save it again")
    return np.asarray(image.convert("L")) > 0  # its bits themselves come as bytes of 255


def _text(mask: Mask) -> str:
    file = io.BytesIO()
    Image.fromarray(mask).save(file, "PNG", compress_level=9)
    return base64.b64encode(file.getvalue()).decode()


def _check_shape(height: int, width: int, wanted_height: int, wanted_width: int) -> None:
    stretch = width * wanted_height / (height * wanted_width)
    if max(stretch, 1 / stretch) > MOST_STRETCH:
        raise PhotoError(
            f"a mask of {width} x {height} pixels",
            f"the shape of the photo, {wanted_width} x {wanted_height}",
            "choose the mask of this photo",
        )


def _check_levels(levels: Picture) -> None:
    gray = np.count_nonzero((levels >= GRAY[0]) & (levels <= GRAY[1])) / levels.size
    if gray > MOST_GRAY:
        raise _no_mask(f"a picture with {gray:.0%} of its pixels gray")
    if levels.max() < 128:
        raise _no_mask("a picture with nothing bright in it")


def _no_mask(found: str) -> PhotoError:
    expected = "a mask, white inside the region and black outside"
    return PhotoError(found, expected, "choose another picture, or paint the region")
