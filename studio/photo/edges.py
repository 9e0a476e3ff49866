"""Edges: straight lines at which a picture begins, as seen with a side of the photo on top."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.color.arrays import Samples
from studio.color.lab import rgb_to_lab
from studio.photo.frame import Edge, Side

LEANING = sorted(np.linspace(-0.04, 0.04, 41).tolist(), key=abs)  # slopes: prints lie a bit askew
CLOSE = 1.5  # pixels between a line and a place on it
BETTER = 1.02  # times as many places speak for a line that leans more
SAMPLES = 96  # places of an edge at which it is found to the pixel
MIDDLE = 0.15, 0.85  # of a side, where they lie: the other edges are farther out
FEWEST = 12  # of these places, at which it is clear
CLEAR = 5.0  # in L*a*b*: what differs so much on both sides
LEVEL = 0.6  # of them within a pixel of a row: the edge is that row

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """A line from the left of a picture to its right."""

    depth: float  # pixels below the top, at the left
    slope: float

    def at(self, x: float) -> float:
        """Return how far below the top it is at a place."""
        return self.depth + self.slope * x

    def lowest(self, width: int) -> float:
        """Return how far below the top it is at most."""
        return max(self.depth, self.at(width))


def turn(picture: Samples, side: Side) -> Samples:
    """Return a picture, (H, W, C), with a side on top."""
    if side == "bottom":
        return picture[::-1]
    if side == "left":
        return picture.transpose(1, 0, 2)
    if side == "right":
        return picture[:, ::-1].transpose(1, 0, 2)
    return picture


def fit(x: Numbers, y: Numbers) -> tuple[Line, int]:
    """Find the line that most places lie close to, and how many these are."""
    best, most = Line(0, 0), 0
    for slope in LEANING:
        depth = np.sort(y - slope * x)
        near = np.searchsorted(depth, depth + 2 * CLOSE, side="right") - np.arange(depth.size)
        first = int(near.argmax())
        if near[first] > BETTER * most:
            most = int(near[first])
            best = Line(float(np.median(depth[first : first + most])), slope)
    return best, most


def locate(rgb: Samples, side: Side, edge: Edge, reach: int) -> Edge:
    """Find an edge to the pixel that is known to lie within some pixels of a place.

    From a photo, uint8 (H, W, 3), and an edge in shares of it to the same; an edge that is not
    clear stays.
    """
    seen = turn(rgb, side)
    height, width = seen.shape[:2]
    is_far = side in ("bottom", "right")  # then shares count from the other side
    begin, end = (height * (1 - share if is_far else share) for share in edge)
    rough = Line(begin, (end - begin) / width)
    x = np.linspace(MIDDLE[0] * width, MIDDLE[1] * width, SAMPLES).astype(np.int64)
    y, is_clear = _find_steps(seen, x, np.rint(rough.depth + rough.slope * x), reach)
    if np.count_nonzero(is_clear) < FEWEST:
        return edge
    line = _fit_closely(x[is_clear] + 0.5, y[is_clear])
    ends = (line.at(place) / height for place in (0, width))
    first, last = (1 - share if is_far else share for share in ends)
    return first, last


def _find_steps(
    seen: Samples, x: Numbers, y: npt.NDArray, reach: int
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Return the row, near a given one, in which the picture begins at each place, if it is clear.

    It begins where the colour is nearer to what is farther inside than to what is outside.
    """
    start = y.astype(np.int64) - reach
    rows = (start[:, None] + np.arange(2 * reach)).clip(0, len(seen) - 1)
    lab = rgb_to_lab(seen[rows, x[:, None]])
    few = max(1, reach // 2)
    away = np.linalg.norm(lab - np.median(lab[:, :few], axis=(0, 1)), axis=2)
    step = np.median(away[:, -few:], axis=1)
    found = start + (away > step[:, None] / 2).argmax(1)
    return found, (step > CLEAR) & (abs(found - y) < reach)


def _fit_closely(x: npt.NDArray, y: Numbers) -> Line:
    """Fit a line to places of which most are right to the pixel."""
    row = float(np.median(y))
    if (np.abs(y - row) < 1).mean() >= LEVEL:
        return Line(row, 0)
    slope, depth = np.polyfit(x, y, 1)
    away = np.abs(y - depth - slope * x)
    near = away <= max(CLOSE, math.sqrt(2) * float(np.median(away)))
    slope, depth = np.polyfit(x[near], y[near], 1)
    return Line(float(depth), float(slope))
