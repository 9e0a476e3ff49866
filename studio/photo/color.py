"""Colour: sRGB to and from CIE L*a*b*, the gamut, and chroma meeting lightness.

One convention everywhere: a picture is RGB uint8 (H, W, 3), lightness float32 (H, W) in [0, 100],
chroma float32 (H, W, 2) of a* and b* in [-128, 127]. White point D65, sRGB transfer curve.
Float32 all the way: for uint8 OpenCV scales L* to 255 and rounds, which costs up to 6 levels.

References
----------
.. [1] IEC 61966-2-1:1999 (sRGB). CIE 015:2018 (L*a*b*).
"""

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import numpy.typing as npt

from studio.photo.sizes import Picture, resize_map
from studio.photo.strips import Float, cubic_rows, strips

NEUTRAL = np.zeros((1, 1, 2), np.float32)  # the chroma map of a gray picture
BISECTIONS = 8  # finds the gamut's edge within 1/256 of the chroma
OVERSHOOT = 2e-3  # linear light outside [0, 1] that rounding to 8 bits hides

XYZ_TO_LINEAR = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ],
    np.float32,
)
WHITE = np.array([0.95047, 1.0, 1.08883], np.float32)  # D65, 2 degrees


def rgb_to_lab(rgb: Picture) -> Float:
    """Convert a picture to CIE L*a*b*.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
        Gamma-encoded sRGB.

    Returns
    -------
    float32 array of shape (H, W, 3)
        L* in [0, 100], a* and b* in [-128, 127].

    Examples
    --------
    >>> red = np.array([[[255, 0, 0]]], np.uint8)
    >>> [round(float(x), 1) for x in rgb_to_lab(red)[0, 0]]
    [53.2, 80.1, 67.2]
    """
    return cv2.cvtColor(rgb.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB).astype(
        np.float32, copy=False
    )


def lab_to_rgb(lab: Float) -> Picture:
    """Convert L*a*b* to a picture; a colour outside sRGB loses chroma, never lightness or hue.

    Clipping the channels instead would brighten or darken the spot, and the studio promises to
    keep the photo's lightness.

    Parameters
    ----------
    lab : float32 array of shape (H, W, 3)

    Returns
    -------
    uint8 array of shape (H, W, 3)
    """
    rgb = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
    clipped = ((rgb <= 0) | (rgb >= 1)).any(-1)  # OpenCV clips, so only these can lie outside
    if clipped.any():
        inside = into_gamut(lab[clipped])
        rgb[clipped] = cv2.cvtColor(inside[:, None], cv2.COLOR_LAB2RGB)[:, 0]
    return np.rint(rgb * 255).astype(np.uint8)


def into_gamut(lab: Float) -> Float:
    """Scale the chroma of colours outside sRGB down to the gamut's edge.

    Parameters
    ----------
    lab : float32 array of shape (N, 3)

    Returns
    -------
    float32 array of shape (N, 3)
        Same L* and hue; colours inside the gamut are unchanged.
    """
    inside = lab.copy()
    outside = np.flatnonzero(~in_gamut(lab))
    low, high = np.zeros(len(outside), np.float32), np.ones(len(outside), np.float32)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        inside[outside, 1:] = lab[outside, 1:] * middle[:, None]
        fits = in_gamut(inside[outside])
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    inside[outside, 1:] = lab[outside, 1:] * low[:, None]
    return inside


def in_gamut(lab: Float) -> npt.NDArray[np.bool_]:
    """Tell which colours sRGB can show: float32 (N, 3) -> bool (N,)."""
    fy = (lab[:, 0] + 16) / 116
    f = np.stack([fy + lab[:, 1] / 500, fy, fy - lab[:, 2] / 200], -1)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * WHITE
    linear = xyz @ XYZ_TO_LINEAR.T
    return np.all((linear >= -OVERSHOOT) & (linear <= 1 + OVERSHOOT), axis=-1)


def compose(rgb: Picture, chroma: Float) -> Picture:
    """Colour a photo: its own lightness at full size, and a chroma map of any size.

    Works in strips, side by side on all cores, so memory beyond the result does not grow with the
    photo's height.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
        The photo; only its L* is used.
    chroma : float32 array of shape (h, w, 2)
        Covers the whole photo; resized with bicubic interpolation.

    Returns
    -------
    uint8 array of shape (H, W, 3)
    """
    height, width = rgb.shape[:2]
    wide = resize_map(chroma, min(chroma.shape[0], height), width)
    out = np.empty_like(rgb)

    def paint(rows: slice) -> None:
        lab = rgb_to_lab(rgb[rows])
        lab[..., 1:] = wide[rows] if height == len(wide) else cubic_rows(wide, height, rows)
        out[rows] = lab_to_rgb(lab)

    with ThreadPoolExecutor(cv2.getNumThreads()) as pool:
        list(pool.map(paint, strips(height)))
    return out


def grayed(rgb: Picture) -> Picture:
    """Take the colours of a picture away; its L* stays."""
    return compose(rgb, NEUTRAL)


def hex_to_ab(color: str) -> Float:
    """Return a* and b* of a colour written as #rrggbb: float32 array of shape (2,)."""
    return rgb_to_lab(np.array([[list(bytes.fromhex(color[1:]))]], np.uint8))[0, 0, 1:]
