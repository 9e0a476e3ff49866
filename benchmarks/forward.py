"""One pass of the compact net against one of the official topology, two threads, in turns.

python -m benchmarks.forward
"""

import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from studio.models.registry import Colorizer, Registry
from tests.official import generate

PASSES = 15
THREADS = 2


def seconds(colorizer: Colorizer) -> float:
    """Time one prediction of a photo that is already at the net's size."""
    rgb = np.random.default_rng(0).integers(0, 256, (*colorizer.size(1, 1), 3), np.uint8)
    begun = time.perf_counter()
    colorizer.color(colorizer.encode(rgb))
    return time.perf_counter() - begun


if __name__ == "__main__":
    cv2.setNumThreads(THREADS)
    with tempfile.TemporaryDirectory() as folder:
        model = generate(Path(folder) / "zhang2016")
        official = Registry({"zhang2016": model}, Path(folder)).colorizer("zhang2016")
    compact = Registry().colorizer("compact")
    seconds(official), seconds(compact)
    turns = [(seconds(official), seconds(compact)) for _ in range(PASSES)]
    a, b = np.median(turns, axis=0)
    print(f"official {1000 * a:.0f} ms, compact {1000 * b:.0f} ms, ratio {b / a:.2f}")
