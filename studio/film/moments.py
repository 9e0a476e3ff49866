"""Moments: single frames of a film, by their times."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from studio.color.arrays import Picture
from studio.film import reader
from studio.film.clip import Clip, Reading, Span

NEAR = 1e-6  # seconds: far less than a frame, far more than floats round


def read_frames(clip: Clip, times: Sequence[float]) -> Iterator[Picture]:
    """Yield the first frame from each of some times on, which rise; none past the end.

    Raises
    ------
    FilmError
        If the film cannot be read up to there.
    """
    left = list(times[::-1])
    with closing(reader.frames(Reading(path=clip.path, span=Span(times[0] - NEAR)))) as frames:
        for frame in frames:
            if frame and float(frame.time * clip.time_base) > left[-1] - NEAR:
                yield frame.rgb
                left.pop()
                if not left:
                    return
