"""Limits: how large a photo may be, and how it is said that one cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from studio.errors import PhotoError

MAX_BYTES = 400 * 2**20
MAX_PIXELS = 120_000_000
MAX_SIDE = 32_766  # OpenCV remaps no longer rows
ANY_PHOTO = "a JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC photo"


def check_length(size: int) -> None:
    """Refuse a file by its number of bytes, which can be known before reading it.

    Raises
    ------
    PhotoError
        If it is empty or over 400 MB.
    """
    if size == 0:
        raise PhotoError("an empty file", ANY_PHOTO, "choose another file")
    if size > MAX_BYTES:
        found = f"a file of {size / 2**20:.1f} MB"
        raise PhotoError(found, f"at most {MAX_BYTES // 2**20} MB", "save it smaller, or as JPEG")


def check_size(width: int, height: int) -> None:
    """Refuse a photo by its pixels, which can be known before decoding it.

    Raises
    ------
    PhotoError
        If it has over 120 megapixels, or 32,766 pixels a side.
    """
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise too_many_pixels(f"a photo of {width} x {height} pixels")


def too_many_pixels(found: str) -> PhotoError:
    """Make the refusal of what is too large."""
    expected = f"at most {MAX_PIXELS // 10**6} megapixels and {MAX_SIDE} pixels a side"
    return PhotoError(found, expected, "save it smaller")


def unsupported(kind: str, plain: str = "") -> PhotoError:
    """Make the refusal of a whole file of a kind that is known, but not read."""
    return PhotoError(kind, ANY_PHOTO, "export it as JPEG, or choose another file", plain)


@contextmanager
def raise_photo_errors(what: str) -> Iterator[None]:
    """Turn whatever decoders throw at hostile bytes into a `PhotoError` about `what`.

    The only broad catch of the studio: on damaged files Pillow alone raises at least eight
    unrelated classes, two of them documented.
    """
    try:
        yield
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:  # a WebP header, before its size can be asked
        raise too_many_pixels("a photo of far more pixels") from error
    except Exception as error:
        found = f"a damaged {what}"
        raise PhotoError(found, "an intact one", "copy or download it once more") from error
