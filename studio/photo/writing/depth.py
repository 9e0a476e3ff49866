"""Depth: colours found in 8 bits join gray of 16 bits."""

import numpy as np

from studio.color.arrays import Picture, Wide
from studio.color.lab import LINEAR, LUMINANCE
from studio.color.srgb import linear_to_srgb, srgb_to_linear
from studio.photo.reading.raster import WHITE

LIGHT = srgb_to_linear(np.linspace(0, 1, WHITE + 1)).astype(np.float32)  # of each level of 16 bits
TINY = np.float32(1e-12)


def deepen(rgb: Picture, wide: Wide) -> Wide:
    """Give colours the lightness of gray in 16 bits, in which it is kept to one level.

    That is: the gray level whose luminance is that of the coloured pixel differs from `wide` by at
    most 1 of 65,535. Each pixel is moved along the gray axis of linear light until its luminance is
    right; where a channel would leave [0, 1], colour is lost instead. Gray stays as it is.

    Given are rows of a picture, uint8 (h, W, 3), and the same rows of the photo, uint16 (h, W);
    what comes back is uint16 (h, W, 3), all of them sRGB.
    """
    light, target = LINEAR[rgb], LIGHT[wide][..., None]
    color = light - light @ LUMINANCE.T
    below, above = -color.min(axis=2, keepdims=True), color.max(axis=2, keepdims=True)
    room = np.minimum(target / np.maximum(below, TINY), (1 - target) / np.maximum(above, TINY))
    joined = target + color * np.minimum(room, 1)
    made = np.rint(linear_to_srgb(joined) * np.float32(WHITE)).clip(0, WHITE).astype(np.uint16)
    gray = (rgb == rgb[..., :1]).all(axis=2)
    made[gray] = wide[gray][:, None]
    return made
