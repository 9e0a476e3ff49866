"""Colouring with simulated clicks, measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float, Picture
from studio.color.lab import compose, lightness, rgb_to_lab
from studio.color.sizes import resize_map
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import SIDE
from studio.models.registry import Colorizer
from studio.rendering.obedience import obey

COUNTS = (0, 1, 5, 10, 50, 100)
PATCH = 6  # pixels

Spots = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Hinted:
    """What so many simulated clicks gave, means over pictures."""

    psnr: float  # dB over RGB
    distance_before: float  # ab units between asked and proposed, at the hints' centres
    distance_after: float  # the same in the chroma that obeys


def measure_hints(photos: Sequence[Picture], colorizer: Colorizer) -> dict[int, Hinted]:
    """Measure colouring photos, uint8 (256, 256, 3), by the number of simulated clicks.

    Each picture gets N points at positions Gaussian around its centre, sigma a quarter of the
    side, clipped; a point is a 6 x 6 patch that holds its mean true ab. The draws are the same for
    every engine, and more hints contain the fewer.
    """
    rows: dict[int, list[list[float]]] = {count: [] for count in COUNTS}
    for index, original in enumerate(photos):
        ab = rgb_to_lab(original)[..., 1:]
        light = lightness(original)
        spots = draw_spots((0, index))
        seen = colorizer.encode(original)
        for count in COUNTS:
            hint = patches(ab, spots[:count])
            proposed = resize_map(colorizer.color(seen, hint).expected, SIDE, SIDE)
            obeyed = obey(proposed, hint, light)
            distances = [_distance(chroma, hint, spots[:count]) for chroma in (proposed, obeyed)]
            rows[count].append([psnr(original, compose(original, obeyed)), *distances])
    return {count: Hinted(*np.mean(values, axis=0).tolist()) for count, values in rows.items()}


def _distance(chroma: Float, hint: Float, spots: Spots) -> float:
    """Return the mean distance in ab at the centres of the hints; 0 without hints."""
    if not len(spots):
        return 0.0
    y, x = spots.T
    return float(np.hypot(*(chroma[y, x] - hint[y, x, :2]).T).mean())


def draw_spots(seed: Sequence[int]) -> Spots:
    """Draw the centres of as many hints as are ever measured: int, (100, 2), y and x."""
    random = np.random.default_rng(seed)
    spots = random.normal(SIDE / 2, SIDE / 4, (max(COUNTS), 2))
    return np.clip(spots, PATCH // 2, SIDE - PATCH // 2).astype(int)


def patches(ab: Float, spots: Spots) -> Float:
    """Reveal the mean true ab of a patch around each spot: ab and mask, float32 (256, 256, 3)."""
    hint = np.zeros((SIDE, SIDE, 3), np.float32)
    for y, x in spots - PATCH // 2:
        patch = np.s_[y : y + PATCH, x : x + PATCH]
        hint[patch] = [*ab[patch].mean((0, 1)), 1]
    return hint
