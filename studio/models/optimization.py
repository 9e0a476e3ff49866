"""Colorization by optimization as a colorizer: hints alone, no weights."""

import numpy as np

from studio.models import levin
from studio.models.prediction import Prediction, certain
from studio.photo.color import Float, Picture, rgb_to_lab


class Levin2004:
    """Spreads the hints over the photo; without hints it leaves the photo gray."""

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) at which the system is solved."""
        return levin.size(height, width)

    def encode(self, rgb: Picture) -> Float:
        """Return the lightness of a photo of `size`: float32 (h, w)."""
        return rgb_to_lab(rgb)[..., 0]

    def color(self, seen: Float, hint: Float | None = None) -> Prediction:
        """Colour the photo of that lightness from hint ab and mask, float32 (h, w, 3)."""
        if hint is None:
            return certain(np.zeros((*seen.shape, 2), np.float32))
        return certain(levin.colorize(seen, hint))
