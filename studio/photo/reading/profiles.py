"""Profiles: rasters of any colour space become sRGB, as browsers do it: white stays white."""

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from PIL import Image, ImageCms

from studio.color.arrays import Picture, Samples
from studio.color.strips import strips
from studio.errors import PhotoError
from studio.language import _
from studio.photo.limits import raise_photo_errors
from studio.photo.reading.codecs import import_codecs, transform
from studio.photo.reading.raster import WHITE, Raster, to_8_bits

QUICK = int(ImageCms.Flags.BLACKPOINTCOMPENSATION)
EXACT = QUICK | int(ImageCms.Flags.NOOPTIMIZE)  # the quick way errs by 10 levels at gamma 1
STRIP_PIXELS = 2**20
IGNORED = _("The colour profile could not be used and was ignored.")
_DEVICES = {b"GRAY": "gray", b"RGB ": "rgb", b"CMYK": "cmyk"}


def to_srgb(raster: Raster, profile: bytes | None) -> tuple[Samples, str]:
    """Convert to sRGB; a profile that does not fit the picture is ignored, and that is noted.

    Returns uint8 or uint16 of shape (H, W, 3), or (H, W) of gray, and the note, or nothing.
    """
    if raster.space == "lab":
        return _transform(raster.pixels, import_codecs().cms_profile("lab4"), "lab"), ""
    if not profile:
        return _convert_plain(raster), ""
    try:
        with raise_photo_errors("colour profile"):
            device = _DEVICES[profile[16:20]]
            if raster.space == "gray":
                return _convert_gray(raster.pixels, profile, device), ""
            if device != raster.space:
                raise ValueError(f"a profile for {device}")
            return _transform(raster.pixels, profile, device), ""
    except PhotoError:
        return _convert_plain(raster), IGNORED


def _convert_plain(raster: Raster) -> Samples:
    """Convert what has no profile."""
    if raster.space != "cmyk":
        return raster.pixels
    return np.asarray(Image.fromarray(to_8_bits(raster.pixels), "CMYK").convert("RGB"))


def _convert_gray(gray: Samples, profile: bytes, device: str) -> Samples:
    """Convert gray by a table: exact, whatever the depth."""
    ramp = np.arange(WHITE + 1, dtype=np.uint16)[None]
    ramp = ramp if device == "gray" else np.dstack([ramp] * 3)
    if device == "cmyk":
        raise ValueError("a profile for CMYK")
    levels = transform(ramp, profile, device, EXACT)[0]
    table = np.rint(levels.mean(axis=-1)).astype(np.uint16)
    return to_8_bits(table[::257])[gray] if gray.dtype == np.uint8 else table[gray]


def _transform(pixels: Samples, profile: bytes, device: str) -> Picture:
    """Convert some rows at a time, side by side on all cores."""
    height, width = pixels.shape[:2]
    flags = EXACT if pixels.dtype == np.uint16 or not _is_quick_right(profile, device) else QUICK
    made = np.empty((height, width, 3), np.uint8)

    def convert(rows: slice) -> None:
        made[rows] = to_8_bits(transform(pixels[rows], profile, device, flags))

    with ThreadPoolExecutor(cv2.getNumThreads()) as pool:
        list(pool.map(convert, strips(height, max(1, STRIP_PIXELS // width))))
    return made


def _is_quick_right(profile: bytes, device: str) -> bool:
    channels = 4 if device == "cmyk" else 3
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], channels, axis=2)
    quick, exact = (transform(ramp, profile, device, flags) for flags in (QUICK, EXACT))
    return int(np.abs(quick.astype(int) - exact).max()) <= 1
