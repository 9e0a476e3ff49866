"""The gamut of sRGB: how much chroma it can show at each lightness and hue.

References
----------
.. [1] IEC 61966-2-1:1999 (sRGB). CIE 015:2018 (L*a*b*).
"""

import functools

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float
from studio.color.strips import strips

DARK = 6 / 29  # root of the luminance below which L* is linear
# from X, Y and Z, each a share of white's (D65, 2 degrees), to linear R, G and B
XYZ_TO_LINEAR = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ],
    np.float32,
) * np.array([0.95047, 1.0, 1.08883], np.float32)

OVERSHOOT = 2e-3  # linear light outside [0, 1] that clipping may take away unseen
# Near yellow the gamut is hollow: a ray of one hue leaves it where red exceeds 1, by up to 0.026,
# and comes back at twice the chroma. So that yellow stays yellow, red may exceed 1 by this times
# -a*, which is more than nothing there alone; clipping it costs less than 1 of L*.
HOLLOW = 2.5e-3
MOST = 200.0  # chroma beyond any in sRGB
HALVINGS = 13  # of the step, down to 1/40
TINY = np.float32(1e-6)
LONGEST = 2**14  # a row of cv2.remap ends at 2**15


def into_gamut(lab: Float) -> Float:
    """Scale the chroma of colours outside sRGB down to the gamut's edge.

    Both are float32 (N, 3), with L* in [0, 100] and any a* and b*; L* and hue stay, and colours
    inside the gamut are unchanged.
    """
    return np.concatenate([_scale(lab[part]) for part in strips(len(lab), LONGEST)])


def _scale(lab: Float) -> Float:
    lightness, a, b = cv2.split(lab[None])
    chroma, hue = cv2.cartToPolar(a, b, angleInDegrees=True)
    most = np.minimum.reduce(cv2.split(cv2.remap(_table(), hue, lightness, cv2.INTER_LINEAR)))
    share = np.minimum(most / np.maximum(chroma, TINY), 1)
    return cv2.merge([lightness, a * share, b * share])[0]


@functools.cache
def _table() -> Float:
    """Find where red, green and blue leave [0, 1]: each smooth, though the gamut has edges.

    Returns the chroma at whole L* and degrees of hue: float32 (101, 361, 3).
    """
    red, green, blue = XYZ_TO_LINEAR
    return np.dstack([_find_edge(red, HOLLOW), _find_edge(green, 0), _find_edge(blue, 0)])


def _find_edge(channel: Float, hollow: float) -> Float:
    """Find the chroma at which one channel, X, Y and Z weighted by float32 (3,), leaves [0, 1]."""
    y = (np.arange(101, dtype=np.float32)[:, None] + 16) / 116
    hue = np.radians(np.arange(361, dtype=np.float32))
    a, b = np.cos(hue), np.sin(hue)
    above = hollow * np.maximum(-a, 0)
    of_x, of_y, of_z = channel
    most = np.zeros((101, 361), np.float32)
    step = np.float32(MOST)
    for _ in range(HALVINGS):
        step /= 2
        chroma = most + step
        x, z = y + chroma * (a / 500), y - chroma * (b / 200)
        linear = of_x * _cube(x) + of_y * _cube(y) + of_z * _cube(z)
        most += step * ((linear >= -OVERSHOOT) & (linear <= 1 + OVERSHOOT + above * chroma))
    return most


def _cube(root: npt.NDArray) -> Float:
    """Undo the cube root of L*a*b*, linear in the dark."""
    return np.where(root > DARK, root * root * root, 3 * DARK**2 * (root - 4 / 29))
