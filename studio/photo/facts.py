"""Facts about a photo, worth knowing before it is coloured."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import rgb_to_lab
from studio.color.sizes import is_gray_picture, shrink
from studio.photo.photo import Photo

SAMPLE_SIDE = 256  # pixels of the longer side in which colours are looked for
NEUTRAL = 2.0  # ab units: JPEG's rounding stays below
TONED = 4.0  # ab units: faded sepia prints stay below, pale colour photos are above
LIGHTNESS_STEP = 5.0  # L* units in which a toned print has one colour

Tone = Literal["black and white", "toned", "colour"]  # toned as sepia is


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a person can be told about a photo."""

    width: int  # pixels
    height: int  # pixels
    gray_levels: int  # of 256: how many the photo uses
    tone: Tone

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    @property
    def is_colored(self) -> bool:
        """Whether the photo has colours of its own already."""
        return self.tone == "colour"


def facts(photo: Photo) -> Facts:
    """Measure a photo."""
    rgb = photo.rgb
    gray = rgb[..., 0] if is_gray_picture(rgb) else cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    counts = cv2.calcHist([gray], [0], None, [256], [0, 256])
    levels = int(np.count_nonzero(counts))
    return Facts(width=photo.width, height=photo.height, gray_levels=levels, tone=tone(rgb))


def tone(rgb: Picture) -> Tone:
    """Tell black and white, toned and colour apart.

    A toned print, sepia or cyanotype, has one colour at each lightness; a colour photo has many.
    Colours on less than a twentieth of the photo, uint8 (H, W, 3), do not count.
    """
    lab = rgb_to_lab(shrink(rgb, SAMPLE_SIDE)).reshape(-1, 3)
    step = np.int64(lab[:, 0] / LIGHTNESS_STEP)
    count = np.maximum(np.bincount(step), 1)
    curve = np.stack([np.bincount(step, channel) / count for channel in lab[:, 1:].T], -1)
    if _typical(lab[:, 1:]) < NEUTRAL:
        return "black and white"
    return "toned" if _typical(lab[:, 1:] - curve[step]) < TONED else "colour"


def _typical(ab: np.ndarray) -> float:
    """Return the chroma that 95 % of the photo stay under."""
    return float(np.percentile(np.hypot(*ab.T), 95))
