"""Work in the background: it lives without the page that began it."""

import threading
from collections.abc import Callable

from studio.errors import StudioError
from studio.film.jobs.job import Controls

TICK_S = 0.2  # how soon work that waits feels that it was stopped

Work = Callable[[Controls], None]

_one_at_a_time = threading.Lock()  # each film takes all cores


class Background:
    """Does work in a thread, in its turn, and says what went wrong.

    Parameters
    ----------
    turn : Lock, optional
        Is held by whatever works; by default all films take turns.
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

    def stop(self) -> None:
        """Stop the work, if there is some going on, and wait until it has."""
        self.controls.stopped = True
        if self._thread:
            self._thread.join()

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
