"""Strips: a few rows at a time, so that maps at the size of a large photo are never held whole."""

from collections.abc import Iterator

import cv2
import numpy as np

from studio.color import STRIP_ROWS, Float


def strips(height: int, rows: int = STRIP_ROWS) -> Iterator[slice]:
    """Cut `height` rows into strips of `rows`, from the top; the last may be lower."""
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def linear_rows(plane: Float, height: int, width: int, rows: slice) -> Float:
    """Interpolate some rows of a map enlarged bilinearly, as cv2.resize would the whole.

    Parameters
    ----------
    plane : float32 array of shape (h, w)
    height, width : int
        Size of the whole enlarged map.
    rows : slice
        Which of its rows; both ends given.

    Returns
    -------
    float32 array of shape (rows.stop - rows.start, width)
    """
    y = (np.arange(rows.start, rows.stop) + 0.5) * len(plane) / height - 0.5
    above = np.floor(y).astype(np.int64)
    share = (y - above).astype(np.float32)[:, None]
    last = len(plane) - 1
    tall = plane[above.clip(0, last)] * (1 - share) + plane[(above + 1).clip(0, last)] * share
    wide = cv2.resize(tall, (width, len(tall)), interpolation=cv2.INTER_LINEAR)
    return wide.astype(np.float32, copy=False)
