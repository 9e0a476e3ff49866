"""Tone: whether a photo is black and white, toned as sepia is, or in colour."""

from typing import Literal

import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import rgb_to_lab
from studio.color.sizes import shrink

SAMPLE_SIDE = 256  # pixels of the longer side in which colours are looked for
NEUTRAL = 2.0  # ab units: JPEG's rounding stays below
TONED = 4.0  # ab units: faded sepia prints stay below, pale colour photos are above
LIGHTNESS_STEP = 5.0  # L* units in which a toned print has one colour

Tone = Literal["black and white", "toned", "colour"]  # toned as sepia is


def tone(rgb: Picture) -> Tone:
    """Tell black and white, toned and colour apart.

    A toned print, sepia or cyanotype, has one colour at each lightness; a colour photo has many.
    Colours on less than a twentieth of the photo, uint8 (H, W, 3), do not count.
    """
    chroma, rest = measure_dye(rgb)
    if chroma < NEUTRAL:
        return "black and white"
    return "toned" if rest < TONED else "colour"


def measure_dye(rgb: Picture) -> tuple[float, float]:
    """Return the chroma of a photo, uint8 (H, W, 3), and what one dye leaves of it.

    Both are what 95 % of the photo stay under.
    """
    lab = rgb_to_lab(shrink(rgb, SAMPLE_SIDE)).reshape(-1, 3)
    step = np.int64(lab[:, 0] / LIGHTNESS_STEP)
    count = np.maximum(np.bincount(step), 1)
    curve = np.stack([np.bincount(step, channel) / count for channel in lab[:, 1:].T], -1)
    return _typical(lab[:, 1:]), _typical(lab[:, 1:] - curve[step])


def _typical(ab: np.ndarray) -> float:
    """Return the chroma that 95 % of the photo stay under."""
    return float(np.percentile(np.hypot(*ab.T), 95))
