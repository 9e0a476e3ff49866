"""One pass of camvid-compact against one of HRNetV2-W48, at 480 x 360, in turns, in one process.

python -m benchmarks.segmentation
"""

import tempfile
import time
from pathlib import Path

import numpy as np

from studio.models.classes import CAMVID
from studio.models.registry import SEGMENT, Registry, Segmenter
from studio.models.tfhub import HubSegmenter
from tests.hrnet import generate

PASSES = 5
COMPACT = "camvid-compact"


def seconds(segmenter: Segmenter) -> float:
    """Time one pass over a photo that is already at the net's size."""
    rgb = np.random.default_rng(0).integers(0, 256, (360, 480, 3), np.uint8)
    begun = time.perf_counter()
    segmenter.probabilities(rgb)
    return time.perf_counter() - begun


def measure(official: Segmenter) -> None:
    """Print the time of the official topology and, where it is installed, of ours beside it."""
    registry = Registry()
    if COMPACT not in [model.name for model in registry.ready(SEGMENT)]:
        print(f"HRNetV2-W48 {np.median([seconds(official) for _ in range(PASSES)]):.2f} s")
        return
    compact = registry.segmenter(COMPACT)
    turns = [(seconds(official), seconds(compact)) for _ in range(PASSES)]
    a, b = np.median(turns, axis=0)
    print(f"HRNetV2-W48 {a:.2f} s, {COMPACT} {b:.2f} s, ratio {b / a:.2f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        parameters = generate(Path(folder), len(CAMVID.names) + 1)
        print(f"{parameters / 1e6:.1f} M parameters")
        measure(HubSegmenter(Path(folder) / "saved_model.pb", classes=CAMVID))
