"""A hint in a thing against one that goes over the whole photo.

    python -m benchmarks.within [--rounds 9]

Both get colour after colour at the same spot, in turns; the photo was looked at before, and its
thing found, as on the canvas. Printed are medians in seconds, and how much of the one the other is.
"""

import argparse
import statistics
import time
from collections.abc import Iterator

import cv2
import numpy as np
from skimage import data

from studio.color.lab import turn_gray
from studio.color.sizes import PREVIEW_SIDE
from studio.models.registry import Registry
from studio.photo.photo import Photo, from_array
from studio.recipe.hints import LEVELS, PHOTO, THING, Extent, Hints, Level, Point
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import render

SIDE = 4_900  # 24 megapixels
SPOT = 0.35, 0.75  # on the suit
SIZES = {"preview": PREVIEW_SIDE, "24 MP": None}


def measure(photo: Photo, memory: Memory, side: int | None, within: Extent, level: Level) -> float:
    """Return the seconds from a new colour to the picture."""
    color = f"#{next(COLORS):06x}"
    point = Point(x=SPOT[0], y=SPOT[1], color=color, size=0.01, within=within, level=level)
    begun = time.perf_counter()
    render(photo, Recipe(hints=Hints((point,))), memory, side=side)
    return time.perf_counter() - begun


def draw_colors() -> Iterator[int]:
    """Yield colours that were not asked for before."""
    yield from np.random.default_rng(0).permutation(0x1000000)


COLORS = draw_colors()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    gray = turn_gray(cv2.resize(data.astronaut(), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))
    photo, memory = from_array(gray), Memory(Registry())
    print(f"{'':10} {'level':8} {'photo':>8} {'thing':>8}   ratio")
    for name, side in SIZES.items():
        for level in LEVELS:
            extents = (PHOTO, THING)
            rows = [
                [measure(photo, memory, side, e, level) for e in extents] for _ in range(rounds)
            ]
            free, filled = (statistics.median(way) for way in zip(*rows[1:], strict=True))
            print(f"{name:10} {level:8} {free:8.3f} {filled:8.3f}   {filled / free:.2f}")


if __name__ == "__main__":
    main()
