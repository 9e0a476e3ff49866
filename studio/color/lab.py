"""Colour: sRGB to and from CIE L*a*b*, and chroma meeting lightness.

One convention everywhere: a picture is RGB uint8 (H, W, 3), lightness float32 (H, W) in [0, 100],
chroma float32 (H, W, 2) of a* and b* in [-128, 127]. White point D65, sRGB transfer curve.
Float32 all the way: for uint8 OpenCV scales L* to 255 and rounds, which costs up to 6 levels.

References
----------
.. [1] IEC 61966-2-1:1999 (sRGB). CIE 015:2018 (L*a*b*).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float, Picture
from studio.color.gamut import into_gamut
from studio.color.sizes import is_gray_picture, resize_map
from studio.color.srgb import hex_to_rgb, srgb_to_linear
from studio.color.strips import CubicRows, strips

Planes = Callable[[slice], Float]  # a* and b* of some rows: float32 (2, n, W)
NEUTRAL = np.zeros((1, 1, 2), np.float32)  # the chroma map of a gray picture
STRIP_PIXELS = 2**17  # their L*a*b* fits the cache, and memory freed is memory used again
LINEAR = srgb_to_linear(np.arange(256) / 255).astype(np.float32)  # light of each level of sRGB
LINE = (29 / 3) ** 3  # L* of a luminance of 1, were all as linear as the dark
LUMINANCE = np.array([[0.212671, 0.715160, 0.072169]], np.float32)  # Y of linear R, G and B


def rgb_to_lab(rgb: Picture) -> Float:
    """Convert a picture to CIE L*a*b*: float32 (H, W, 3), L* in [0, 100], a* and b* in [-128, 127].

    Examples
    --------
    >>> red = np.array([[[255, 0, 0]]], np.uint8)
    >>> [round(float(x), 1) for x in rgb_to_lab(red)[0, 0]]
    [53.2, 80.1, 67.2]
    """
    return cv2.cvtColor(rgb.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB).astype(
        np.float32, copy=False
    )


def make_tables() -> None:
    """Have OpenCV make the tables it converts by, once in a process: a tenth of a second."""
    rgb_to_lab(np.zeros((1, 1, 3), np.uint8))


def lightness(rgb: Picture) -> Float:
    """Return the L* of a picture, uint8 (H, W, 3): float32 (H, W) in [0, 100].

    In less than half of OpenCV's time, and exact where OpenCV interpolates and errs by up to 0.2.
    """
    if is_gray_picture(rgb):
        return cv2.LUT(np.ascontiguousarray(rgb[..., 0]), GRAYS).astype(np.float32, copy=False)
    red, green, blue = cv2.split(rgb)
    if np.array_equal(red, green) and np.array_equal(red, blue):  # most photos here are gray
        return cv2.LUT(red, GRAYS).astype(np.float32, copy=False)
    return luminance_to_lightness(cv2.transform(cv2.LUT(rgb, LINEAR), LUMINANCE))


def luminance_to_lightness(luminance: npt.NDArray) -> Float:
    """Return the L* of luminances, shares of white: float32 of the same shape (h, w)."""
    # below 8 the line holds, above it the curve, and they touch there
    line = np.minimum(luminance * np.float32(LINE), np.float32(8))
    return np.maximum(line, cv2.pow(luminance, 1 / 3) * np.float32(116) - np.float32(16))


GRAYS = luminance_to_lightness(LINEAR[None])  # L* of each level of gray


def lab_to_rgb(lab: Float) -> Picture:
    """Convert L*a*b* to a picture; a colour outside sRGB loses chroma, never lightness or hue.

    Clipping the channels instead would brighten or darken the spot, and the studio promises to keep
    the photo's lightness. From float32 (H, W, 3) to uint8 (H, W, 3).
    """
    rgb = _clip(lab)
    # where no channel is at its end, nothing was clipped
    ends = np.flatnonzero(cv2.inRange(rgb, (1, 1, 1), (254, 254, 254)) == 0)
    if ends.size:
        inside = into_gamut(lab.reshape(-1, 3).take(ends, axis=0))
        rgb.reshape(-1, 3)[ends] = _clip(inside[None])[0]
    return rgb


def compose(rgb: Picture, chroma: Float) -> Picture:
    """Colour a photo: its own lightness at full size, and a chroma map of any size.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
        The photo; only its L* is used. The result has the same shape.
    chroma : float32 array of shape (h, w, 2)
        Covers the whole photo; resized with bicubic interpolation.
    """
    return join(rgb, enlarge(chroma, *rgb.shape[:2]))


def enlarge(chroma: Float, height: int, width: int) -> Planes:
    """Bring a chroma map, float32 (h, w, 2), to a photo's size, some rows at a time."""
    small = resize_map(chroma, min(chroma.shape[0], height), min(chroma.shape[1], width))
    return CubicRows(small, height, width)


def join(rgb: Picture, planes: Planes) -> Picture:
    """Join the lightness of a photo, uint8 (H, W, 3), with a* and b* of its size.

    Works in strips, side by side on all cores, so memory beyond the result does not grow with the
    photo's height.
    """
    height, width = rgb.shape[:2]
    out = np.empty(rgb.shape, np.uint8)

    def paint(rows: slice) -> None:
        lab = cv2.merge([lightness(rgb[rows]), *planes(rows)])
        out[rows] = lab_to_rgb(lab.astype(np.float32, copy=False))

    with ThreadPoolExecutor(cv2.getNumThreads()) as pool:
        list(pool.map(paint, strips(height, max(1, STRIP_PIXELS // width))))
    return out


def turn_gray(rgb: Picture) -> Picture:
    """Take the colours of a picture away; its L* stays."""
    return compose(rgb, NEUTRAL)


def _clip(lab: Float) -> Picture:
    """Convert L*a*b* to a picture; channels outside [0, 255] are clipped."""
    rgb = cv2.convertScaleAbs(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), alpha=255)
    return rgb.astype(np.uint8, copy=False)


def hex_to_ab(color: str) -> Float:
    """Return a* and b* of a colour written as #rrggbb: float32 array of shape (2,)."""
    return rgb_to_lab(hex_to_rgb(color))[0, 0, 1:]
