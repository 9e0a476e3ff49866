"""What other readers make of a photo, each in a process of its own: they crash one another.

    python -m benchmarks.other_readers NAME PHOTO RESULT.npy

Writes gray in 8 bits and alpha, uint8 (H, W, 2); nothing where the reader cannot.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

LUMA = np.float32([0.299, 0.587, 0.114])


def _by_libvips(path: Path) -> np.ndarray | None:
    """Read gray and alpha: uint8 (H, W, 2); None if it cannot."""
    try:
        import pyvips
    except (ImportError, OSError):  # the package, or the library
        return None
    try:
        image = pyvips.Image.new_from_file(str(path), access="random").autorot()
        if image.format in ("uchar", "ushort") and (known := _known_curve(path, image)):
            wide = image.numpy() / (255 if image.format == "uchar" else 65535)
            wide = wide[..., None] if wide.ndim == 2 else wide
            colors = image.bands - image.hasalpha()
            wide[..., :colors] = known(wide[..., :colors])
            return _split(wide * 255, alpha=image.hasalpha())
        if image.get_typeof("icc-profile-data"):
            image = image.icc_transform("srgb", embedded=True, intent="relative", depth=16)
        image = image.colourspace("srgb").cast("uchar")
        return _split(image.numpy(), alpha=image.hasalpha())
    except (pyvips.Error, ValueError):
        return None


def _known_curve(path: Path, image: Any) -> Callable[[np.ndarray], np.ndarray] | None:
    """Return what a formula says of levels, where libvips or LittleCMS would guess or round."""
    head = path.read_bytes()[:4096]
    if head.startswith(b"\x89PNG") and (at := head.find(b"cICP")) > 0:
        transfer, full = head[at + 5], head[at + 7]
        spread = (lambda level: level) if full else lambda level: (level * 255 - 16) / 219
        if transfer in (8, 13):
            return lambda level: _srgb(spread(level)) if transfer == 8 else spread(level).clip(0, 1)
    if image.get_typeof("icc-profile-data"):
        profile = bytes(image.get("icc-profile-data"))
        at = profile.find(b"curv\0\0\0\0\0\0\0\x01")
        gamma = int.from_bytes(profile[at + 12 : at + 14], "big") / 256 if at > 0 else 0
        return (lambda level: _srgb(level**gamma)) if gamma and image.bands < 3 else None
    if not head.startswith(b"\x89PNG") or b"sRGB" in head or (at := head.find(b"gAMA")) < 0:
        return None
    gamma = int.from_bytes(head[at + 4 : at + 8], "big") / 1e5
    near = gamma <= 0 or abs(gamma - 1 / 2.2) < 0.005
    return None if near else lambda level: _srgb(level ** (1 / gamma))


def _srgb(light: np.ndarray) -> np.ndarray:
    light = light.clip(0, 1)
    return np.where(light > 0.0031308, 1.055 * light ** (1 / 2.4) - 0.055, 12.92 * light)


def _split(pixels: np.ndarray, *, alpha: bool) -> np.ndarray:
    pixels = pixels[..., None] if pixels.ndim == 2 else pixels
    colors = pixels[..., :-1] if alpha else pixels
    gray = colors[..., :3] @ LUMA if colors.shape[2] >= 3 else colors[..., 0]
    opaque = pixels[..., -1] if alpha else np.full(gray.shape, 255)
    return np.dstack([np.rint(gray), opaque]).astype(np.uint8)


def _by_tifffile(path: Path) -> np.ndarray | None:
    """Read gray and RGB in any numbers, black and white as the type says."""
    import tifffile

    try:
        with tifffile.TiffFile(path) as file:
            page = next(page for page in file.pages if not page.subfiletype & 1)
            pixels = page.asarray()
    except (tifffile.TiffFileError, ValueError, StopIteration, NotImplementedError):
        return None
    if page.planarconfig == 2 and pixels.ndim == 3:
        pixels = pixels.transpose(1, 2, 0)
    white = 1 if pixels.dtype.kind in "fb" else np.iinfo(pixels.dtype).max
    if pixels.dtype.kind == "u" and page.bitspersample < 16:
        white = 2**page.bitspersample - 1
    if 281 in page.tags:
        white = np.ravel(page.tags[281].value)[0]
    levels = np.nan_to_num(pixels / white).clip(0, 1) * 255
    gray = page.photometric == 8 or page.photometric == 9
    levels = _of_lab(levels) if gray else levels
    made = _split(levels, alpha=any(kind in (1, 2) for kind in page.extrasamples))
    if page.photometric == 0 and 262 in page.tags:
        made[..., 0] = 255 - made[..., 0]
    return made


def _of_lab(levels: np.ndarray) -> np.ndarray:
    """Return the gray that is as light as L*, 0 to 255."""
    light = ((levels[..., 0] / 2.55 + 16) / 116) ** 3
    dark = levels[..., 0] / 2.55 / (29 / 3) ** 3
    return _srgb(np.where(levels[..., 0] > 8 * 2.55, light, dark)) * 255


def _by_opencv(path: Path) -> np.ndarray | None:
    import cv2

    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    return None if picture is None else _split(picture[..., ::-1], alpha=False)


def _by_pillow(path: Path) -> np.ndarray | None:
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            upright = ImageOps.exif_transpose(image)
            alpha = upright.has_transparency_data
            return _split(np.asarray(upright.convert("RGBA" if alpha else "RGB")), alpha=alpha)
    except (OSError, ValueError, SyntaxError):
        return None


READERS: dict[str, Callable[[Path], np.ndarray | None]] = {
    "libvips": _by_libvips,
    "tifffile": _by_tifffile,
    "OpenCV": _by_opencv,
    "Pillow": _by_pillow,
}


if __name__ == "__main__":
    made = READERS[sys.argv[1]](Path(sys.argv[2]))
    if made is not None:
        np.save(sys.argv[3], made)
