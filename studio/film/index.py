"""The index of a film: the time of each frame, found by one pass over it."""

from bisect import bisect_right
from dataclasses import dataclass, field

from studio.film.clip import Clip

ROUNDED = 0.1  # of a unit: a millionth of a second of 90,000 a second, as files round times


@dataclass(frozen=True)
class Index:
    """Which frames a film, or a part of one, has; they are numbered from 0."""

    clip: Clip
    times: tuple[int, ...] = field(repr=False)  # rising, in units of the clip's time base

    def find(self, seconds: float) -> int:
        """Return the number of the frame that is shown at a time; the first for all before it."""
        units = seconds / float(self.clip.time_base) + ROUNDED
        return max(0, bisect_right(self.times, units) - 1)

    def seconds(self, number: int) -> float:
        """Return the time of a frame."""
        return float(self.times[number] * self.clip.time_base)
