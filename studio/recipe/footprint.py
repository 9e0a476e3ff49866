"""Footprints: which pixels of a map each hint covers."""

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float
from studio.color.lab import hex_to_ab
from studio.recipe.hints import Hints, Point, Stroke

SHIFT = 4  # OpenCV draws strokes on a grid of 1/16 pixel

Numbers = npt.NDArray[np.int32]


def rasterise(hints: Hints, height: int, width: int) -> Float:
    """Draw the hints as the models take them.

    Returns a* and b* of the topmost hint and 1, all 0 where no hint is: float32 (height, width, 3).
    """
    colors = [[*hex_to_ab(hint.color), 1] for hint in hints.painted]
    return np.array([[0, 0, 0], *colors], np.float32)[label(hints, height, width)]


def label(hints: Hints, height: int, width: int) -> Numbers:
    """Draw which hint covers which pixel.

    Returns k where the k-th of `hints.painted` lies topmost, 0 where none does: int32 (height,
    width). However small the map, each hint on the photo is painted on at least one pixel.
    """
    labels = np.zeros((height, width), np.int32)
    for number, hint in enumerate(hints.painted, 1):
        if isinstance(hint, Stroke):
            _draw_stroke(labels, hint, number)
        else:
            _draw_point(labels, hint, number)
    return labels


def _draw_stroke(labels: Numbers, stroke: Stroke, number: int) -> None:
    height, width = labels.shape
    sides = np.array([width, height])
    grid = 1 << SHIFT
    # 1/16 pixel is left free at each border, so that rounding keeps x = 1 and y = 1 on the map.
    pixels = (np.array(stroke.path) - 0.5) * (sides - 2 / grid) + (sides - 1) / 2
    line = np.rint(pixels * grid).astype(np.int32)
    line = np.vstack([line, line[-1:]])  # OpenCV draws no line of a single vertex
    thickness = max(round(stroke.size * max(height, width)), 1)
    cv2.polylines(labels, [line], False, number, thickness, shift=SHIFT)


def _draw_point(labels: Numbers, point: Point, number: int) -> None:
    """Draw the pixels with their centre inside the disc, and the one under its own centre."""
    height, width = labels.shape
    x, y, radius = point.x * width, point.y * height, point.size * max(height, width) / 2
    top, left = max(int(y - radius), 0), max(int(x - radius), 0)
    window = labels[top : int(y + radius) + 1, left : int(x + radius) + 1]
    dy = np.arange(window.shape[0]) + (top + 0.5 - y)
    dx = np.arange(window.shape[1]) + (left + 0.5 - x)
    window[np.hypot.outer(dy, dx) <= radius] = number
    labels[min(int(y), height - 1), min(int(x), width - 1)] = number
