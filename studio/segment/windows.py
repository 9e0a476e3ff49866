"""Windows: parts of a photo that are looked at by themselves, and maps moved between them."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float


@dataclass(frozen=True, kw_only=True)
class Window:
    """Some rows and columns of a photo, in its pixels."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return self.right - self.left

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a pixel is in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


def move(plane: Float, source: Window, target: Window, height: int, width: int) -> Float:
    """Take what a map of one window says of another, 0 where it says nothing.

    Returns
    -------
    float32 array of shape (height, width)
    """
    rows, columns = source.height / plane.shape[0], source.width / plane.shape[1]
    across, down = target.width / width / columns, target.height / height / rows
    first_x = (target.left - source.left) / columns + across / 2 - 0.5
    first_y = (target.top - source.top) / rows + down / 2 - 0.5
    matrix = np.array([[across, 0, first_x], [0, down, first_y]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(plane, matrix, (width, height), flags=how).astype(np.float32, copy=False)


def centre(middle: float, length: float, side: int) -> tuple[int, int]:
    """Return the ends of a stretch of a side, moved to lie on it."""
    length = min(round(length), side)
    first = min(max(round(middle * side - length / 2), 0), side - length)
    return first, first + length
