"""Photos: the bytes of a file become upright sRGB pixels once, and only here."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PIL.ExifTags import Base

from studio.color.arrays import Picture, Samples, Wide
from studio.color.sizes import gray_picture, is_gray_picture, shrink
from studio.errors import PhotoError
from studio.language import _
from studio.photo import exif, metadata
from studio.photo.limits import check_size, raise_photo_errors
from studio.photo.reading import profiles
from studio.photo.reading.decoding import Decoded, content, decode
from studio.photo.reading.raster import to_8_bits


@dataclass(frozen=True, eq=False, kw_only=True)
class Photo:
    """A photo as it was given; it never changes. Two photos are the same if `key` is.

    Parameters
    ----------
    name : str
        The file's name as given: to be shown, never to be used as a path.
    rgb : uint8 array of shape (H, W, 3)
        sRGB, upright, read-only; of a gray photo the same channel thrice, held once.
    alpha : uint8 array of shape (H, W), or None, default None
        0 is transparent; read-only.
    sha256 : str
        Of the file's bytes, and of which picture in it if not the first: 64 hex digits.
    pages : int, default 1
        How many pictures of the file can be opened, each by its number.
    format : str
        As in `decoding.Decoded`.
    exif : bytes or None, default None
        Without orientation and position.
    notes : tuple of str, default ()
        Sentences for a person: what was changed or left out.
    xmp : bytes or None, default None
        Without orientation and position.
    wide : uint16 array of shape (H, W), or None, default None
        The gray of a photo that has more than 8 bits, in sRGB; read-only.
    """

    name: str
    rgb: Picture = field(repr=False)
    alpha: Picture | None = field(repr=False, default=None)
    sha256: str
    pages: int = 1
    format: str
    exif: bytes | None = field(repr=False, default=None)
    notes: tuple[str, ...] = ()
    xmp: bytes | None = field(repr=False, default=None)
    wide: Wide | None = field(repr=False, default=None)

    def __getstate__(self) -> dict[str, Any]:
        """Go to another process; gray is sent once."""
        gray = is_gray_picture(self.rgb)
        return vars(self) | {"rgb": self.rgb[..., 0] if gray else self.rgb}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Come from another process, read-only again."""
        arrays = {name: state[name] for name in ("alpha", "wide") if state[name] is not None}
        frozen = {name: _freeze(array) for name, array in arrays.items()}
        vars(self).update(state | frozen | {"rgb": _rgb(state["rgb"])})

    @property
    def key(self) -> tuple[str, int, int]:
        """Return what tells its pixels from all others: of which file, and of what size."""
        return self.sha256, self.height, self.width

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return self.rgb.shape[0]

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return self.rgb.shape[1]

    def shrunk(self, side: int) -> "Photo":
        """Return its colours alone, with a longer side of `side` pixels at most."""
        small = shrink(self.rgb, side)
        return replace(self, rgb=small, alpha=None, exif=None, xmp=None, wide=None, notes=())


def open_file(path: Path | str, page: int | None = None) -> Photo:
    """Read the photo at `path`, or a page of it.

    Raises
    ------
    PhotoError
        If no file there can be read, or :func:`read` refuses it.
    """
    place = Path(path)
    return read(content(place), place.name, page)


def read(data: bytes, name: str, page: int | None = None) -> Photo:
    """Decode the bytes of a file, whatever they are.

    The bytes are of a kind that `limits.ANY_PHOTO` names, which their content tells; the name is
    kept for showing.

    Raises
    ------
    PhotoError
        If the bytes are no photo, of a kind that is not read, damaged, or over 400 MB,
        120 megapixels or 32,766 pixels a side.

    Notes
    -----
    The first picture stands for all in a file, unless a `page` is asked for, 0 the first. Gray of
    more than 8 bits keeps its range, and its depth in `Photo.wide`. A colour profile that cannot be
    used is ignored. `Photo.notes` tells which of these happened.
    """
    found = decode(data, page or 0)
    description = _describe(found)
    with raise_photo_errors(_("{kind} file", kind=found.format)):
        raster = found.raster.turn(description.orientation)
        pixels, profile_note = profiles.to_srgb(raster, found.profile)
        if found.curve:
            pixels = found.curve.to_srgb(pixels)
        if pixels is None:  # seen of a damaged TIFF with the decoders of Python 3.14
            raise ValueError("no pixels")
    curve_note = found.curve.note if found.curve else ""
    first = found.pictures > 1 and page is None
    frame_note = (
        _("The first of {pictures:,} pictures in it was taken.", pictures=found.pictures)
        if first
        else ""
    )
    notes = (frame_note, *description.notes, raster.note, profile_note, curve_note)
    is_wide = pixels.ndim == 2 and pixels.dtype == np.uint16
    return Photo(
        name=name,
        rgb=_rgb(to_8_bits(pixels)),
        alpha=None if raster.alpha is None else _freeze(raster.alpha),
        sha256=_digest(data, page),
        pages=found.pictures,
        format=found.format,
        exif=description.exif,
        xmp=description.xmp,
        notes=tuple(filter(None, notes)),
        wide=_freeze(pixels) if is_wide else None,
    )


def from_array(rgb: Picture, name: str = "") -> Photo:
    """Make a photo of pixels that lie in memory.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3) or (H, W)
        sRGB, or gray; copied.
    name : str
        To be shown.

    Raises
    ------
    PhotoError
        If it is no such array, or too large.
    """
    given = np.asarray(rgb)
    if given.dtype != np.uint8 or given.ndim not in (2, 3) or given.shape[2:] not in ((), (3,)):
        found = _("an array of {dtype} and shape {shape}", dtype=given.dtype, shape=given.shape)
        remedy = _("convert it to 0 to 255, red, green and blue last")
        raise PhotoError(found, _("one of uint8 and shape (H, W, 3) or (H, W)"), remedy)
    if not given.size:
        raise PhotoError(_("an array without pixels"), _("one with some"), _("give another"))
    check_size(given.shape[1], given.shape[0])
    shape = str(given.shape).encode()
    return Photo(
        name=name,
        rgb=_rgb(np.array(given, order="C")),
        sha256=hashlib.sha256(shape + given.tobytes()).hexdigest(),
        format="array",
    )


@dataclass(frozen=True, kw_only=True)
class _Description:
    """What the file says beside its pixels, and notes."""

    orientation: int = 1
    exif: bytes | None = None
    xmp: bytes | None = None
    notes: tuple[str, ...] = ()


def _describe(found: Decoded) -> _Description:
    given, orientation = Image.Exif(), 1
    notes: tuple[str, ...] = ()
    try:
        with raise_photo_errors("EXIF block"):
            given = found.exif()
            if block := found.info.get("exif"):
                exif.check(block, given)
            orientation = given.get(Base.Orientation, 1)
            words = metadata.complete(given, found.info)
            kept = exif.extract(given)
    except PhotoError:
        notes = (_("The camera data (EXIF) could not be read and were left out."),)
        given = Image.Exif()
        with suppress(PhotoError), raise_photo_errors("EXIF block"):
            words = metadata.complete(given, found.info)
            kept = exif.extract(given)
    notes = (*words.notes, *notes)
    return _Description(orientation=orientation, exif=kept, xmp=words.xmp, notes=notes)


def _digest(data: bytes, page: int | None) -> str:
    digest = hashlib.sha256(data)
    digest.update(f"page {page}".encode() if page else b"")
    return digest.hexdigest()


def _rgb(pixels: Picture) -> Picture:
    return _freeze(gray_picture(_freeze(pixels)) if pixels.ndim == 2 else pixels)


def _freeze(pixels: Samples) -> Samples:
    pixels.setflags(write=False)
    return pixels
