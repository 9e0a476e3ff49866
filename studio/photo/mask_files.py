"""Masks: how far each pixel of a photo is meant; as arrays, as files, as the text of a recipe.

A mask is uint8 (H, W) at the photo's size, from 0 outside to 255 inside; or bool where it is given
and has nothing between. Files have one bit a pixel where there is nothing between, else eight.
"""

import base64
import io

import numpy as np
from PIL import Image

from studio.color.arrays import Mask, Picture
from studio.color.sizes import mask_to_levels, resize_levels
from studio.errors import PhotoError
from studio.language import _
from studio.photo import results
from studio.photo.photo import read as read_photo
from studio.photo.reading.decoding import decode_stored
from studio.photo.results import Kind

MOST_CHARACTERS = 200_000  # of a packed mask: a ragged outline in 24 megapixels needs 80,000
MOST_GRAY = 0.2  # share of a mask's pixels between black and white; soft borders have less
GRAY = (64, 191)  # levels from which on a pixel is neither
NOISE = 16  # levels by which what a JPEG has of black and white may differ
MOST_STRETCH = 1.1  # of a mask to fit its photo: more, and it belongs to another


def encode(mask: Mask | Picture) -> bytes:
    """Write a mask as a PNG, white inside."""
    return results.encode(_to_image(_to_levels(mask)), Kind.MASK)


def read(data: bytes, height: int, width: int) -> Picture:
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
    whole = np.where(levels < NOISE, 0, np.where(levels > 255 - NOISE, 255, levels))
    return resize_levels(whole.astype(np.uint8), height, width)


def pack(mask: Mask | Picture) -> str:
    """Write a mask as text, at half its size as often as it takes to keep within the limit."""
    levels = _to_levels(mask)
    text = _text(levels)
    while len(text) > MOST_CHARACTERS:
        levels = _halve(levels)
        text = _text(levels)
    return text


def unpack(text: str) -> Picture:
    """Read a packed mask, at the size it was kept in.

    Raises
    ------
    PhotoError
        If the text is too long, not base64, or not of a PNG of one bit or eight of gray a pixel.
    """
    try:
        data = base64.b64decode(text, validate=True) if len(text) <= MOST_CHARACTERS else b""
    except ValueError:
        data = b""
    image = decode_stored(data)  # refuses the empty
    if (image.format, image.mode) not in (("PNG", "1"), ("PNG", "L")):
        raise PhotoError(
            _("a picture in colour"), _("a PNG of one bit or eight a pixel"), _("save it again")
        )
    return np.array(image.convert("L"))


def _text(levels: Picture) -> str:
    file = io.BytesIO()
    _to_image(levels).save(file, "PNG", compress_level=9)
    return base64.b64encode(file.getvalue()).decode()


def _to_image(levels: Picture) -> Image.Image:
    return Image.fromarray(levels if _is_soft(levels) else levels > 0)


def _to_levels(mask: Mask | Picture) -> Picture:
    levels = mask.view(np.uint8)
    return levels * np.uint8(255) if mask.dtype == np.bool_ else levels


def _halve(levels: Picture) -> Picture:
    """Shrink a mask to half its size; one with nothing between stays such a one."""
    size = (len(levels) + 1) // 2, (levels.shape[1] + 1) // 2
    smaller = resize_levels(levels, *size)
    return smaller if _is_soft(levels) else mask_to_levels(smaller > 127)


def _is_soft(levels: Picture) -> bool:
    """Tell whether there is anything between outside and inside."""
    return bool(((levels > 0) & (levels < 255)).any())


def _check_shape(height: int, width: int, wanted_height: int, wanted_width: int) -> None:
    stretch = width * wanted_height / (height * wanted_width)
    if max(stretch, 1 / stretch) > MOST_STRETCH:
        raise PhotoError(
            _("a mask of {width} x {height} pixels", width=width, height=height),
            _(
                "the shape of the photo, {wanted_width} x {wanted_height}",
                wanted_width=wanted_width,
                wanted_height=wanted_height,
            ),
            _("choose the mask of this photo"),
        )


def _check_levels(levels: Picture) -> None:
    gray = np.count_nonzero((levels >= GRAY[0]) & (levels <= GRAY[1])) / levels.size
    if gray > MOST_GRAY:
        raise _no_mask(_("a picture with {gray:.0%} of its pixels gray", gray=gray))
    if levels.max() < 128:
        raise _no_mask(_("a picture with nothing bright in it"))


def _no_mask(found: str) -> PhotoError:
    expected = _("a mask, white inside the region and black outside")
    return PhotoError(found, expected, _("choose another picture, or paint the region"))
