"""Colorization by optimization as a colorizer: hints alone, no weights."""

from studio.models import levin
from studio.models.prediction import Prediction, certain
from studio.photo.color import Float, Picture, rgb_to_lab


class Levin2004:
    """Spreads the hints over the photo; without hints it leaves the photo gray."""

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) at which the system is solved."""
        return levin.size(height, width)

    def predict(self, rgb: Picture, hint: Float | None = None) -> Prediction:
        """Colour a photo of `size` from hint ab and mask, float32 (h, w, 3)."""
        lab = rgb_to_lab(rgb)
        if hint is None:
            return certain(lab[..., 1:] * 0)
        return certain(levin.colorize(lab[..., 0], hint))
