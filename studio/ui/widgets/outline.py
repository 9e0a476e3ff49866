"""The outline of what is chosen: a mask as the browser takes it, which needs no picture read."""

import cv2
import numpy as np

from studio.color.arrays import Mask
from studio.ui.widgets.view import Area

LONGEST = 1_000  # pixels: enough for an outline as wide as a page


def describe(mask: Mask) -> Area:
    """Describe a mask, bool (H, W), by its runs, at most LONGEST pixels long."""
    scale = min(LONGEST / max(mask.shape), 1)
    height, width = (max(round(side * scale), 1) for side in mask.shape)
    inside = cv2.resize(mask.view(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    turns = np.flatnonzero(np.diff(inside.ravel(), prepend=0))
    runs = np.diff(turns, prepend=0, append=inside.size)
    return Area(width, height, tuple(runs.tolist()))
