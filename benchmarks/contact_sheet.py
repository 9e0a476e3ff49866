"""Photos and their colours side by side, to look at: numbers miss what eyes see.

    python -m benchmarks.contact_sheet OUT.jpg PHOTO...

Each row holds two photos, each as gray, Natural, Vivid and, where it has colours, the original.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from studio.color.arrays import Picture
from studio.color.lab import turn_gray
from studio.models.registry import Registry
from studio.photo.facts import facts
from studio.photo.photo import open_file
from studio.recipe.recipe import STYLES
from studio.rendering.render import render

CELL = (150, 150)  # width and height of one picture
SIDE = 400  # pixels of what is drawn into it
PAPER = "#fcfbf9"


def strip(path: Path, registry: Registry) -> np.ndarray:
    """Return gray, Natural, Vivid and the original, side by side."""
    photo = open_file(path)
    colored = [
        render(photo, STYLES[name], registry, side=SIDE).rgb for name in ("Natural", "Vivid")
    ]
    original = [photo.rgb] if facts(photo).is_colored else []
    return np.hstack([cell(picture) for picture in (turn_gray(photo.rgb), *colored, *original)])


def cell(picture: Picture, size: tuple[int, int] = CELL) -> Picture:
    """Fit a picture into a cell, whole."""
    return np.asarray(ImageOps.pad(Image.fromarray(picture), size, color=PAPER))


def rows(paths: list[Path]) -> Iterator[np.ndarray]:
    """Yield two strips at a time, with a gap between them."""
    registry = Registry()
    gap = np.asarray(Image.new("RGB", (12, CELL[1]), PAPER))
    strips = [strip(path, registry) for path in paths]
    for left, right in zip(strips[::2], strips[1::2], strict=False):
        yield np.hstack([left, gap, right])


if __name__ == "__main__":
    out, *photos = map(Path, sys.argv[1:])
    Image.fromarray(np.vstack(list(rows(photos)))).save(out, quality=88)
