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
        return max(0, bisect_right(self.times, self._units(seconds)) - 1)

    def shows(self, seconds: float) -> bool:
        """Tell whether a frame is shown at a time; the last is so long as one is on the average."""
        return self.times[0] <= self._units(seconds) < self._end

    def find_start(self, seconds: float) -> int:
        """Return the number of the first frame of a scene that starts at a time.

        After the last frame's end that is how many there are.
        """
        return self.find(seconds) if self._units(seconds) < self._end else len(self.times)

    def seconds(self, number: int) -> float:
        """Return the time of a frame."""
        return float(self.times[number] * self.clip.time_base)

    @property
    def _end(self) -> float:
        return self.times[-1] + 1 / float(self.clip.rate * self.clip.time_base)

    def _units(self, seconds: float) -> float:
        return seconds / float(self.clip.time_base) + ROUNDED
