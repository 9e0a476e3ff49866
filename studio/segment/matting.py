"""Mattes: how much of each pixel belongs to a thing, along its hair and along its edges.

A net tells roughly where a thing ends. Near there the photo tells the rest: between the mean
lightness of the thing and that of its surroundings a pixel is as far as it is covered. How much the
photo is heard depends on how well the two can be told apart by lightness: it is the most likely
alpha, where what the net says, the two lightnesses and their spread are Gaussian [1]_. As in the
guided filter [2]_ it is linear in lightness, and the smooth coefficients are what is enlarged: they
are found once, and serve any size of the photo.

On 15 gray photos of hair and fur, in a band of 2 % at the border, alpha is off by 0.156 on average
behind five clicks with pick-compact (0.189 with one bit a pixel), by 0.116 behind a net that errs
by two pixels of 256 (0.137), and by 0.068 behind a true mask (0.099); `benchmarks/matting.py`
prints them. Closed-form matting was no better, and takes thirty times as long.

References
----------
.. [1] Chuang, Curless, Salesin, Szeliski, "A Bayesian Approach to Digital Matting", CVPR 2001.
.. [2] He, Sun, "Fast Guided Filter", arXiv:1505.00996, 2015.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import STRIP_PIXELS, lightness
from studio.color.strips import linear_rows, strips
from studio.segment.guided import mean

EVEN = 0.003  # of the longer side: half of a window that evens out the spots of a net's map
BAND = 0.01  # of the longer side: the border is open to either side of it by twice as much
AROUND = 0.015  # of the longer side: half of a window in which lightness is averaged
SPREAD = 4.0  # weight of the spread of lightness: less lets texture through, more hears the net
FLAT = 1.0  # variance of L* below which a surface counts as even
PURE = 4  # power of alpha: what is likely mixed has little weight in the mean of a side
FEW = 0.02  # weight in a window below which a side is hardly known there
ROUNDS = 2  # the alpha of the first parts the sides better than the net does
SURE = 2.0  # contrast of what the net says around one half: nets are right more often than sure
SHARP = 1.1  # contrast of alpha around one half, which keeps grain out of what is whole


@dataclass(frozen=True, eq=False)
class Matte:
    """Alpha, from 0 to 255, as a linear function of L* around each spot of a photo.

    Parameters
    ----------
    slope, offset : float32 array of shape (h, w)
        Alpha is slope * L* + offset, brought between 0 and 255.
    """

    slope: Float
    offset: Float

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.slope.nbytes + self.offset.nbytes

    def sketch(self, light: Float) -> Picture:
        """Return alpha at the matte's own size, where L* is float32 (h, w): uint8 (h, w)."""
        return _fit(self.slope, light, self.offset)

    def draw(self, rgb: Picture) -> Picture:
        """Return alpha at the size of a photo, uint8 (H, W, 3): uint8 (H, W), 0 to 255.

        Works in strips, side by side on all cores, so memory beyond the result does not grow with
        the photo's height.
        """
        height, width = rgb.shape[:2]
        levels = np.empty((height, width), np.uint8)

        def paint(rows: slice) -> None:
            slope, offset = (
                linear_rows(plane, height, width, rows) for plane in (self.slope, self.offset)
            )
            levels[rows] = _fit(slope, lightness(rgb[rows]), offset)

        with ThreadPoolExecutor(cv2.getNumThreads()) as pool:
            list(pool.map(paint, strips(height, max(1, STRIP_PIXELS // width))))
        return levels


def solve(likely: Float, light: Float) -> Matte:
    """Find the matte of a thing in a photo.

    Parameters
    ----------
    likely : float32 array of shape (h, w)
        How likely each spot of the photo is inside, in [0, 1]; or a mask of 0 and 1.
    light : float32 array of shape (h, w)
        Its L*.

    Returns
    -------
    Matte
        0 or 1 farther than 2 `BAND` from where `likely`, evened out, crosses one half.
    """
    likely = _blur(likely, EVEN)
    near = _blur((likely > 0.5).astype(np.float32), BAND)  # 0 or 1 beyond the band
    free = 4 * near * (1 - near)
    sure = (likely - np.float32(0.5)) * np.float32(SURE) + np.float32(0.5)
    sure = sure.clip(np.maximum(2 * near - 1, 0), np.minimum(2 * near, 1))
    alpha = sure
    for _ in range(ROUNDS):
        inner, inner_spread, inner_weight = _measure_side(alpha**PURE, light)
        outer, outer_spread, outer_weight = _measure_side((1 - alpha) ** PURE, light)
        apart = inner - outer
        spread = np.float32(SPREAD) * (inner_spread + outer_spread) + np.float32(FLAT)
        known = np.minimum(np.minimum(inner_weight, outer_weight) / np.float32(FEW), 1)
        slope = known * free * apart / (free * apart**2 + spread)
        offset = sure * (1 - slope * apart) - slope * outer
        alpha = (slope * light + offset).clip(0, 1)
    scale = np.float32(255 * SHARP)
    return Matte(slope * scale, (offset - np.float32(0.5)) * scale + np.float32(127.5))


def _fit(slope: Float, light: Float, offset: Float) -> Picture:
    """Return slope * light + offset, rounded and brought between 0 and 255."""
    levels = cv2.add(cv2.multiply(slope, light), offset, dtype=cv2.CV_8U)
    return levels.astype(np.uint8, copy=False)


def _measure_side(weight: Float, light: Float) -> tuple[Float, Float, Float]:
    """Return mean and variance of lightness around each pixel on one side, and its weight."""
    total = _blur(weight, AROUND)
    some = total + np.float32(1e-4)
    mean_light = _blur(weight * light, AROUND) / some
    variance = _blur(weight * light * light, AROUND) / some - mean_light**2
    return mean_light, np.maximum(variance, 0), total


def _blur(plane: Float, share: float) -> Float:
    """Average over a window twice: smooth, and zero beyond two radii."""
    radius = max(1, round(share * max(plane.shape)))
    return mean(mean(plane, radius), radius)
