"""Processes in which FFmpeg works.

PyAV and OpenCV each bring an FFmpeg, which clash in one process on macOS; and a film that crashes
FFmpeg, or on which it never ends, ends its process alone.
"""

import pkgutil
from collections.abc import Iterator
from typing import Any

from studio import packages, process
from studio.errors import FilmError
from studio.language import _
from studio.process import End, Limits, LostError

SERVE = "studio.film.process:serve"
ALIKE = {"OPENBLAS_NUM_THREADS": "1"}  # sums are rounded alike, however many cores there are
LIMITS = Limits(seconds=300, memory=6 * 2**30)  # for a frame, or for the parts of a film to be one
FOUND: dict[End, str] = {
    "crash": _("a film over which FFmpeg crashed"),
    "time": _(
        "a film of which a frame takes longer than {seconds:.0f} seconds", seconds=LIMITS.seconds
    ),
    "memory": _(
        "a film of which a frame takes more than {memory} GB of memory", memory=LIMITS.memory >> 30
    ),
}


class CrashError(FilmError):
    """A process died over its work."""


class Process(process.Process):
    """A process that works off what is sent to it, and the pipes to it.

    Parameters
    ----------
    work : str
        As of `process.Process`.
    """

    def __init__(self, work: str) -> None:
        super().__init__(SERVE, LIMITS, ALIKE, work)

    def receive(self) -> Any:
        """Wait for an item; raises as `process.Process` does, but a `FilmError` if it is lost."""
        try:
            return super().receive()
        except LostError as error:
            remedy = _("look whether another program plays the film")
            kind = CrashError if error.end == "crash" else FilmError
            raise kind(FOUND[error.end], _("one that it reads"), remedy) from error


def serve(work: str, items: Iterator[Any]) -> Iterator[Any]:
    """Do some work with items."""
    with packages.PYAV.needed(FilmError):
        answer = pkgutil.resolve_name(work)
    yield from answer(items)
