"""What segmenters share: a photo fitted into a fixed input, scores read as probabilities."""

import cv2
import numpy as np

from studio.color.arrays import Float, Picture

ROUNDING = 1e-3  # by which probabilities may exceed 1 in half precision
FLOOR = np.float32(1e-7)  # keeps a spot without any class from dividing by zero


def letterbox(rgb: Picture, height: int, width: int, fill: int | None = None) -> Picture:
    """Fit a photo into a size, keeping its shape; what is left over lies right and below.

    From uint8 (H, W, 3) to (height, width, 3). The rest has the level `fill`; by default the border
    pixels are repeated: nets are not trained on frames, and take a flat one for a thing of its own
    with an edge.
    """
    high, wide = fit(rgb, height, width)
    shrinking = high < rgb.shape[0] or wide < rgb.shape[1]
    interpolation = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
    small = cv2.resize(rgb, (wide, high), interpolation=interpolation)
    border = cv2.BORDER_REPLICATE if fill is None else cv2.BORDER_CONSTANT
    below, right = height - high, width - wide
    padded = cv2.copyMakeBorder(small, 0, below, 0, right, border, value=[fill or 0] * 3)
    return padded.astype(np.uint8, copy=False)


def fit(rgb: Picture, height: int, width: int) -> tuple[int, int]:
    """Return the (height, width) of the photo's part in a letterbox, at least one pixel each.

    Examples
    --------
    >>> fit(np.zeros((1000, 2000, 3), np.uint8), 360, 480)
    (240, 480)
    """
    scale = min(height / rgb.shape[0], width / rgb.shape[1])
    return max(round(rgb.shape[0] * scale), 1), max(round(rgb.shape[1] * scale), 1)


def unbox(scores: np.ndarray, rgb: Picture) -> np.ndarray:
    """Return the part of a letterbox's scores, shape (h, w) or (h, w, C), that shows the photo."""
    high, wide = fit(rgb, *scores.shape[:2])
    return scores[:high, :wide]


def normalise(scores: Float) -> Float:
    """Return probabilities, whichever of the two a model gives: those, or logits.

    Logits are known by a negative score, or by scores of more than 1 together. What remains is
    divided by its sum, because a class may have been dropped. Both are float32 (h, w, C);
    probabilities are in [0, 1], at each spot 1 together.
    """
    if scores.min() < 0 or scores.sum(-1).max() > 1 + ROUNDING:
        shares = np.exp(scores - scores.max(-1, keepdims=True))
    else:
        shares = scores + FLOOR
    return shares / shares.sum(-1, keepdims=True)
