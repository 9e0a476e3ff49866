"""Scenes: where a film cuts, found by comparing frames, without a model."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.film.motion import find_motion, move

SKETCH = (96, 64)  # width and height at which frames are compared: things count, not their texture
FLATTEST = 4.0  # levels: contrast below it is noise, and is not raised to that of a picture
LEVELS = 40.0  # of gray for a standard deviation, as motion is found in 8 bits
# Deviations by which frames differ after motion. On five films neighbours within a scene differ by
# 0.45 at most, by 0.1 as a rule, and those on both sides of a cut by 0.72 at least.
CUT = 0.6
LONGEST_FLASH = 3  # frames


def find_cuts(frames: Iterable[Picture]) -> Iterator[int]:
    """Yield the number of each frame that begins a scene, but for the first of all.

    Frames are uint8 (H, W, 3), of one size, and are taken one at a time; memory does not grow with
    their number. Light that comes and goes is no cut, nor is a flash of `LONGEST_FLASH` frames, nor
    one picture that dissolves into another.
    """
    numbered = enumerate(map(_sketch, frames))
    first = next(numbered, None)
    if first is None:
        return
    settled = first[1]
    ahead: deque[tuple[int, Float]] = deque()
    for latest in numbered:
        ahead.append(latest)
        if len(ahead) > LONGEST_FLASH:
            settled = yield from _judge(settled, ahead)
    while ahead:
        settled = yield from _judge(settled, ahead)


def _judge(settled: Float, ahead: deque[tuple[int, Float]]) -> Generator[int, None, Float]:
    """Yield the next frame if it begins a scene; return what those after it are compared with."""
    number, sketch = ahead.popleft()
    if _differ(settled, sketch) < CUT:
        return sketch
    if any(_differ(settled, later) < CUT for _, later in ahead):
        return settled  # a flash: the scene goes on
    yield number
    return sketch


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
