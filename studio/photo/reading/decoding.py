"""Intake: bytes from anywhere become samples, or a refusal that a person can act upon.

The formats are told by content, and the limits asked of the header, before anything is decoded.
"""

import io
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PIL import Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from studio.disk import raise_read_errors
from studio.errors import PhotoError
from studio.language import _
from studio.photo import limits
from studio.photo.metadata import SEGMENTS
from studio.photo.reading import pillow_reader, png_reader, unreadable
from studio.photo.reading.bmp_reader import Bmp
from studio.photo.reading.curves import Curve
from studio.photo.reading.jpeg_reader import Jpeg
from studio.photo.reading.raster import Raster

# of file names, to find photos in folders; what a file is, its content tells
SUFFIXES = {".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".mpo", ".jps", ".png", ".apng", ".webp"}
SUFFIXES |= {".bmp", ".dib", ".rle", ".tif", ".tiff", ".btf", ".tf8", ".ptif", ".gif"}
SUFFIXES |= {".jp2", ".j2k", ".jpx", ".jpf", ".jpc", ".j2c"}
SUFFIXES |= {".avif", ".avifs", ".heic", ".heif", ".heics", ".heifs", ".hif"}

LOSSLESS = _("a PNG, TIFF, BMP or GIF picture")
_STORED: Mapping[bytes, type[ImageFile]] = MappingProxyType(
    {
        b"\x89PNG": PngImageFile,
        b"II*\0": TiffImageFile,
        b"MM\0*": TiffImageFile,
        b"BM": BmpImageFile,
        b"GIF8": GifImageFile,
    }
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Decoded:
    """What a file says, before it is turned and its colours are known."""

    raster: Raster
    format: str  # "JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "JPEG2000", "AVIF" or "HEIF"
    exif: Callable[[], Image.Exif]  # reads it; may raise anything that Pillow raises
    profile: bytes | None = None  # of ICC
    curve: Curve | None = None  # what its levels mean where no profile says so
    info: Mapping[Any, Any] = field(default_factory=dict)  # the rest, by Pillow's names
    pictures: int = 1  # how many there are in it


def _png(data: bytes, page: int) -> Decoded:
    file = png_reader.read(data)
    raster = file.raster() if page == 0 else png_reader.decode_frame(data, page)
    decoded = _describe(file.describe(), raster)
    return replace(decoded, profile=file.profile, curve=file.curve, pictures=file.pictures)


def _tiff(data: bytes, page: int) -> Decoded:
    from studio.photo.reading.tiff_reader import Tiff  # needs tifffile: 10 ms

    file = Tiff(data, page)
    return Decoded(
        raster=file.raster(),
        format="TIFF",
        exif=file.exif,
        profile=file.profile,
        curve=file.curve,
        pictures=file.photos,
    )


def _jpeg(data: bytes, _: int) -> Decoded:
    file = Jpeg(data)
    decoded = _describe(file.image, file.raster())
    return replace(decoded, info=file.image.info | {SEGMENTS: file.image.applist})


def _bmp(data: bytes, _: int) -> Decoded:
    file = Bmp(data)
    return _describe(file.image, file.raster())


def _jp2(data: bytes, _: int) -> Decoded:
    from studio.photo.reading.jp2_reader import Jp2  # seldom needed, as those of HEIF

    file = Jp2(data)
    return Decoded(
        raster=file.raster(),
        format="JPEG2000",
        exif=file.exif,
        profile=file.profile,
        info=file.info(),
    )


def _heif(data: bytes, page: int) -> Decoded:
    from studio.photo.reading import heif_reader

    is_avif = heif_reader.is_avif(data)
    if is_avif is None:
        raise unreadable.refuse(data)
    kind = "AVIF" if is_avif else "HEIC"
    with limits.raise_photo_errors(_("{kind} file", kind=kind)):
        file = heif_reader.Avif(data) if is_avif else heif_reader.Heic(data)
        return replace(_describe(file.image, file.raster(page)), curve=file.curve)


def _by_pillow(decoder: Callable[[Any], ImageFile], data: bytes, page: int) -> Decoded:
    image = decoder(io.BytesIO(data))
    limits.check_size(*image.size)
    image.seek(page)
    return _describe(image, pillow_reader.raster(image))


def _describe(image: ImageFile, raster: Raster) -> Decoded:
    return Decoded(
        raster=raster,
        format=str(image.format),
        exif=image.getexif,
        profile=image.info.get("icc_profile"),
        info=image.info,
        pictures=getattr(image, "n_frames", 1),
    )


_KINDS: tuple[tuple[bytes, str, Callable[[bytes, int], Decoded]], ...] = (
    (rb"\xff\xd8\xff(?!\xf7)", "JPEG", _jpeg),
    (rb"\x89PNG\r\n\x1a\n", "PNG", _png),
    (rb"RIFF....WEBP", "WebP", partial(_by_pillow, WebPImageFile)),
    (rb"(II[*+]\0|MM\0[*+])(?!....CR)", "TIFF", _tiff),
    (rb"BM", "BMP", _bmp),
    (rb"GIF8", "GIF", partial(_by_pillow, GifImageFile)),
    (rb"\0\0\0\x0cjP  \r\n|\xff\x4f\xff\x51", "JPEG 2000", _jp2),
    (rb"....ftyp", "HEIF", _heif),
)


def content(path: Path) -> bytes:
    """Return the bytes of a photo's file.

    Raises
    ------
    PhotoError
        If no file there can be read, or it is empty or over 400 MB.
    """
    with raise_read_errors(limits.ANY_PHOTO, PhotoError):
        if not path.is_file():
            with suppress(FileNotFoundError, NotADirectoryError, ValueError):
                path.stat()  # says why it may not be looked at, which Python 3.14 keeps to itself
            found = _("a folder") if path.is_dir() else _("no file of that name")
            raise PhotoError(found, limits.ANY_PHOTO, _("check the name"))
        limits.check_length(path.stat().st_size)
        return path.read_bytes()


def decode(data: bytes, page: int = 0) -> Decoded:
    """Decode a picture of a file, as a rule the first.

    Refuses with a `PhotoError` what :func:`studio.photo.photo.read` does. Not by `Image.open`: it
    warns of large headers, process-wide, before their size can be asked.
    """
    limits.check_length(len(data))
    for pattern, kind, opened in _KINDS:
        if re.match(pattern, data, re.DOTALL):
            with limits.raise_photo_errors(_("{kind} file", kind=kind)):
                return opened(data, page)
    raise unreadable.refuse(data)


def is_photo(data: bytes) -> bool:
    """Tell whether a file begins as a photo does; it may be damaged further on."""
    return any(re.match(kind[0], data, re.DOTALL) for kind in _KINDS)


def decode_stored(data: bytes) -> ImageFile:
    """Decode a picture whose levels are numbers or bits, and no photo: as they are stored.

    Raises
    ------
    PhotoError
        If the bytes are no PNG, TIFF, BMP or GIF, damaged, or too large.
    """
    limits.check_length(len(data))
    for beginning, decoder in _STORED.items():
        if data.startswith(beginning):
            with limits.raise_photo_errors(_("{kind} file", kind=decoder.format)):
                image = decoder(io.BytesIO(data))
                limits.check_size(*image.size)
                image.load()
            return image
    raise PhotoError(_("a file of another kind"), LOSSLESS, _("choose another picture"))
