"""Likeness: colours for a frame from pictures in which its things are found again."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Float
from studio.color.sizes import resize_map
from studio.film.following.motion import move
from studio.rendering.reference import compare

DOUBTED, BELIEVED = 0.3, 0.8  # sureness that moves a colour by nothing, and wholly


@dataclass(frozen=True, eq=False)
class Advice:
    """What pictures in colour say of a frame, at the size at which they are compared."""

    pull: Float  # (h', w', 2): a* and b*, times how sure they are
    sure: Float  # (h', w'): in [0, 1]

    def times(self, share: float | Float) -> "Advice":
        """Return the advice for what it is worth beside others."""
        weight = np.asarray(share, np.float32)
        return Advice(self.pull * weight[..., None], self.sure * weight)

    def add(self, other: "Advice") -> "Advice":
        """Return what both say together."""
        return Advice(self.pull + other.pull, self.sure + other.sure)

    def carry(self, step: Float) -> "Advice":
        """Take it along to the next frame; the step leads from there to this one, in pixels."""
        high, wide = self.sure.shape
        scale = np.array([wide / step.shape[1], high / step.shape[0]], np.float32)
        way = resize_map(step, high, wide) * scale
        return Advice(move(self.pull, way), move(self.sure, way))

    def apply(self, ab: Float) -> Float:
        """Move a map, float32 (h, w, 2), as far as the advice is sure."""
        sure = resize_map(self.sure, *ab.shape[:2])[..., None]
        return ab + resize_map(self.pull, *ab.shape[:2]) - sure * ab

    def shift(self, ab: Float) -> Float:
        """Move a map likewise, and keep what is finer in it than the advice."""
        low = resize_map(ab, *self.sure.shape)
        return ab + resize_map(self.pull - self.sure[..., None] * low, *ab.shape[:2])


def advise(seen: Float, vectors: Float, ab: Float) -> Advice:
    """Ask a picture in colour for the colours of a frame.

    Parameters
    ----------
    seen, vectors : float32 arrays of shape (h', w', C)
        What places are found by, in the frame and in the picture.
    ab : float32 array of shape (h, w, 2)
        The colours of the picture.
    """
    found = compare(seen, vectors, ab)
    sure = np.clip((found.sure - DOUBTED) / (BELIEVED - DOUBTED), 0, 1)
    sure = sure.astype(np.float32, copy=False)
    return Advice(found.ab * sure[..., None], sure)


def ask_in_turn(first: Advice, others: Iterable[Advice]) -> Advice:
    """Let others say what the first is not sure of, one after the other."""
    for other in others:
        first = first.add(other.times(1 - first.sure))
    return first
