"""The desk: a batch that is worked on in this process, and what is put back into it meanwhile."""

from dataclasses import replace
from functools import partial

from studio.background import Background, Controls
from studio.batch import corrections
from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.past import survey
from studio.batch.run import run
from studio.batch.tally import Tally
from studio.batch.workers import Pool
from studio.errors import StudioError


class Desk:
    """A batch, how far it is, and the work on it.

    What an earlier process did is found; why that cannot be is the trouble of its background.

    Parameters
    ----------
    key : str
        Who has it has the batch.
    job : Job
        What was asked for last.
    """

    def __init__(self, key: str, job: Job) -> None:
        self.key, self.job, self.progress = key, job, Tally(0)
        self.background = Background()
        self._corrections = 0  # put back so far
        try:
            self.progress = survey(job)
        except StudioError as error:
            self.background.trouble = error

    @property
    def running(self) -> bool:
        """Whether it is being worked on."""
        return self.background.running

    @property
    def is_unfinished(self) -> bool:
        """Whether it was cut short, and can go on."""
        was_stopped = self.background.controls.stopped and not self.progress.total
        return not self.running and (was_stopped or self.progress.settled < self.progress.total)

    @property
    def can_follow(self) -> bool:
        """Whether it is an album at rest, with something that a person corrected."""
        corrected = any(entry.state == "corrected" for entry in self.progress.done)
        return self.job.album and corrected and not self.running

    def start(self, job: Job, workers: int) -> None:
        """Begin a job of the same photos with so many processes, unless one is under way."""
        if not self.running:
            self.job, self.progress = job, Tally(0)
            self.background.start(partial(self._work, job, workers))

    def follow(self, workers: int) -> None:
        """Begin to have an album follow what was corrected, unless work is under way."""
        if not self.running:
            job = replace(self.job, existing="replace own")
            self.background.start(partial(self._work, job, workers))

    def put_back(self, photo: str, data: bytes, workers: int) -> None:
        """Take the file of a corrected result; an album follows it, now or once it is done.

        Raises as `corrections.put_back` does.
        """
        entry = corrections.put_back(self.job, photo, data)
        self._corrections += 1
        if self.running:  # which finds it in the journal
            return
        self.progress.forget(photo)
        self.progress.add(entry)
        if self.job.album:
            self.follow(workers)

    def _work(self, job: Job, workers: int, controls: Controls) -> None:
        with Pool(workers) as crew:
            while True:
                known = self._corrections
                run(job, crew, controls, self._keep)
                if controls.stopped or not job.album or known == self._corrections:
                    return
                job = replace(job, existing="replace own")

    def _keep(self, progress: Tally, latest: Entry | None) -> None:
        self.progress = progress
