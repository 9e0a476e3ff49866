"""DDColor: a large colorizer from an ONNX file.

References
----------
.. [1] Kang, Yang, Ouyang, Ren, Li, Xie, "DDColor: Towards Photo-Realistic Image Colorization via
   Dual Decoders", ICCV 2023.
"""

from pathlib import Path

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.gamut import into_gamut
from studio.color.lab import rgb_to_lab
from studio.models.engine import Engine
from studio.models.prediction import Prediction, certain


class DDColor:
    """One colour a spot, bolder than the average guess; no distribution, no hints."""

    side = 512  # its colours depend on the size of what it is shown

    def __init__(self, model: Path) -> None:
        self.net = Engine(model, model.parent)
        (self.input,) = (end.name for end in self.net.session.get_inputs())
        (self.output,) = (end.name for end in self.net.session.get_outputs())

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) a photo is resized to."""
        return self.side, self.side

    def encode(self, rgb: Picture) -> Float:
        """Return the lightness of a photo of `size`: float32 (h, w)."""
        return np.ascontiguousarray(rgb_to_lab(rgb)[..., 0])

    def color(self, seen: Float, hint: Float | None = None) -> Prediction:
        """Colour the photo of that lightness; this net takes no hints."""
        lab = np.dstack([seen, np.zeros((*seen.shape, 2), np.float32)])
        gray = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB).transpose(2, 0, 1)[None]
        (ab,) = self.net.run({self.input: np.ascontiguousarray(gray)}, [self.output])
        lab[..., 1:] = ab[0].transpose(1, 2, 0)  # may lie far outside of sRGB
        return certain(into_gamut(lab.reshape(-1, 3)).reshape(lab.shape)[..., 1:])
