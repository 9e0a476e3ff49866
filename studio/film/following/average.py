"""Averages: the colours of a frame, each pixel's over what was seen of it in several frames."""

from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Float
from studio.film.following.motion import move

SURE = 1_000.0  # weight of what nothing moves
TINY = np.float32(1 / SURE)


@dataclass(frozen=True, eq=False)
class Average:
    """Colours, and what they are worth."""

    ab: Float  # (h, w, 2)
    weight: Float  # (h, w): frames in which a pixel was seen

    def join(self, other: "Average") -> "Average":
        """Return the average of both, each by its weight."""
        weight = self.weight + other.weight
        return Average(_mix(self.ab, other.ab, other.weight / weight), weight)

    def lay(self, ab: Float, share: Float) -> "Average":
        """Lay colours, float32 (h, w, 2), over these, with a share in [0, 1] of the sum."""
        return Average(_mix(self.ab, ab, share), self.weight / (1 - share + TINY))

    def move(self, way: Float, trust: Float, most: float) -> "Average":
        """Take it along to another frame, from which the way, in pixels, leads to this one.

        There it counts as `most` frames at most.
        """
        moved = move(np.dstack([self.ab, self.weight]), way)
        return Average(moved[..., :2], np.minimum(moved[..., 2], np.float32(most)) * trust)


def begin(ab: Float, weight: float) -> Average:
    """Return colours of which all pixels are worth the same."""
    return Average(ab, np.full(ab.shape[:2], weight, np.float32))


def _mix(first: Float, second: Float, share: Float) -> Float:
    """Return one map where the share, float32 (h, w), is 0 and the other where it is 1."""
    return first + share[..., None] * (second - first)
