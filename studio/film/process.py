"""Processes in which FFmpeg works.

PyAV and OpenCV each bring an FFmpeg, which clash in one process on macOS; and a film that crashes
FFmpeg ends its process alone.
"""

import os
import pickle
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from studio import packages
from studio.errors import FilmError, StudioError

ROOT = Path(__file__).resolve().parents[2]
ALIKE = {"OPENBLAS_NUM_THREADS": "1"}  # sums are rounded alike, however many cores there are
DYING = 5.0  # seconds in which a process that failed should be gone
LOST = (EOFError, OSError, pickle.UnpicklingError)  # what pipes to a dead process give

Work = Callable[[Iterator[Any]], Iterator[Any]]  # from what is sent to what is received


class CrashError(FilmError):
    """A process died over its work."""


class Finished(Exception):  # noqa: N818 - nothing went wrong
    """A process has done its work."""


class Process:
    """A process that works off what is sent to it, and the pipes to it.

    Parameters
    ----------
    work : str
        "module:function" of a `Work`.
    """

    def __init__(self, work: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from studio.film.process import serve; serve({work!r})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,  # so that the library is found
            env=os.environ | ALIKE,
            start_new_session=True,  # Ctrl+C is for the process that gives the orders
        )
        self._orders = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        with suppress(OSError), self._process:
            pass  # closes the pipes

    @property
    def is_alive(self) -> bool:
        """Whether it may take orders."""
        return self._process.poll() is None

    def send(self, item: object) -> None:
        """Hand on an item; if the process has ended, raise what it said last."""
        try:
            pickle.dump(item, self._orders, protocol=5)
            self._orders.flush()
        except OSError:
            while True:
                self.receive()

    def receive(self) -> Any:
        """Wait for an item.

        Raises
        ------
        StudioError
            That the process raised, or a `FilmError` if it died.
        Finished
            If it has done its work.
        """
        try:
            item = pickle.load(self._answers)
        except LOST as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(DYING)  # what it says on the terminal is to be seen
            remedy = "look whether another program plays the film"
            found = "a film over which FFmpeg crashed"
            raise CrashError(found, "one that it reads", remedy) from error
        if isinstance(item, (StudioError, Finished)):
            raise item
        return item


def serve(work: str) -> None:
    """Do some work with what comes from standard input; its ends are the other process's."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not garble answers
    with suppress(BrokenPipeError), answers:
        for answer in _answer(work):
            pickle.dump(answer, answers, protocol=5)
            answers.flush()


def _answer(work: str) -> Iterator[object]:
    try:
        with packages.PYAV.needed(FilmError):
            answer = pkgutil.resolve_name(work)
        yield from answer(_receive())
    except StudioError as error:
        yield error
    else:
        yield Finished()


def _receive() -> Iterator[object]:
    with suppress(EOFError):
        while True:
            yield pickle.load(sys.stdin.buffer)
