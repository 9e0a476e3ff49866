"""Photos: the bytes of a file become upright sRGB pixels once, and only here."""

import hashlib
import io
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageOps

from studio.errors import PhotoError
from studio.photo import exif
from studio.photo.color import Picture
from studio.photo.decoding import content, decode, raise_photo_errors


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo as it was given; it never changes. Two photos are the same if `sha256` is."""

    name: str  # the file's name as given: to be shown, never to be used as a path
    rgb: Picture = field(repr=False)  # (H, W, 3), sRGB, upright, read-only
    alpha: Picture | None = field(repr=False)  # (H, W), 0 is transparent, read-only
    sha256: str  # of the file's bytes: the key of every cache
    format: str  # "JPEG", "PNG", "WEBP", "TIFF" or "BMP"
    exif: bytes | None = field(repr=False)  # without orientation and position
    notes: tuple[str, ...]  # sentences for the person: what was changed or left out

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return self.rgb.shape[0]

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return self.rgb.shape[1]


def open_file(path: Path | str) -> Photo:
    """Read the photo at `path`.

    Raises
    ------
    PhotoError
        If no file there can be read, or :func:`read` refuses it.
    """
    place = Path(path)
    return read(content(place), place.name)


def read(data: bytes, name: str) -> Photo:
    """Decode the bytes of a file, whatever they are.

    Parameters
    ----------
    data : bytes
        A whole JPEG, PNG, WebP, TIFF or BMP file.
    name : str
        The file's name, kept for showing; the format is told by the content.

    Raises
    ------
    PhotoError
        If the bytes are no photo, damaged, or over 25 MB, 40 megapixels or 16,384 pixels a side.

    Notes
    -----
    The first frame stands for an animation. Gray of 16 bits keeps its range: 65535 becomes 255. A
    colour profile that cannot be used is ignored. `Photo.notes` tells which of these happened.
    """
    image = decode(data)
    with raise_photo_errors(f"{image.format} file"):
        description, exif_note = _set_upright(image)
        picture, alpha = _split_alpha(image)
        picture, depth_note = _to_8_bits(picture)
        picture, profile_note = _to_srgb(picture, image.info.get("icc_profile"))
    several = getattr(image, "is_animated", False)
    frame_note = "The first of several frames was taken." if several else ""
    return Photo(
        name=name,
        rgb=_frozen(_rgb(picture)),
        alpha=None if alpha is None else _frozen(np.asarray(alpha)),
        sha256=hashlib.sha256(data).hexdigest(),
        format=str(image.format),
        exif=description,
        notes=tuple(filter(None, (frame_note, exif_note, depth_note, profile_note))),
    )


def _set_upright(image: Image.Image) -> tuple[bytes | None, str]:
    """Turn `image` in place as its EXIF asks; return the rest of the EXIF, and a note."""
    try:
        with raise_photo_errors("EXIF block"):
            # A TIFF is upright already: Pillow turned it and removed the tag.
            ImageOps.exif_transpose(image, in_place=True)
            return exif.extract(image.getexif()), ""
    except PhotoError:
        return None, "The camera data (EXIF) could not be read and were left out."


def _split_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    if not image.has_transparency_data:
        return image, None
    if image.mode.startswith("I;16"):  # PNG may declare one of the 65,536 grays transparent
        opaque = np.asarray(image) != image.info["transparency"]
        return image, Image.fromarray(np.uint8(opaque) * 255)
    both = image.convert("LA" if image.mode in ("1", "L", "La", "LA") else "RGBA")
    return both.convert(both.mode[:-1]), both.getchannel("A")


def _to_8_bits(image: Image.Image) -> tuple[Image.Image, str]:
    """Scale wide or fractional gray by its range, which Pillow would clip at 255."""
    if image.mode not in ("F", "I") and not image.mode.startswith("I;16"):
        return image, ""
    wide = np.asarray(image)
    low, high = _gray_range(wide, image.mode)
    gray = np.empty(wide.shape, np.uint8)
    for row, wide_row in zip(gray, wide, strict=True):  # whole, it would need a gigabyte
        finite = np.nan_to_num(wide_row, nan=low)
        row[:] = np.rint(np.interp(finite, (low, high), (0, 255)))
    return Image.fromarray(gray), f"Gray from {low:g} to {high:g} was scaled to 8 bits."


def _gray_range(gray: npt.NDArray, mode: str) -> tuple[float, float]:
    """Return the levels of black and white: those of the type, else the darkest and brightest."""
    if mode.startswith("I;16"):
        return 0, 65535
    finite = gray[np.isfinite(gray)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0, 0)
    for white in (1,) if mode == "F" else (255, 65535):
        if low >= 0 and high <= white:
            return 0, white
    return low, high if high > low else math.inf


def _to_srgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, str]:
    """Convert to sRGB; a profile that does not fit the picture is ignored, and that is noted."""
    if image.mode == "LAB":
        return _transform(image, ImageCms.createProfile("LAB")), ""
    if not profile:
        return image if image.mode == "L" else image.convert("RGB"), ""
    try:
        with raise_photo_errors("colour profile"):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
            if source.xcolor_space == "RGB " and image.mode != "CMYK":  # gray may carry one as well
                return _transform(image.convert("RGB"), source), ""
            return _transform(image, source), ""
    except PhotoError:
        return image.convert("RGB"), "The colour profile could not be used and was ignored."


def _transform(image: Image.Image, source: ImageCms.core.CmsProfile) -> Image.Image:
    """Convert as browsers do: white stays white, black stays black."""
    transformed = ImageCms.profileToProfile(
        image,
        source,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return cast(Image.Image, transformed)  # None is only for inPlace=True


def _rgb(image: Image.Image) -> Picture:
    """Return the pixels of an image in RGB or gray: uint8 (H, W, 3)."""
    pixels = np.asarray(image)
    if pixels.ndim == 2:  # faster than Pillow, and in a fourth of its memory
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB).astype(np.uint8, copy=False)
    return pixels


def _frozen(pixels: Picture) -> Picture:
    pixels.setflags(write=False)
    return pixels
