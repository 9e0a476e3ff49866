"""How far a hint's colour goes: how much of a thing it covers, and how much it spills elsewhere.

And what is won by true hints, if they go over the photo, or stay in their things.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import lab_to_rgb, rgb_to_lab, turn_gray
from studio.color.sizes import resize_map
from studio.color.srgb import rgb_to_hex
from studio.errors import DataError
from studio.evaluate.automatic import EXPECTED
from studio.evaluate.hinted import PATCH, Spots, draw_spots
from studio.evaluate.masked import Masked
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import SIDE
from studio.evaluate.things import click_innermost
from studio.language import _
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.hints import BEST, PHOTO, THING, Extent, Hints, Level, Point
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import propose, render

COLORS = ("#b03a2e", "#2e86c1", "#27ae60", "#8e44ad")  # of hints, in turn
SIZE = 0.01  # of a hint, as a share of the longer side
COVERED, SPILT = 0.5, 0.25  # shares of the hint's own change, from which on a spot is changed
INSIDE, OUTSIDE = 0.9, 0.1  # shares of a spot that a mask has if it is one or the other
TINY = 1e-6
COUNTS = (0, 1, 5, 10)  # of true hints
WAYS: Mapping[str, tuple[Extent, Level]] = {
    "photo": (PHOTO, BEST),
    _("thing, own choice"): (THING, BEST),
    "thing": (THING, "thing"),
    "part": (THING, "part"),
}


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far hints went: over things, one hint each."""

    covered: float  # mean share of the thing
    spilt: float  # mean share of all else
    worst: float  # share of all else that nine in ten spilt less than
    things: int


def measure_reach(photos: Iterable[Masked], registry: Registry) -> dict[str, Reach]:
    """Measure how far a hint goes from the most inner spot of each thing, by each of WAYS.

    The photos are shown gray. What a hint changes is how far it moves a* and b* in the map that
    obeys it, as a share of its move at the hint itself.

    Raises
    ------
    DataError
        If there is no thing in them.
    """
    memory = Memory(registry)
    rows: list[Float] = []
    for masked in photos:
        gray = turn_gray(masked.rgb)
        for mask in masked.masks:
            rows.append(_measure_one(gray, mask, COLORS[len(rows) % len(COLORS)], memory))
    if not rows:
        raise DataError(
            _("photos without things"), _("photos with masks of things"), _("choose others")
        )
    return {
        name: Reach(
            covered=float(covered.mean()),
            spilt=float(spilt.mean()),
            worst=float(np.percentile(spilt, 90)),
            things=len(rows),
        )
        for name, (covered, spilt) in zip(WAYS, np.stack(rows, axis=-1), strict=True)
    }


def measure_gains(
    photos: Iterable[Picture], model: str, registry: Registry
) -> dict[str, dict[int, float]]:
    """Measure colouring with true hints that go as far as each of WAYS.

    The spots are those of `hinted.measure_hints`, each with a disc of 6 pixels in the mean true
    colour around it; what is measured is what a person gets.

    Returns
    -------
    dict
        Mean RGB PSNR in dB by way, and the number of hints: COUNTS.
    """
    rows = [
        _measure_gains_of(original, draw_spots((0, index)), model, registry)
        for index, original in enumerate(photos)
    ]
    means = np.mean(rows, axis=0)
    return {
        name: dict(zip(COUNTS, row.tolist(), strict=True))
        for name, row in zip(WAYS, means, strict=True)
    }


def compare(change: Float, share: Float) -> tuple[float, float]:
    """Compare what changed with a thing: the share of it that is covered, and of all else spilt.

    Parameters
    ----------
    change : float32 array of shape (h, w)
        How far each spot moved, as a share of the hint's own move.
    share : float32 array of shape (h, w)
        How much of each spot is the thing's.
    """
    return _mean(change[share > INSIDE] > COVERED), _mean(change[share < OUTSIDE] > SPILT)


def _measure_one(gray: Picture, mask: Mask, color: str, memory: Memory) -> Float:
    """Return which share is covered, and which spilt, by way: float32 (ways, 2)."""
    photo = from_array(gray)
    height, width = memory.lightness(photo).shape
    before = resize_map(propose(photo, Recipe(), memory), height, width)
    share = resize_map(mask.astype(np.float32), height, width)
    spot = click_innermost(mask, inside=True)
    hinted = int(spot.y * height), int(spot.x * width)
    row = []
    for within, level in WAYS.values():
        point = Point(x=spot.x, y=spot.y, color=color, size=SIZE, within=within, level=level)
        moved = propose(photo, Recipe(hints=Hints((point,))), memory) - before
        change = cv2.magnitude(*cv2.split(moved))
        row.append(compare(change / max(change[hinted], TINY), share))
    return np.array(row, np.float32)


def _measure_gains_of(
    original: Picture, spots: Spots, model: str, registry: Registry
) -> list[list[float]]:
    """Return the PSNR by way, and number of hints."""
    memory, gray = Memory(registry), from_array(turn_gray(original))
    plain = replace(EXPECTED, model=model)
    points = _reveal(original, spots[: max(COUNTS)])
    rows = []
    for within, level in WAYS.values():
        placed = tuple(replace(point, within=within, level=level) for point in points)
        recipes = [replace(plain, hints=Hints(placed[:count])) for count in COUNTS]
        rows.append([psnr(original, render(gray, recipe, memory).rgb) for recipe in recipes])
    return rows


def _reveal(original: Picture, spots: Spots) -> list[Point]:
    """Return hints in the mean true colour of the patch around each spot."""
    lab, half = rgb_to_lab(original), PATCH // 2
    points = []
    for y, x in spots.tolist():
        mean = lab[y - half : y + half, x - half : x + half].mean((0, 1), keepdims=True)
        color = rgb_to_hex(lab_to_rgb(mean)[0, 0])
        points.append(Point(x=x / SIDE, y=y / SIDE, color=color, size=PATCH / SIDE))
    return points


def _mean(changed: Mask) -> float:
    return float(changed.mean()) if changed.size else 0.0
