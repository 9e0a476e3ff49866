"""A job: what is to be done with a film, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio import disk
from studio.film import stills
from studio.film.clip import WHOLE, Clip, Span

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
    scenes: frozenset[int] | None = None  # the first frame of each, from the span's; None: found

    @property
    def ending(self) -> str:
        """Return the key of the result's format."""
        return self.result.suffix.lower()


@dataclass
class Controls:
    """What a person switches while a film is coloured, from another thread or a signal handler."""

    paused: bool = False
    stopped: bool = False


@dataclass(kw_only=True)
class Progress:
    """How far a film is."""

    clip: Clip
    total: int  # frames, as far as they are known before
    earlier: int = 0  # how many of those done an earlier run did
    done: int = 0  # after a stop those alone that are kept
    seconds: float = 0.0  # at work, pauses left out
    is_whole: bool = False  # whether the result is there

    @property
    def rate(self) -> float:
        """Frames a second in this run; 0 before the first."""
        return (self.done - self.earlier) / self.seconds if self.seconds else 0.0


Tell = Callable[[Progress], None]


def identify(job: Job, coloring: str) -> str:
    """Return all that the pieces of a result depend on."""
    facts = [
        (path.name, status.st_size, status.st_mtime_ns)
        for path in (stills.find(job.film) if disk.is_folder(job.film) else [job.film])
        for status in [path.stat()]
    ]
    scenes = sorted(job.scenes or ())
    return repr((VERSION, facts, job.span, job.deinterlaces, scenes, job.result.name, coloring))
