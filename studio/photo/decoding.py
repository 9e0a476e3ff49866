"""Intake: bytes from anywhere become a decoded picture, or a refusal that a person can act upon.

The formats are told by content, and the limits asked of the header, before anything is decoded.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ExifTags import Base
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import ImageFileDirectory_v2, TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from studio.disk import raise_read_errors
from studio.errors import PhotoError

MAX_BYTES = 25 * 2**20
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_384
# of file names, to find photos in folders; what a file is, its content tells
SUFFIXES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".tif", ".tiff"}
ANY_PHOTO = "a JPEG, PNG, WebP, TIFF or BMP photo"
REDUCED = 1  # bit of NewSubfileType: a thumbnail stands first, as in raw files (TIFF 6.0, p. 36)

_DECODERS: tuple[tuple[bytes, type[ImageFile]], ...] = (
    (rb"\xff\xd8\xff", JpegImageFile),
    (rb"\x89PNG\r\n\x1a\n", PngImageFile),
    (rb"RIFF....WEBP", WebPImageFile),
    (rb"II[*+]\0|MM\0[*+]", TiffImageFile),
    (rb"BM", BmpImageFile),
)
_STRANGERS = (
    (rb"....ftyp(hei|hev|mif1|msf1)", "a HEIC photo"),
    (rb"....ftypavi", "an AVIF picture"),
    (rb"GIF8", "a GIF picture"),
    (rb"8BPS", "a Photoshop document"),
    (rb"%PDF", "a PDF document"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "an EPS drawing"),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html)", "a web page"),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(.*<)?svg", "an SVG drawing"),
    (rb"[^\x00-\x08\x0e-\x1f]*$", "a text file"),
)


def content(path: Path) -> bytes:
    """Return the bytes of a photo's file.

    Raises
    ------
    PhotoError
        If no file there can be read, or it is empty or over 25 MB.
    """
    with raise_read_errors(ANY_PHOTO, PhotoError):
        if not path.is_file():
            found = "a folder" if path.is_dir() else "no file of that name"
            raise PhotoError(found, ANY_PHOTO, "check the name")
        check_length(path.stat().st_size)
        return path.read_bytes()


def decode(data: bytes) -> ImageFile:
    """Decode the first frame of a JPEG, PNG, WebP, TIFF or BMP file.

    Returns
    -------
    PIL.ImageFile.ImageFile
        Loaded, in the mode of the file; a TIFF already turned as its orientation asks.

    Raises
    ------
    PhotoError
        If the bytes are no photo, damaged, or over 25 MB, 40 megapixels or 16,384 pixels a side.

    Notes
    -----
    Not by `Image.open`: it warns of large headers, process-wide, before their size can be asked.
    """
    check_length(len(data))
    decoder = _recognize(data)
    with raise_photo_errors(f"{decoder.format} file"):
        image = decoder(io.BytesIO(data))
        _check_size(*image.size)
        if isinstance(image, TiffImageFile):
            _check_directory(image.tag_v2)
        image.load()
    return image


@contextmanager
def raise_photo_errors(what: str) -> Iterator[None]:
    """Turn whatever Pillow throws at hostile bytes into a `PhotoError` about `what`.

    The only broad catch of the studio: on damaged files Pillow raises at least eight unrelated
    classes, two of them documented.
    """
    try:
        yield
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:  # a WebP header, before its size can be asked
        raise _too_many_pixels("a photo of more than 100 megapixels") from error
    except Exception as error:
        found = f"a damaged {what}"
        raise PhotoError(found, "an intact one", "copy or download it once more") from error


def check_length(size: int) -> None:
    """Refuse a file by its number of bytes, which can be known before reading it.

    Raises
    ------
    PhotoError
        If it is empty or over 25 MB.
    """
    if size == 0:
        raise PhotoError("an empty file", ANY_PHOTO, "choose another file")
    if size > MAX_BYTES:
        found = f"a file of {size / 2**20:.1f} MB"
        raise PhotoError(found, f"at most {MAX_BYTES // 2**20} MB", "save it smaller, or as JPEG")


def _recognize(data: bytes) -> type[ImageFile]:
    for pattern, decoder in _DECODERS:
        if re.match(pattern, data, re.DOTALL):
            return decoder
    for pattern, stranger in _STRANGERS:
        if re.match(pattern, data[:1000], re.DOTALL):
            raise PhotoError(stranger, ANY_PHOTO, "export it as JPEG, or choose another file")
    raise PhotoError("a file of an unknown kind", ANY_PHOTO, "choose another file")


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_many_pixels(f"a photo of {width} x {height} pixels")


def _check_directory(tags: ImageFileDirectory_v2) -> None:
    """Refuse what only a TIFF can claim."""
    if tags.get(Base.NewSubfileType, 0) & REDUCED:
        raise PhotoError("a raw camera file", ANY_PHOTO, "export it as JPEG")
    # libtiff decodes whole tiles, however small the picture: 1 MB can ask for 1 GB
    _check_size(tags.get(Base.TileWidth, 1), tags.get(Base.TileLength, 1))


def _too_many_pixels(found: str) -> PhotoError:
    expected = f"at most {MAX_PIXELS // 10**6} megapixels and {MAX_SIDE} pixels a side"
    return PhotoError(found, expected, "save it smaller")
