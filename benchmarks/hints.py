"""From a change of the recipe to the new preview: what a click on the canvas costs.

    python -m benchmarks.hints

A photo of one megapixel, warm, 40 recipes that each add a hint to the one before; the preview is
the whole photo. The peer is colorization by optimization, which does the same without a network.
"""

import io
import time

import numpy as np
from PIL import Image

from studio.models.registry import Registry
from studio.photo import photo
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.render.render import render

HEIGHT, WIDTH = 816, 1224
CLICKS = 40


def photograph() -> photo.Photo:
    """Make a gray photo with detail at several scales."""
    random = np.random.default_rng(0)
    image = Image.new("L", (WIDTH, HEIGHT), 128)
    for cells in (6, 40, 240):
        noise = random.integers(0, 256, (cells, cells * 3 // 2), np.uint8)
        layer = Image.fromarray(noise).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        image = Image.blend(image, layer, 0.4)
    file = io.BytesIO()
    image.save(file, "PNG")
    return photo.read(file.getvalue(), "generated.png")


def clicks() -> list[Hints]:
    """Return ever longer lists of hints, in random places and colours."""
    random = np.random.default_rng(1)
    points = [
        Point(*random.uniform(0.1, 0.9, 2), f"#{random.integers(0x1000000):06x}", 0.02)
        for _ in range(CLICKS)
    ]
    return [Hints(tuple(points[:count])) for count in range(1, CLICKS + 1)]


def measure(engine: str) -> np.ndarray:
    """Return milliseconds of each click."""
    source, registry = photograph(), Registry()
    render(source, Recipe(engine), registry)
    milliseconds = []
    for hints in clicks():
        begun = time.perf_counter()
        render(source, Recipe(engine, hints=hints), registry, side=photo.PREVIEW_SIDE)
        milliseconds.append(1000 * (time.perf_counter() - begun))
    return np.array(milliseconds)


if __name__ == "__main__":
    figures = {engine: measure(engine) for engine in ("compact", "levin2004")}
    for engine, milliseconds in figures.items():
        p95 = np.percentile(milliseconds, 95)
        print(f"{engine:10} median {np.median(milliseconds):4.0f} ms, p95 {p95:4.0f} ms")
    ratio = np.median(figures["compact"]) / np.median(figures["levin2004"])
    print(f"compact takes {ratio:.2f} of the time of levin2004")
