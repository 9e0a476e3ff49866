"""A batch in the background: it lives without the page that began it."""

import threading

from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.run import run
from studio.batch.tally import Controls, Tally
from studio.batch.workers import Pool
from studio.errors import StudioError

TICK_S = 0.2  # how soon one that waits feels that it was stopped

_turn = threading.Lock()  # one batch at a time: each takes all cores


class Background:
    """Does a batch in a thread, in its turn; what it is at, or was at last, is there to see."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._prepare(None)

    @property
    def running(self) -> bool:
        """Whether a batch is at work."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, job: Job, workers: int) -> None:
        """Begin a batch with so many processes, unless one is running."""
        with self._starting:
            if self.running:
                return
            self._prepare(job)
            self._thread = threading.Thread(target=self._work, args=(job, workers), daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop the batch, if one is running, and wait for the photos begun."""
        self.controls.stopped = True
        if self._thread:
            self._thread.join()

    def resume(self, job: Job, progress: Tally) -> None:
        """Show a batch that was begun in another process, and how far it came."""
        with self._starting:
            if self.job is None:
                self._prepare(job)
                self.progress = progress

    def _prepare(self, job: Job | None) -> None:
        self.job, self.controls, self.progress = job, Controls(), Tally(0)
        self.waiting = False  # for another batch to end
        self.trouble = ""  # why it could not begin or go on

    def _work(self, job: Job, workers: int) -> None:
        self.waiting = True
        while not _turn.acquire(timeout=TICK_S):
            if self.controls.stopped:
                self.waiting = False
                return
        self.waiting = False
        try:
            with Pool(workers) as crew:
                run(job, crew, self.controls, self._keep)
        except StudioError as error:
            self.trouble = str(error)
        finally:
            _turn.release()

    def _keep(self, progress: Tally, latest: Entry | None) -> None:
        self.progress = progress
