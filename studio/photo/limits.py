"""Limits: how large a photo may be, and how it is said that one cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from studio.errors import PhotoError
from studio.language import _

MAX_BYTES = 400 * 2**20
MAX_PIXELS = 120_000_000
MAX_SIDE = 32_766  # OpenCV remaps no longer rows
ANY_PHOTO = _("a JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, AVIF or HEIC photo")


def check_length(size: int) -> None:
    """Refuse a file by its number of bytes, which can be known before reading it.

    Raises
    ------
    PhotoError
        If it is empty or over 400 MB.
    """
    if size == 0:
        raise PhotoError(_("an empty file"), ANY_PHOTO, _("choose another file"))
    if size > MAX_BYTES:
        found = _("a file of {size:.1f} MB", size=size / 2**20)
        raise PhotoError(
            found, _("at most {most} MB", most=MAX_BYTES // 2**20), _("save it smaller, or as JPEG")
        )


def check_size(width: int, height: int) -> None:
    """Refuse a photo by its pixels, which can be known before decoding it.

    Raises
    ------
    PhotoError
        If it has over 120 megapixels, or 32,766 pixels a side.
    """
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise too_many_pixels(_("a photo of {width} x {height} pixels", width=width, height=height))


def too_many_pixels(found: str) -> PhotoError:
    """Make the refusal of what is too large."""
    expected = _(
        "at most {most} megapixels and {side} pixels a side",
        most=MAX_PIXELS // 10**6,
        side=MAX_SIDE,
    )
    return PhotoError(found, expected, _("save it smaller"))


def unsupported(kind: str, plain: str = "") -> PhotoError:
    """Make the refusal of a whole file of a kind that is known, but not read."""
    return PhotoError(kind, ANY_PHOTO, _("export it as JPEG, or choose another file"), plain)


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
        raise too_many_pixels(_("a photo of far more pixels")) from error
    except Exception as error:
        found = _("a damaged {what}", what=what)
        raise PhotoError(found, _("an intact one"), _("copy or download it once more")) from error
