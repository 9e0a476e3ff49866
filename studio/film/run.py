"""A run: a film is coloured piece by piece, and goes on where it was cut short."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice, takewhile

from studio.errors import FilmError
from studio.film import formats, journal, reader, result
from studio.film.clip import Clip, Frame, Piece, Reading
from studio.film.coloring import Colorist
from studio.film.job import Controls, Job, Progress, Tell, identify
from studio.film.journal import Journal
from studio.film.scenes import find_cuts
from studio.film.writer import Writer

MakeColorist = Callable[[int], Colorist]

PIECE = 50  # frames: what a killed process loses at most
PAUSE = 0.05  # seconds between looks whether a pause is over


def run(job: Job, make_colorist: MakeColorist, controls: Controls, tell: Tell) -> Progress:
    """Colour a film; what an earlier run of the same job did is not done again.

    Parameters
    ----------
    job : Job
    make_colorist : callable
        Returns who colours a scene, given the number of its first frame.
    controls : Controls
        Are looked at between any two frames.
    tell : callable
        Is given the progress at the beginning and after each frame.

    Raises
    ------
    FilmError
        If the film cannot be read, or is damaged somewhere. What is done stays.
    OutputError
        If the result cannot be written. What is done stays.
    """
    job = replace(job, film=job.film.absolute(), result=job.result.absolute())
    format = formats.find(job.ending)
    result.check_place(job)
    clip = reader.inspect(job.film)
    whole = result.plan(job, clip)
    if job.scenes is None:
        job = replace(job, scenes=_find_scenes(job, controls))
    if controls.stopped:  # and what an earlier run did is kept
        return Progress(clip=clip, total=clip.count(job.span))
    with journal.open_alone(
        job.result, identify(job, make_colorist(0).key), format.piece_ending
    ) as pieces:
        kept = len(pieces.times)
        progress = Progress(clip=clip, total=clip.count(job.span), earlier=kept, done=kept)
        tell(progress)
        _color(job, make_colorist, pieces, _Watch(progress, controls, tell))
        progress.done = len(pieces.times)
        if not controls.stopped:
            pieces.is_over = result.make(job, whole, pieces, controls)
            progress.is_whole = pieces.is_over
    return progress


def _find_scenes(job: Job, controls: Controls) -> frozenset[int]:
    """Find where scenes begin; what is damaged is said when it is to be coloured."""
    reading = Reading(path=job.film, span=job.span, deinterlaces=job.deinterlaces)
    found = {0}
    with closing(reader.frames(reading)) as frames, suppress(FilmError):
        coming = takewhile(lambda _: not controls.stopped, frames)
        found.update(find_cuts(frame.rgb for frame in coming if frame))
    return frozenset(found)


@dataclass
class _Watch:
    """Tells how far a film is, and obeys who looks on."""

    progress: Progress
    controls: Controls
    tell: Tell
    begun: float = field(default_factory=time.perf_counter)

    def attend(self, frames: Iterable[Frame | None]) -> Iterator[Frame]:
        """Yield frames until all is stopped, and none while it is paused."""
        for frame in frames:
            arrived = time.perf_counter()
            while self.controls.paused and not self.controls.stopped:
                time.sleep(PAUSE)
            if self.controls.stopped:
                return
            self.begun += time.perf_counter() - arrived
            if frame:
                yield frame

    def count(self) -> None:
        """Tell that one more frame is coloured."""
        self.progress.done += 1
        self.progress.seconds = time.perf_counter() - self.begun
        self.tell(self.progress)


def _color(job: Job, make_colorist: MakeColorist, pieces: Journal, watch: _Watch) -> None:
    """Colour what is left, until all is done or stopped."""
    reading = Reading(
        path=job.film,
        span=job.span,
        skip=len(pieces.times),
        deinterlaces=job.deinterlaces,
    )
    starts = sorted(job.scenes or (0,))
    colorist = make_colorist(max(start for start in starts if start <= len(pieces.times)))
    if pieces.pieces:
        colorist.restore(pieces.state)
    with closing(reader.frames(reading)) as frames, Writer() as out:
        coming = watch.attend(frames)
        for first in coming:
            times: list[int] = []
            out.begin(_piece(job, watch.progress.clip, pieces))
            for frame in chain([first], islice(coming, PIECE - 1)):
                number = len(pieces.times) + len(times)
                if number in starts:
                    colorist = make_colorist(number)
                out.add(colorist.color(frame.rgb))
                times.append(frame.time)
                watch.count()
            if watch.controls.stopped:
                return
            pieces.prepare(times, colorist.save())
            out.end()
            pieces.add(times)


def _piece(job: Job, clip: Clip, pieces: Journal) -> Piece:
    return Piece(
        path=pieces.next_piece(),
        ending=job.ending,
        width=clip.width,
        height=clip.height,
        rate=clip.rate,
        aspect=clip.aspect,
    )
