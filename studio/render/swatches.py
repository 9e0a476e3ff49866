"""Swatches: colours to choose a hint from, as #rrggbb."""

import numpy as np
from PIL import Image

from studio.models.prediction import Prediction
from studio.photo.color import Picture, lab_to_rgb, rgb_to_lab
from studio.photo.photo import preview

SAMPLE_SIDE = 256  # pixels of the longer side in which a picture's colours are counted
ROUNDS = 3  # of k-means, after the median cut
DARKEST, LIGHTEST = 30.0, 85.0  # L* beyond which suggestions would look alike


def suggested(
    prediction: Prediction, rgb: Picture, x: float, y: float, count: int = 9
) -> tuple[str, ...]:
    """Return the likeliest colours of a spot, about as light as it is, likeliest first.

    Parameters
    ----------
    prediction : Prediction
    rgb : uint8 array of shape (H, W, 3)
        The photo, at any size.
    x, y : float
        Position relative to its width and height, in [0, 1].
    count : int
        How many at most.
    """
    ab = prediction.suggestions(x, y, count)
    lightness = np.clip(rgb_to_lab(pixel(rgb, x, y))[0, 0, 0], DARKEST, LIGHTEST)
    lab = np.column_stack([np.full(len(ab), lightness), ab]).astype(np.float32)
    return tuple(dict.fromkeys(in_hex(color) for color in lab_to_rgb(lab[None])[0]))


def dominant(rgb: Picture, count: int = 9) -> tuple[str, ...]:
    """Return the colours that stand for most of a picture, most frequent first.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
    count : int
        How many at most.
    """
    picture = Image.fromarray(preview(rgb, SAMPLE_SIDE)).quantize(count, kmeans=ROUNDS)
    pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    colors, areas = np.unique(pixels, axis=0, return_counts=True)
    return tuple(in_hex(color) for color in colors[np.argsort(-areas, kind="stable")])


def pixel(rgb: Picture, x: float, y: float) -> Picture:
    """Return the pixel at a relative position: uint8 (1, 1, 3)."""
    height, width = rgb.shape[:2]
    row, column = min(int(y * height), height - 1), min(int(x * width), width - 1)
    return rgb[row : row + 1, column : column + 1]


def in_hex(color: Picture) -> str:
    """Write three bytes as #rrggbb."""
    return f"#{color.tobytes().hex()}"
