"""A batch in the background: it lives without the page that began it."""

import threading
from pathlib import Path

from studio.batch import albums
from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.progress import Progress, Reins
from studio.batch.run import run
from studio.batch.workers import Pool
from studio.errors import StudioError


class Background:
    """Does one batch at a time in a thread; what it is at, or was at last, is for all to see."""

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

    def _prepare(self, job: Job | None) -> None:
        self.job, self.reins, self.progress = job, Reins(), Progress(0)
        self.sheets: list[Path] = []
        self.trouble = ""  # why it could not begin or go on

    def _work(self, job: Job, workers: int) -> None:
        try:
            with Pool(workers) as crew:
                run(job, crew, self.reins, self._take)
            self.sheets = list(albums.contact_sheets(albums.pairs(job, self.progress), job.results))
        except StudioError as error:
            self.trouble = str(error)

    def _take(self, progress: Progress, latest: Entry | None) -> None:
        self.progress = progress
