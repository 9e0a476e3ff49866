"""Strips: a few rows at a time, so that maps at the size of a large photo are never held whole."""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float

STRIP_ROWS = 32  # a float32 strip of a 6000-pixel-wide photo is 2 MB: small, and quick in the cache
CUBIC = -0.75  # the bicubic kernel's parameter in OpenCV


def strips(height: int, rows: int = STRIP_ROWS) -> Iterator[slice]:
    """Cut `height` rows into strips of `rows`, from the top; the last may be lower."""
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def linear_rows(plane: Float, height: int, width: int, rows: slice) -> Float:
    """Interpolate some rows of a map enlarged bilinearly, as cv2.resize would the whole.

    From float32 (h, w) to some rows of (height, width); both ends of `rows` are given.
    """
    above, below_by = _sources(len(plane), height, rows)
    share = below_by.astype(np.float32)[:, None]
    last = len(plane) - 1
    tall = plane[above.clip(0, last)] * (1 - share) + plane[(above + 1).clip(0, last)] * share
    wide = cv2.resize(tall, (width, len(tall)), interpolation=cv2.INTER_LINEAR)
    return wide.astype(np.float32, copy=False)


class CubicRows:
    """Rows of a map enlarged bicubically, as cv2.resize would the whole.

    The map is float32 (h, w, C), and enlarged to (height, width), which is at least (h, w).
    """

    def __init__(self, chroma: Float, height: int, width: int) -> None:
        padded = cv2.copyMakeBorder(chroma, 2, 2, 0, 0, cv2.BORDER_REPLICATE)
        size = width, len(padded)
        self.planes = np.stack(
            [cv2.resize(plane, size, interpolation=cv2.INTER_CUBIC) for plane in cv2.split(padded)]
        )
        above, below_by = _sources(len(chroma), height, slice(0, height))
        self.first = above + 1  # of the four padded rows that make one
        self.weights = np.stack([_cubic(below_by - k) for k in (-1, 0, 1, 2)], axis=1)

    def __call__(self, rows: slice) -> Float:
        """Return some rows, both ends given: float32 (C, rows.stop - rows.start, width)."""
        count, _, width = self.planes.shape
        made = np.empty((count, rows.stop - rows.start, width), np.float32)
        first, weights = self.first[rows], self.weights[rows]
        changes = np.flatnonzero(np.diff(first, prepend=-1, append=-1))
        for start, stop in pairwise(changes):  # rows that the same four make
            four = self.planes[:, first[start] : first[start] + 4]
            np.einsum("rk,ckx->crx", weights[start:stop], four, out=made[:, start:stop])
        return made


def _sources(
    count: int, height: int, rows: slice
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return which of `count` rows lies above each of `rows` of `height`, and by how much."""
    y = (np.arange(rows.start, rows.stop) + 0.5) * count / height - 0.5
    above = np.floor(y).astype(np.int64)
    return above, y - above


def _cubic(t: npt.NDArray[np.float64]) -> Float:
    t = np.abs(t)
    near = ((CUBIC + 2) * t - (CUBIC + 3)) * t * t + 1
    far = ((CUBIC * t - 5 * CUBIC) * t + 8 * CUBIC) * t - 4 * CUBIC
    return np.where(t <= 1, near, np.where(t < 2, far, 0)).astype(np.float32)
