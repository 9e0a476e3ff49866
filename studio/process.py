"""Processes for work that may crash, hang, or take all memory.

One that goes over its limits is ended; who waits for it is told why, and goes on. The limits hold
on every system alike: they are looked after from outside, since only some kernels can be asked to.
"""

import functools
import os
import pickle
import pkgutil
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Self, TypeVar, TypeVarTuple, cast

import psutil

from studio.errors import StudioError

ROOT = Path(__file__).resolve().parents[1]
SERVE = "import sys; from studio.process import serve; serve(*sys.argv[1:])"
CALLS = "studio.process:do"
TICK_S = 0.1  # between looks at what a process takes
DYING_S = 5  # in which a process that failed should be gone
TRIES = 2  # of a call whose process crashed: it may have been killed for want of memory elsewhere
# what pipes to a dead process give, the last one if they were closed
GARBLED = (EOFError, OSError, pickle.UnpicklingError, ValueError)

End = Literal["crash", "time", "memory"]
Given = TypeVarTuple("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Limits:
    """What a process may take until it answers."""

    seconds: float  # in which it may run: a computer that sleeps does not count
    memory: int  # bytes that it holds


class LostError(Exception):
    """A process ended before it answered: by itself, or because it went over a limit."""

    def __init__(self, end: End) -> None:
        super().__init__(end)
        self.end = end


class UnforeseenError(Exception):
    """Work in a process went wrong in a way that nobody can mend; its notes say where."""


class Finished(Exception):  # noqa: N818 - nothing went wrong
    """A process has done its work."""


class Process:
    """A process that works off what is sent to it, and the pipes to it.

    Parameters
    ----------
    work : str
        "module:function" of what turns an iterator of what is sent into one of what is received.
    limits : Limits
        For each item that is sent, and for each that is received.
    environment : mapping, optional
        Variables that it has beside those of this process.
    *words : str
        Are given to the work before the items.
    """

    def __init__(
        self,
        work: str,
        limits: Limits,
        environment: Mapping[str, str] | None = None,
        *words: str,
    ) -> None:
        # Not `multiprocessing`, whose children run the main module anew: under Streamlit, a page.
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVE, work, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,  # so that the library is found, and no module in the folder of photos
            env=os.environ | (environment or {}),
            start_new_session=True,  # Ctrl+C is for the process that gives the work
        )
        self._limits = limits
        self._items = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        self._end: End = "crash"  # unless it is ended
        self._is_asked = False

    def __enter__(self) -> Self:
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
        """Whether it may take something to do."""
        return self._end == "crash" and self._process.poll() is None

    @property
    def is_free(self) -> bool:
        """Whether it is alive, and has answered all that it was asked."""
        return self.is_alive and not self._is_asked

    def ask(self, item: object) -> Any:
        """Send an item, and wait for the answer; raises as `receive` does."""
        self._is_asked = True
        self.send(item)
        answer = self._load()
        self._is_asked = False
        return _give(answer)

    def send(self, item: object) -> None:
        """Hand on an item; if the process has ended, raise what it said last."""
        with self._watched(), suppress(OSError):
            pickle.dump(item, self._items, protocol=5)
            self._items.flush()
            return
        while True:
            self.receive()

    def receive(self) -> Any:
        """Wait for an item.

        Raises
        ------
        StudioError
            That the process raised.
        UnforeseenError
            Likewise, if it was anything else in a call.
        LostError
            If it died, or went over a limit and was ended.
        Finished
            If it has done its work.
        """
        return _give(self._load())

    def _load(self) -> Any:
        with self._watched():
            return pickle.load(self._answers)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Have the process ended if it goes over a limit meanwhile."""
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done,), daemon=True)
        watch.start()
        try:
            yield
        except GARBLED as error:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(DYING_S)  # what it says on the terminal is to be seen
            raise LostError(self._end) from error
        finally:
            done.set()
            watch.join()

    def _watch(self, done: threading.Event) -> None:
        # Ticks are counted, and no clock is read: the computer, or this process, may be asleep.
        for _ in range(round(self._limits.seconds / TICK_S)):
            if done.wait(TICK_S):
                return
            if self._count_bytes() > self._limits.memory:
                self._stop("memory")
                return
        self._stop("time")

    def _count_bytes(self) -> int:
        """Return how much memory it holds; none if it has ended."""
        with suppress(psutil.Error):
            return psutil.Process(self._process.pid).memory_info().rss
        return 0

    def _stop(self, end: End) -> None:
        self._end = end
        self._process.kill()


class Reserve:
    """Processes that do calls, each within limits; a lost one is replaced.

    May be used from any thread; there are as many processes as calls at a time.

    Parameters
    ----------
    limits : Limits
    most : int
        Processes that are kept for further calls.
    environment : mapping, optional
        Variables that they have beside those of this process.
    """

    def __init__(
        self, limits: Limits, most: int, environment: Mapping[str, str] | None = None
    ) -> None:
        self._start = functools.partial(Process, CALLS, limits, environment)
        self._most = most
        self._lock = threading.Lock()
        self._is_closed = False
        self._idle: list[Process] = []
        self._busy: set[Process] = set()

    def call(self, function: Callable[[*Given], Answer], *given: *Given) -> Answer:
        """Call a function of a module in one of the processes.

        What it is given and what it returns are pickled. Raises as `Process.receive` does.
        """
        for _ in range(TRIES - 1):
            with suppress_crash():
                return self._call(function, *given)
        return self._call(function, *given)

    def close(self) -> None:
        """End the processes, those at work as well; no further call is done."""
        with self._lock:
            self._is_closed = True
            ended = [*self._idle, *self._busy]
        for process in ended:
            process.close()

    def _call(self, function: Callable[[*Given], Answer], *given: *Given) -> Answer:
        process = self._take()
        try:
            return process.ask(functools.partial(function, *given))
        finally:
            self._put(process)

    def _take(self) -> Process:
        with self._lock:
            if self._is_closed:
                raise LostError("crash")
            while self._idle:
                process = self._idle.pop()
                if process.is_free:
                    break
                process.close()
            else:
                process = self._start()
            self._busy.add(process)
            return process

    def _put(self, process: Process) -> None:
        with self._lock:
            self._busy.discard(process)
            is_kept = process.is_free and len(self._idle) < self._most
            self._idle += [process] if is_kept else []
        if not is_kept:
            process.close()


@contextmanager
def suppress_crash() -> Iterator[None]:
    """Let a process crash; what was ended at a limit would come to it again."""
    try:
        yield
    except LostError as error:
        if error.end != "crash":
            raise


def serve(work: str, *words: str) -> None:
    """Do work with words and with what comes from standard input, which the other process ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not garble answers
    warnings.simplefilter("ignore")  # libraries' own, which are not for the person at the terminal
    with suppress(BrokenPipeError), answers:
        for answer in _work(work, words):
            pickle.dump(answer, answers, protocol=5)
            answers.flush()
            del answer  # which may be large


def do(calls: Iterator[Any]) -> Iterator[object]:
    """Do the calls of a `Reserve`."""
    with ThreadPoolExecutor(1) as hand:
        for call in calls:
            yield _do(hand, call)
            del call  # which may be large


def _do(hand: ThreadPoolExecutor, call: Callable[[], object]) -> object:
    """Return what a call gives, or the error that it raises."""
    future = hand.submit(call)
    error = future.exception()
    if error is None or isinstance(error, StudioError):
        return error or future.result()
    told = UnforeseenError(f"{type(error).__name__}: {error}")
    told.add_note("".join(traceback.format_exception(error)))
    return told


def _work(work: str, words: Sequence[str]) -> Iterator[object]:
    try:
        yield from pkgutil.resolve_name(work)(*words, _receive())
    except StudioError as error:
        yield error
    else:
        yield Finished()


def _receive() -> Iterator[object]:
    with suppress(EOFError):
        while True:
            yield pickle.load(sys.stdin.buffer)


def _give(answer: Any) -> Any:
    if isinstance(answer, StudioError | UnforeseenError | Finished):
        raise answer
    return answer
