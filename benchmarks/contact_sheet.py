"""Photos and their colours side by side, to look at: numbers miss what eyes see.

    python -m benchmarks.contact_sheet OUT.jpg PHOTO...

Each row holds two photos, each as gray, Natural, Vivid and, where it has colours, the original.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from studio.models.registry import Registry
from studio.photo.color import grayed
from studio.photo.photo import open_file
from studio.photo.sizes import resize_picture
from studio.recipe.recipe import STYLES
from studio.render.render import render

CELL = (150, 200)  # height and width of one picture


def strip(path: Path, registry: Registry) -> np.ndarray:
    """Return gray, Natural, Vivid and the original, side by side."""
    photo = open_file(path)
    gray = grayed(photo.rgb)
    colored = [render(photo, STYLES[style], registry).rgb for style in ("Natural", "Vivid")]
    return np.hstack([resize_picture(x, *CELL) for x in (gray, *colored, photo.rgb)])


def rows(paths: list[Path]) -> Iterator[np.ndarray]:
    """Yield two strips at a time, with a white gap between them."""
    registry = Registry()
    strips = [strip(path, registry) for path in paths]
    gap = np.full((CELL[0], 12, 3), 255, np.uint8)
    for left, right in zip(strips[::2], strips[1::2], strict=False):
        yield np.hstack([left, gap, right])


if __name__ == "__main__":
    out, *photos = map(Path, sys.argv[1:])
    Image.fromarray(np.vstack(list(rows(photos)))).save(out, quality=88)
