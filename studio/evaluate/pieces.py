"""Of one piece: how much colours wander inside things, and on plain walls and skies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import lightness, rgb_to_lab
from studio.errors import DataError
from studio.evaluate.masked import Masked
from studio.language import _

LEAST = 200  # pixels of a thing, without its border, on which is measured
BORDER = np.ones((3, 3), np.uint8)  # what is taken off all around
PLAIN = 0.02  # share of a photo that a plain surface has, at least
STEP = 1.0  # of smoothed L* from pixel to pixel: below it a surface is flat


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How far colours are from their mean: root mean square in a* and b*, means over places."""

    found: float
    truth: float
    beyond: float  # how much more than the truth, where it is more
    places: int


def measure_things(photos: Iterable[tuple[Masked, Picture]]) -> Spread:
    """Measure the colours inside things, in what was made of each photo: uint8 (H, W, 3).

    Raises
    ------
    DataError
        If no thing is large enough.
    """
    pairs = [
        (spread(masked.rgb, inside), spread(picture, inside))
        for masked, picture in photos
        for inside in _find_insides(masked)
    ]
    if not pairs:
        raise DataError(
            _("photos without things"), _("photos with masks of things"), _("choose others")
        )
    return _sum_up(pairs)


def measure_clouds(photos: Iterable[tuple[Picture, Picture]]) -> Spread:
    """Measure the colours of plain surfaces, in originals and what was made of them.

    Without any, all is 0.
    """
    pairs = [
        (spread(original, plain), spread(picture, plain))
        for original, picture in photos
        for plain in find_plain(lightness(original))
    ]
    return _sum_up(pairs)


def find_plain(light: Float) -> list[Mask]:
    """Find surfaces on which L*, float32 (h, w), hardly changes: bool (h, w) each."""
    smooth = cv2.GaussianBlur(light, (0, 0), 1)
    steps = (cv2.Scharr(smooth, cv2.CV_32F, *way, scale=1 / 32) for way in ((1, 0), (0, 1)))
    flat = cv2.erode((cv2.magnitude(*steps) < STEP).view(np.uint8), BORDER)
    count, labels = cv2.connectedComponents(flat, connectivity=4)
    areas = np.bincount(labels.ravel(), minlength=count)
    return [labels == n for n in range(1, count) if areas[n] >= PLAIN * light.size]


def spread(rgb: Picture, inside: Mask) -> float:
    """Return how far the colours of some pixels are from their mean: root mean square in ab."""
    return float(rgb_to_lab(rgb)[inside][:, 1:].astype(np.float64).var(0).sum() ** 0.5)


def _find_insides(masked: Masked) -> Iterator[Mask]:
    for mask in masked.masks:
        inside = cv2.erode(mask.view(np.uint8), BORDER).view(np.bool_)
        if inside.sum() >= LEAST:
            yield inside


def _sum_up(pairs: list[tuple[float, float]]) -> Spread:
    truth, found = np.array(pairs or [(0.0, 0.0)]).T
    return Spread(
        found=float(found.mean()),
        truth=float(truth.mean()),
        beyond=float(np.maximum(found - truth, 0).mean()),
        places=len(pairs),
    )
