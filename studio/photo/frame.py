"""Frames: where the picture of a print lies within its border, an album's page, a scanner's bed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.color.arrays import Mask

Side = Literal["top", "bottom", "left", "right"]
Edge = tuple[float, float]  # how far its two ends are from the photo's top or left, in shares


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Four straight edges around a picture, which may lie askew."""

    top: Edge = (0.0, 0.0)  # at the photo's left and at its right, in shares of the height
    bottom: Edge = (1.0, 1.0)
    left: Edge = (0.0, 0.0)  # at its top and at its bottom, in shares of the width
    right: Edge = (1.0, 1.0)

    def find_inside(
        self, height: int, width: int, rows: slice = slice(None), margin: float = 0.0
    ) -> Mask:
        """Tell which pixels of some rows of a photo lie in the picture: bool (n, W).

        Those nearer to an edge than `margin`, in shares of the photo, do not count.
        """
        y = ((np.arange(height)[rows] + 0.5) / height)[:, None]
        x = ((np.arange(width) + 0.5) / width)[None]
        tall = (y >= _at(self.top, x) + margin) & (y <= _at(self.bottom, x) - margin)
        return tall & (x >= _at(self.left, y) + margin) & (x <= _at(self.right, y) - margin)


WHOLE = Frame()


def _at(edge: Edge, share: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return edge[0] + (edge[1] - edge[0]) * share
