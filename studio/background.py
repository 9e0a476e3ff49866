"""Work in the background: it lives without the page that began it, and takes its turn."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from studio.errors import StudioError

TICK_S = 0.2  # how soon work that waits feels that it was stopped

_one_at_a_time = threading.Lock()  # a film takes all cores, and a batch does


@dataclass
class Controls:
    """What a person switches while work goes on, from another thread or a signal handler.

    Plain flags: setting an event in a signal handler may wait for a lock held by what it cut into.
    """

    paused: bool = False  # begin nothing further for now
    stopped: bool = False  # end where it may go on later

    @property
    def is_held(self) -> bool:
        """Whether nothing further may be begun."""
        return self.paused or self.stopped


Work = Callable[[Controls], None]


class Background:
    """Does work in a thread, in its turn, and says what went wrong.

    Parameters
    ----------
    turn : Lock, optional
        Is held by whatever works; by default films and batches take turns.
    """

    def __init__(self, turn: threading.Lock = _one_at_a_time) -> None:
        self._turn = turn
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._prepare()

    @property
    def running(self) -> bool:
        """Whether work is going on."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Work) -> None:
        """Begin some work, unless there is some going on."""
        with self._starting:
            if self.running:
                return
            self._prepare()
            self._thread = threading.Thread(target=self._do, args=(work,), daemon=True)
            self._thread.start()

    def stop(self, patience_s: float | None = None) -> None:
        """Stop the work, if there is some going on, and wait until it has; no longer if asked."""
        self.controls.stopped = True
        if self._thread:
            self._thread.join(patience_s)

    def _prepare(self) -> None:
        self.controls = Controls()
        self.waiting = False  # for other work to end
        self.trouble: StudioError | None = None  # why it could not begin or go on

    def _do(self, work: Work) -> None:
        self.waiting = True
        while not self._turn.acquire(timeout=TICK_S):
            if self.controls.stopped:
                self.waiting = False
                return
        self.waiting = False
        try:
            work(self.controls)
        except StudioError as error:
            self.trouble = error
        finally:
            self._turn.release()
