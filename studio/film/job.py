"""A job: one film is coloured piece by piece, and goes on where it was cut short."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from studio import disk
from studio.errors import FilmError, OutputError
from studio.film import formats, journal, reader, stills, writer
from studio.film.clip import WHOLE, Clip, Frame, Piece, Reading, Span, Whole
from studio.film.coloring import Colorist
from studio.film.journal import Journal
from studio.film.writer import Writer
from studio.photo.exif import NOTICE

PIECE = 100  # frames: what a killed process loses at most
PAUSE = 0.05  # seconds between looks whether a pause is over
VERSION = 1  # of what pieces are: those of another are not gone on with

Existing = Literal["refuse", "replace"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be done with a film."""

    film: Path  # a file, or a folder of numbered pictures
    result: Path  # its ending tells the format; without one a folder for numbered pictures
    span: Span = WHOLE
    existing: Existing = "refuse"
    deinterlaces: bool = False
    scenes: frozenset[int] = frozenset({0})  # the first frame of each, counted from the span's


@dataclass
class Controls:
    """What a person switches while a film is coloured, from another thread or a signal handler."""

    paused: bool = False
    stopped: bool = False


@dataclass
class Progress:
    """How far a film is."""

    clip: Clip
    total: int  # frames, as far as they are known before
    earlier: int = 0  # how many of those done an earlier run did
    done: int = 0
    seconds: float = 0.0  # at work, pauses left out
    is_whole: bool = False  # whether the result is there

    @property
    def rate(self) -> float:
        """Frames a second in this run; 0 before the first."""
        return (self.done - self.earlier) / self.seconds if self.seconds else 0.0


Tell = Callable[[Progress], None]


def run(job: Job, colorist: Colorist, controls: Controls, tell: Tell) -> Progress:
    """Colour a film; what an earlier run of the same job did is not done again.

    Parameters
    ----------
    job : Job
    colorist : Colorist
        Sees each frame once, in order.
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
    format = formats.find(job.result)
    _check_result(job)
    clip = reader.inspect(job.film)
    whole = _whole(job, clip)
    if whole.ending and not disk.is_folder(job.film):  # pictures have no sound
        writer.check(whole)
    with journal.open_alone(job.result, _key(job, colorist), format.piece_ending) as pieces:
        done = len(pieces.times)
        watch = _Watch(Progress(clip, clip.count(job.span), done, done), controls, tell)
        watch.tell(watch.progress)
        _color(job, colorist, pieces, watch)
        if not controls.stopped:
            _join(job, whole, pieces, controls)
            watch.progress.is_whole = pieces.is_over
    return watch.progress


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


def _color(job: Job, colorist: Colorist, pieces: Journal, watch: _Watch) -> None:
    """Colour what is left, until all is done or stopped."""
    reading = Reading(
        path=job.film.absolute(),
        span=job.span,
        skip=len(pieces.times),
        deinterlaces=job.deinterlaces,
    )
    if pieces.pieces:
        colorist.restore(pieces.state)
    with closing(reader.frames(reading)) as frames, Writer() as out:
        coming = watch.attend(frames)
        for first in coming:
            times: list[int] = []
            out.begin(_piece(job, watch.progress.clip, pieces))
            for frame in chain([first], islice(coming, PIECE - 1)):
                begins = len(pieces.times) + len(times) in job.scenes
                out.add(colorist.color(frame.rgb, begins=begins))
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
        ending=job.result.suffix.lower(),
        width=clip.width,
        height=clip.height,
        rate=clip.rate,
        aspect=clip.aspect,
    )


def _whole(job: Job, clip: Clip) -> Whole:
    """Return what is to be made, with no pieces yet."""
    return Whole(
        path=job.result.absolute(),
        ending=job.result.suffix.lower(),
        clip=replace(clip, path=job.film.absolute()),
        span=job.span,
        notice=NOTICE,
    )


def _join(job: Job, whole: Whole, pieces: Journal, controls: Controls) -> None:
    """Make the result of all pieces, unless that is stopped."""
    if not pieces.times:
        remedy = "choose another part: --from and --to"
        raise FilmError("a part without frames", "a part of the film", remedy)
    whole = replace(whole, pieces=tuple(pieces.pieces), times=tuple(pieces.times))
    make = _pack if whole.ending else _number
    pieces.is_over = make(job, whole, controls)


def _pack(job: Job, whole: Whole, controls: Controls) -> bool:
    """Make one file; tell whether it is there."""
    disk.remove_parts([job.result.parent])
    with disk.part_beside(job.result.absolute()) as part:
        with disk.raise_output_errors(), disk.new_file(part):  # so that nobody removes the part
            for _ in writer.join(replace(whole, path=part)):
                if controls.stopped:
                    return False
        disk.place(part, job.result, overwrite=job.existing == "replace")
    return True


def _number(job: Job, whole: Whole, controls: Controls) -> bool:
    """Make a folder of numbered pictures; tell whether it is there."""
    folder = whole.pieces[0].parent / "pictures"
    disk.make_folder(folder)
    for _ in writer.join(replace(whole, path=folder)):
        if controls.stopped:
            return False
    disk.make_folder(job.result)
    with disk.raise_output_errors():
        for path in sorted(folder.iterdir()):
            path.replace(job.result / path.name)
    return True


def _check_result(job: Job) -> None:
    """Refuse a place for the result that is taken, before the work."""
    disk.check_apart(job.result, disk.identities([job.film]))
    if job.existing == "refuse" and _is_taken(job.result):
        remedy = "choose another name, or allow overwriting (--overwrite)"
        raise OutputError(f"{job.result}, which is there", "a free name", remedy)
    if job.result.suffix:
        disk.check_writable(job.result)


def _is_taken(path: Path) -> bool:
    with disk.raise_output_errors():
        is_empty = not path.suffix and path.is_dir() and not any(path.iterdir())
        return os.path.lexists(path) and not is_empty


def _key(job: Job, colorist: Colorist) -> str:
    """Return all that pieces depend on."""
    facts = [
        (path.name, status.st_size, status.st_mtime_ns)
        for path in (stills.find(job.film) if disk.is_folder(job.film) else [job.film])
        for status in [path.stat()]
    ]
    scenes = sorted(job.scenes)
    return repr((VERSION, facts, job.span, job.deinterlaces, scenes, job.result.name, colorist.key))
