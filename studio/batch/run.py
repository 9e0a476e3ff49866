"""A batch: a folder of photos coloured with one recipe, to the end, however often it is cut short.

One process reads the photos, writes the results and keeps the journal; a crew turns bytes into
bytes. A photo that fails is named and the rest goes on; what is done is not done again.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from studio import disk
from studio.batch import jobs, journal
from studio.batch.jobs import Job, Task
from studio.batch.journal import BEGUN, DONE, FAILED, REPLACING, Entry, Journal
from studio.batch.workers import Order, Outcome, outcome_of
from studio.errors import OutputError, StudioError
from studio.photo import decoding

PART = re.compile(r"[0-9a-f]{32}\.part")  # what a killed `disk.write` leaves
TICK_S = 0.2  # how soon a pulled rein is felt


@dataclass
class Reins:
    """What a person pulls while a batch runs, from another thread or a signal handler.

    Plain flags: setting an event in a signal handler may wait for a lock held by what it cut into.
    """

    paused: bool = False  # begin no further photo for now
    stopped: bool = False  # finish those begun, and return

    @property
    def held(self) -> bool:
        """Whether no further photo may be begun."""
        return self.paused or self.stopped


@dataclass
class Progress:
    """How far a batch has come."""

    total: int
    earlier: int = 0  # how many of those done an earlier run did
    seconds: float = 0.0  # at work, pauses left out
    done: list[Entry] = field(default_factory=list)
    failed: list[Entry] = field(default_factory=list)

    @property
    def settled(self) -> int:
        """Photos for which nothing is left to do."""
        return len(self.done) + len(self.failed)

    @property
    def rate(self) -> float:
        """Photos a second in this run; 0 before the first."""
        return (self.settled - self.earlier) / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time for the rest at this rate; None before the first."""
        return (self.total - self.settled) / self.rate if self.rate else None


class Crew(Protocol):
    """Those who colour: processes of this machine, or a cluster."""

    slots: int  # orders worth giving at once

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done."""


Tell = Callable[[Progress, Entry | None], None]


def run(job: Job, crew: Crew, reins: Reins | None = None, tell: Tell = lambda *_: None) -> Progress:
    """Do a job, or what earlier runs left of it.

    Parameters
    ----------
    job : Job
    crew : Crew
        Does the colouring. No more photos than it has slots are held, as the bytes of their files.
    reins : Reins, optional
        Pauses and stops the run.
    tell : callable, optional
        Called with the progress and the photo just settled, and now and then with None for it.

    Returns
    -------
    Progress
        Its `failed` are named with their reasons.

    Raises
    ------
    PhotoError
        If there are no photos.
    OutputError
        If the results have no place, another run is at work there, or the journal cannot be kept.
    UnknownModelError
        If nobody knows the recipe's model.
    """
    tasks = jobs.plan(job)
    disk.make_folder(job.results)
    with journal.opened(job.results) as log:
        _remove_parts({job.results, *((job.results / task.result).parent for task in tasks)})
        return _Run(job, crew, log, tell, tasks).to_the_end(reins or Reins())


class _Run:
    """A job under way."""

    def __init__(
        self, job: Job, crew: Crew, log: Journal, tell: Tell, tasks: Sequence[Task]
    ) -> None:
        self.job, self.crew, self.log, self.tell = job, crew, log, tell
        self.digest, self.progress = job.digest, Progress(len(tasks))
        self.waiting = deque(tasks)
        self.pending: dict[Future[Outcome], Entry] = {}

    def to_the_end(self, reins: Reins) -> Progress:
        """Begin photos while there are slots, and settle them as they come back."""
        self.tell(self.progress, None)
        begun = time.monotonic()
        while self.pending or (self.waiting and not reins.stopped):
            if self.waiting and not reins.held and len(self.pending) < self.crew.slots:
                self._begin(self.waiting.popleft())
            elif self.pending:
                self._settle_returned()
            else:
                time.sleep(TICK_S)
                begun += TICK_S
            self.progress.seconds = time.monotonic() - begun
            self.tell(self.progress, None)
        return self.progress

    def _begin(self, task: Task) -> None:
        """Order a photo, unless it is done or cannot be."""
        entry = Entry(task.photo, BEGUN, "", task.result)
        path = self.job.photos / task.photo
        try:
            entry = replace(entry, key=f"{jobs.state(path)}-{self.digest}")
            if finished := self.log.finished(entry, self.job.results):
                self.progress.earlier += 1
                self._end(finished)
                return
            entry = self._claimed(entry)
            order = self._order(path)
        except StudioError as error:
            self._end(replace(entry, state=FAILED, reason=str(error)))
            return
        self.log.note(entry)
        self.pending[self.crew.submit(order)] = entry

    def _order(self, path: Path) -> Order:
        job = self.job
        return Order(decoding.content(path), path.name, job.recipe, job.format, job.reference)

    def _claimed(self, entry: Entry) -> Entry:
        """Make sure that the result may be written."""
        path = self.job.results / entry.result
        disk.make_folder(path.parent)
        with disk.raise_output_errors():
            free = not path.exists()
        if free:
            return entry
        if not self.job.overwrite:
            remedy = "choose another folder, or allow overwriting (--overwrite)"
            raise OutputError(f"the file {path}", "a free name", remedy)
        return replace(entry, state=REPLACING)

    def _settle_returned(self) -> None:
        """Settle the photos that came back, waiting a moment for one."""
        for future in wait(self.pending, TICK_S, FIRST_COMPLETED).done:
            entry = self.pending.pop(future)
            outcome = outcome_of(future)
            reason = outcome.reason or self._write(entry, outcome.data)
            self._end(replace(entry, state=FAILED if reason else DONE, reason=reason))

    def _write(self, entry: Entry, data: bytes) -> str:
        """Write a result; return why it cannot be."""
        try:
            disk.write(self.job.results / entry.result, data, overwrite=True)  # it is _claimed
        except OutputError as error:
            return str(error)
        return ""

    def _end(self, entry: Entry) -> None:
        self.log.note(entry)
        (self.progress.failed if entry.reason else self.progress.done).append(entry)
        self.tell(self.progress, entry)


def _remove_parts(folders: Iterable[Path]) -> None:
    """Remove what a killed run was writing; no other is at work here."""
    for path in chain.from_iterable(folder.glob("*.part") for folder in folders):
        if PART.fullmatch(path.name):
            with disk.raise_output_errors():
                path.unlink()
