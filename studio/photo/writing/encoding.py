"""Export: colours become the bytes of a file, marked as colorized."""

import functools
import io
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import numpy as np
from PIL import Image, ImageCms
from PIL.ExifTags import Base
from PIL.PngImagePlugin import PngImageFile

from studio.color.arrays import Picture, Samples
from studio.errors import OutputError, PhotoError
from studio.language import _
from studio.photo import exif, xmp, xmp_segments
from studio.photo.limits import raise_photo_errors
from studio.photo.photo import Photo
from studio.photo.writing import png_writer, stamp, tiff_writer
from studio.photo.writing.depth import deepen

RECIPE_KEY = "colorstudio-recipe"
XMP_KEY = "XML:com.adobe.xmp"
MAX_RECIPE = 2**20  # letters
MAX_STEM = 80  # letters of a name
MAX_BYTES = 200  # of it: a letter may take four
JOINERS = "\u200c\u200d"  # belong to the letters beside them, in Persian as in Hindi


@dataclass(frozen=True, kw_only=True)
class Format:
    """What a file format can hold, and how we fill it."""

    title: str  # what a person reads
    ending: str  # of file names
    max_side: int = 2**31 - 1  # pixels
    transparency: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)  # for Pillow, of JPEG and WebP


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "png": Format(title="PNG", ending=".png"),
        # colour at full size: by default JPEG keeps a quarter of it, which smears hints
        "jpeg": Format(
            title="JPEG",
            ending=".jpg",
            max_side=65_535,
            transparency=False,
            settings={"quality": 95, "subsampling": "4:4:4"},
        ),
        "tiff": Format(title="TIFF", ending=".tif"),
        "webp": Format(
            title="WebP", ending=".webp", max_side=16_383, settings={"quality": 95, "exact": True}
        ),
    }
)
BY_ENDING = {kind.ending: name for name, kind in FORMATS.items()} | {
    ".jpeg": "jpeg",
    ".tiff": "tiff",
}


def encode(
    photo: Photo,
    rgb: Picture,
    *,
    format: str = "png",
    keep_metadata: bool = True,
    stamped: bool = False,
    recipe: str | None = None,
) -> bytes:
    """Encode the colours given to a photo as a file, always marked as colorized.

    Parameters
    ----------
    photo : Photo
        Lends transparency and metadata.
    rgb : uint8 array of shape (H, W, 3)
        sRGB, of the size of `photo`.
    format : {"png", "jpeg", "tiff", "webp"}
        PNG and TIFF are lossless; TIFF keeps 16 bits of lightness where the photo had them, as
        :func:`studio.photo.writing.depth.deepen` says. JPEG has no transparency: the photo is
        laid on white.
    keep_metadata : bool
        Whether the photo's EXIF and XMP and an sRGB profile go along; its position never does,
        and that a model made the colours is said always.
    stamped : bool
        Whether a corner of the picture says "colorized", for all to see.
    recipe : str, optional
        Kept in a PNG for :func:`embedded_recipe`; other formats have no place for it.

    Raises
    ------
    OutputError
        If the format is unknown, or cannot hold so large a picture or recipe.
    """
    _check_format(format, rgb)
    description = exif.mark(photo.exif if keep_metadata else None)
    profile = _srgb_profile() if keep_metadata else None
    packet = xmp.mark(photo.xmp if keep_metadata else None, exif.SOFTWARE)
    lay = stamp.draw(*rgb.shape[:2]).lay if stamped else _leave
    if format == "tiff":
        return _tiff(photo, _Rows(photo, rgb, lay), description, profile, packet)
    pixels = rgb if photo.alpha is None else np.dstack([rgb, photo.alpha])
    pixels = lay(pixels, slice(0, len(pixels)))
    if format == "png":
        return png_writer.write(pixels, _chunks(description, profile, packet, recipe))
    target = FORMATS[format]
    picture = _picture(pixels, transparency=target.transparency)
    # one segment of JPEG holds 64 kB, and Pillow writes one
    said = {"extra": xmp_segments.cut(packet)} if format == "jpeg" else {"xmp": packet}
    settings = {**target.settings, **said}
    if dots := exif.resolution(description):
        settings |= {"dpi": dots}
    file = io.BytesIO()
    picture.save(file, format, exif=description, icc_profile=profile, **settings)
    return file.getvalue()


def embedded_recipe(data: bytes) -> str | None:
    """Return the recipe that :func:`encode` put into a PNG; None if there is none to read."""
    try:
        with raise_photo_errors("PNG file"):
            recipe = PngImageFile(io.BytesIO(data)).info.get(RECIPE_KEY)  # decodes no pixel
    except PhotoError:
        return None
    return recipe if isinstance(recipe, str) and len(recipe) <= MAX_RECIPE else None


def download_name(name: str, suffix: str) -> str:
    """Make a safe file name for what was made of the photo called `name`, in its own script.

    `name` may be anything, paths and control characters included; `suffix` is ours.

    Examples
    --------
    >>> download_name("Grand-père, 1931.jpg", "_colorized.png")
    'Grand-père-1931_colorized.png'
    >>> download_name("../..", "_mask.png")
    'photo_mask.png'
    """
    stem = PurePosixPath(name.replace("\\", "/")).stem
    letters = unicodedata.normalize("NFC", stem)[: 2 * MAX_STEM]
    slug = re.sub("-+", "-", "".join(x if _is_safe(x) else "-" for x in letters))[:MAX_STEM]
    short = slug.encode()[:MAX_BYTES].decode(errors="ignore").strip("-.")
    return (short or "photo") + suffix


def _is_safe(letter: str) -> bool:
    """Tell whether no system, shell or terminal makes anything of a letter but the letter."""
    if letter.isascii():
        return letter.isalnum() or letter in "._-"
    return letter in JOINERS or unicodedata.category(letter)[0] not in "CZ"


def _check_format(format: str, rgb: Picture) -> None:
    if format not in FORMATS:
        found = _("the format {format!r}", format=format)
        raise OutputError(
            found, _("one of {names}", names=", ".join(FORMATS)), _("choose one of them")
        )
    side = FORMATS[format].max_side
    if max(rgb.shape[:2]) > side:
        found = _("a picture of {width} x {height} pixels", width=rgb.shape[1], height=rgb.shape[0])
        raise OutputError(
            found,
            _("at most {side} a side for {format}", side=side, format=format),
            _("choose png"),
        )


def _leave(samples: Samples, _: slice) -> Samples:
    return samples


@dataclass(frozen=True, eq=False)
class _Rows:
    """Makes rows of a TIFF: colours as deep as the photo's gray, alpha, and the stamp."""

    photo: Photo
    rgb: Picture
    lay: Callable[[Samples, slice], Samples]

    def __call__(self, rows: slice) -> Samples:
        wide, alpha = self.photo.wide, self.photo.alpha
        colors = self.rgb[rows] if wide is None else deepen(self.rgb[rows], wide[rows])
        if alpha is not None:
            share = np.iinfo(colors.dtype).max // 255
            colors = np.dstack([colors, alpha[rows] * colors.dtype.type(share)])
        return self.lay(colors, rows)


def _tiff(
    photo: Photo, rows_of: _Rows, description: bytes, profile: bytes | None, packet: bytes
) -> bytes:
    about = Image.Exif()
    about.load(description)
    about[Base.XMLPacket] = packet
    channels = 3 if photo.alpha is None else 4
    return tiff_writer.write((*rows_of.rgb.shape[:2], channels), rows_of, about, profile)


def _picture(pixels: Picture, *, transparency: bool) -> Image.Image:
    """Make a picture of RGB, perhaps with alpha; without transparency it is laid on white."""
    picture = Image.fromarray(pixels)
    if picture.mode == "RGB" or transparency:
        return picture
    white = Image.new("RGB", picture.size, "white")
    return Image.composite(picture.convert("RGB"), white, picture.getchannel("A"))


def _chunks(
    description: bytes, profile: bytes | None, packet: bytes, recipe: str | None
) -> Iterator[png_writer.Chunk]:
    """Yield what a PNG says beside its pixels."""
    if recipe and len(recipe) > MAX_RECIPE:
        found = _("a recipe of {count} letters", count=len(recipe))
        raise OutputError(
            found,
            _("at most {most} in a PNG", most=MAX_RECIPE),
            _("save the recipe by itself"),
        )
    if profile:
        yield png_writer.profile(profile)
    yield png_writer.exif(description)
    if dots := exif.resolution(description):
        yield png_writer.resolution(*dots)
    yield png_writer.text(XMP_KEY, packet.decode())
    yield png_writer.text("Software", exif.SOFTWARE)
    yield png_writer.text("Comment", exif.NOTICE)
    if recipe:
        yield png_writer.text(RECIPE_KEY, recipe)


@functools.cache
def _srgb_profile() -> bytes:
    """Return an sRGB profile without the hour it was made: equal results are equal files."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + profile[36:]
