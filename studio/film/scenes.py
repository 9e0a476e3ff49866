"""Scenes: where a film cuts, found by comparing frames, without a model."""

from collections import deque
from collections.abc import Iterable

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.film.following.motion import find_motion, move

SKETCH = (96, 64)  # width and height at which frames are compared: things count, not their texture
FLATTEST = 4.0  # levels: contrast below it is noise, and is not raised to that of a picture
LEVELS = 40.0  # of gray for a standard deviation, as motion is found in 8 bits
# Deviations by which frames differ after motion. On five films neighbours within a scene differ by
# 0.45 at most, by 0.1 as a rule, and those on both sides of a cut by 0.72 at least.
CUT = 0.6
LONGEST_FLASH = 3  # frames


class Cuts:
    """Finds the cuts between frames that come in order.

    Light that comes and goes is no cut, nor is a flash of `LONGEST_FLASH` frames, nor one picture
    that dissolves into another. What is kept does not grow with the number of frames.
    """

    def __init__(self) -> None:
        self._found: list[int] = []
        self._count = 0
        self._settled: Float | None = None  # what the next frame is compared with
        self._ahead: deque[Float] = deque()

    def add(self, rgb: Picture) -> None:
        """Look at the next frame: uint8 (H, W, 3)."""
        self._ahead.append(_sketch(rgb))
        if len(self._ahead) > LONGEST_FLASH:
            self._judge()

    def find(self) -> list[int]:
        """Return the number of each frame that begins a scene, but for the first of all."""
        while self._ahead:
            self._judge()
        return self._found

    def _judge(self) -> None:
        """Tell whether the next frame begins a scene."""
        sketch = self._ahead.popleft()
        if self._settled is not None and _differ(self._settled, sketch) >= CUT:
            if any(_differ(self._settled, later) < CUT for later in self._ahead):
                sketch = self._settled  # a flash: the scene goes on
            else:
                self._found.append(self._count)
        self._settled = sketch
        self._count += 1


def find_cuts(frames: Iterable[Picture]) -> list[int]:
    """Return the number of each frame that begins a scene, but for the first of all."""
    cuts = Cuts()
    for frame in frames:
        cuts.add(frame)
    return cuts.find()


def _sketch(frame: Picture) -> Float:
    """Return a small gray picture whose mean is 0 and whose deviation is 1."""
    small = cv2.resize(frame, SKETCH, interpolation=cv2.INTER_AREA)
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return (gray - gray.mean()) / np.maximum(gray.std(), np.float32(FLATTEST))


def _differ(before: Float, after: Float) -> float:
    """Return how far two sketches differ where motion does not explain it, in deviations."""
    motion = find_motion(_gray(after), _gray(before))
    return float(np.abs(move(before, motion) - after).mean())


def _gray(sketch: Float) -> Picture:
    return np.clip(sketch * LEVELS + 128, 0, 255).astype(np.uint8)
