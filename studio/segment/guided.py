"""A small map enlarged to a photo's size so that its borders follow the photo's own.

References
----------
.. [1] He, Sun, Tang, "Guided Image Filtering", IEEE Transactions on Pattern Analysis and Machine
   Intelligence 35 (6), 2013.
.. [2] He, Sun, "Fast Guided Filter", arXiv:1505.00996, 2015.
"""

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.sizes import resize_picture
from studio.color.strips import linear_rows, strips

RADIUS = 4  # pixels of the small map: how far its border may move
FLAT = 1e-3  # variance of luma, in [0, 1], below which a surface counts as even


def upsample(plane: Float, rgb: Picture) -> Mask:
    """Tell where a map enlarged along the edges of a photo is above one half.

    In each window the map is fitted as a linear function of luma, at the map's own size; the smooth
    coefficients are what is enlarged [2]_. Far from its border a mask stays as it is. The map is
    float32 (h, w) in [0, 1], covers the whole photo, uint8 (H, W, 3), and is not larger.
    """
    height, width = rgb.shape[:2]
    slope, offset = _fit(plane, luma(resize_picture(rgb, *plane.shape)))
    mask = np.empty((height, width), np.bool_)
    for rows in strips(height):
        fitted = linear_rows(slope, height, width, rows) * luma(rgb[rows])
        mask[rows] = fitted + linear_rows(offset, height, width, rows) > 0.5
    return mask


def luma(rgb: Picture) -> Float:
    """Return the gray of a picture: float32 (H, W) in [0, 1]."""
    return (cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY) / np.float32(255)).astype(np.float32, copy=False)


def mean(plane: Float, radius: int = RADIUS) -> Float:
    """Average a map over the square window around each pixel."""
    return cv2.blur(plane, (2 * radius + 1,) * 2).astype(np.float32, copy=False)


def _fit(plane: Float, guide: Float) -> tuple[Float, Float]:
    """Fit plane = slope * guide + offset in every window, and average over windows."""
    mean_guide, mean_plane = mean(guide), mean(plane)
    variance = mean(guide * guide) - mean_guide**2
    covariance = mean(guide * plane) - mean_guide * mean_plane
    slope = covariance / (variance + np.float32(FLAT))
    return mean(slope), mean(mean_plane - slope * mean_guide)
