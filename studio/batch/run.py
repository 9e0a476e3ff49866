"""A batch: a folder of photos coloured with one recipe, to the end, however often it is cut short.

One process reads the photos, writes the results and keeps the journal; a crew turns bytes into
bytes. A photo that fails is named and the rest goes on; what is done is not done again.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from studio import disk
from studio.batch import jobs, journal, series
from studio.batch.jobs import Job, Plan, Stopped, Task
from studio.batch.journal import Entry, Journal, State
from studio.batch.names import free_name
from studio.batch.series import Series
from studio.batch.tally import Controls, Tally
from studio.batch.workers import Order, Outcome, outcome_of
from studio.errors import OutputError, StudioError
from studio.photo import folders
from studio.photo.reading import decoding

TAKEN = "A file of its result's name is there, so it was left alone."
TICK_S = 0.2  # how soon a pulled rein is felt


class Crew(Protocol):
    """Those who colour: processes of this machine, or a cluster."""

    slots: int  # orders worth giving at once

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done."""


Tell = Callable[[Tally, Entry | None], None]
Find = Callable[[Job, Stopped], Iterator[Plan]]


def run(
    job: Job,
    crew: Crew,
    controls: Controls | None = None,
    tell: Tell = lambda *_: None,
    find: Find = jobs.find_now,
) -> Tally:
    """Do a job, or what earlier runs left of it; those that failed are named with their reasons.

    Parameters
    ----------
    job : Job
    crew : Crew
        No more photos than it has slots are held, as the bytes of their files.
    controls : Controls, optional
    tell : callable, optional
        Called with the progress and the photo just settled, and now and then with None for it.
    find : callable, optional
        Finds the photos: those that are there, or `watching.arrivals`, one by one as they come.

    Raises
    ------
    PhotoError
        If there are no photos.
    OutputError
        If the results have no place, another run is at work there, or the journal cannot be kept.
    UnknownModelError
        If nobody knows the recipe's model.
    """
    controls = controls or Controls()
    plans = find(job, lambda: controls.stopped)
    first = next(plans)  # may refuse, before a folder is made
    disk.make_folder(job.results)
    with journal.open_alone(job.results) as log:
        return _Run(job, crew, log, tell).to_the_end(controls, chain([first], plans))


def survey(job: Job) -> Tally:
    """Tell how far earlier runs of a job came; what failed is still to do. Raises as `run` does."""
    tasks = jobs.plan(job).tasks
    digest = job.digest
    progress = Tally(len(tasks))
    with journal.open_alone(job.results) as log:
        for task in tasks:
            key = f"{jobs.state(job.photos / task.photo)}-{digest}"
            asked = Entry(photo=task.photo, state="begun", key=key, result=task.result)
            if entry := log.find_finished(asked, job.results) or log.find_left(asked):
                progress.add(entry)
    progress.earlier = len(progress.done)
    return progress


class _Run:
    """A job under way."""

    def __init__(self, job: Job, crew: Crew, log: Journal, tell: Tell) -> None:
        self.job, self.crew, self.log, self.tell = job, crew, log, tell
        self.digest, self.progress = job.digest, Tally(0)
        self.originals: set[disk.Identity] = set()
        self.known: set[str] = set()  # photos, and folders that cannot be read
        self.settled: set[str] = set()
        self.waiting: deque[Task] = deque()
        self.series = Series()
        self.pending: dict[Future[Outcome], Entry] = {}

    def to_the_end(self, controls: Controls, plans: Iterator[Plan]) -> Tally:
        """Begin photos while there are slots, and settle them as they come back."""
        begun = time.monotonic()
        coming = True
        while coming or self.pending or (self.waiting and not controls.stopped):
            coming = coming and not controls.stopped and self._add(next(plans, None))
            free = not controls.is_held and len(self.pending) < self.crew.slots
            if free and (task := next(filter(self._can_begin, self.waiting), None)):
                self.waiting.remove(task)
                self._begin(task)
            elif self.pending:
                self._settle_returned()
            elif coming or self.waiting:
                time.sleep(TICK_S)
                begun += TICK_S
            self.progress.seconds = time.monotonic() - begun
            self.tell(self.progress, None)
        return self.progress

    def _add(self, plan: Plan | None) -> bool:
        """Take in what is to be done, if there is more of it."""
        if plan is None:
            return False
        if self.job.album:
            self.series = series.arrange(self.job, plan.tasks)
        self.waiting.extend(self.series.tasks if self.job.album else plan.tasks)
        disk.remove_parts({(self.job.results / task.result).parent for task in plan.tasks})
        if self.job.existing == "replace":
            self.originals |= disk.identities(plan.contents.photos)
        self.known.update(task.photo for task in plan.tasks)
        self.progress.remarks += folders.remarks(plan.contents)
        for path, refusal in folders.refusals(plan.contents):
            place = path.relative_to(self.job.photos).as_posix()
            self.known.add(place)
            self._end(Entry(photo=place, state="failed", key="", result="", reason=str(refusal)))
        self.progress.total = len(self.known)
        return True

    def _begin(self, task: Task) -> None:
        """Order a photo, unless it is done or cannot be."""
        entry = Entry(photo=task.photo, state="begun", key="", result=task.result)
        path = self.job.photos / task.photo
        try:
            like = self.series.open_model(self.job, task)
            mark = f"-{like.sha256[:16]}" if like else ""
            entry = replace(entry, key=f"{jobs.state(path)}-{self.digest}{mark}")
            if finished := self._find_finished(entry):
                self.progress.earlier += 1
                self._end(finished)
                return
            entry = self._claim(entry)
            if entry.state == "left":
                self._end(entry)
                return
            order = Order(
                data=decoding.content(path),
                name=path.name,
                recipe=self.job.recipe,
                format=self.job.format,
                spares_colored=self.job.spares_colored,
                reference=like or self.job.reference,
            )
        except StudioError as error:
            self._end(replace(entry, state="failed", reason=str(error)))
            return
        self.log.note(entry)
        self.pending[self.crew.submit(order)] = entry

    def _find_finished(self, entry: Entry) -> Entry | None:
        if entry.photo in self.series.corrected:  # by a person
            return replace(entry, state="done")
        return self.log.find_finished(entry, self.job.results)

    def _can_begin(self, task: Task) -> bool:
        """Tell whether the photo whose result this one follows, if any, is settled."""
        model = self.series.models.get(task.photo)
        return model is None or model.photo in self.settled

    def _claim(self, entry: Entry) -> Entry:
        """Make sure that the result may be written, or that its photo is left alone."""
        path = self.job.results / entry.result
        disk.make_folder(path.parent)
        with disk.raise_output_errors():
            free = not path.exists()
        if free:
            return entry
        if self.job.existing == "refuse":
            remedy = "choose another folder, or allow overwriting (--overwrite)"
            raise OutputError(f"the file {path}", "a free name", remedy)
        if self.job.existing == "keep both":
            result = free_name(path).relative_to(self.job.results)
            return replace(entry, result=result.as_posix())
        if self.job.existing == "replace":
            self._check_owned(path, entry)
            return replace(entry, state="replacing")
        return replace(entry, state="left", reason=TAKEN)

    def _check_owned(self, path: Path, entry: Entry) -> None:
        """Make sure that a result replaces neither a photo nor the result of another one."""
        disk.check_apart(path, self.originals)
        maker = self.log.maker(entry.result)
        if maker != entry.photo and maker in self.known:  # named before this photo came
            raise OutputError(f"the result of {maker}", "a free name", "choose another folder")

    def _settle_returned(self) -> None:
        """Settle the photos that came back, waiting a moment for one."""
        for future in wait(self.pending, TICK_S, FIRST_COMPLETED).done:
            entry = self.pending.pop(future)
            outcome = outcome_of(future)
            reason = outcome.reason or self._write(entry, outcome.data)
            failed: State = "left" if outcome.is_left else "failed"
            self._end(replace(entry, state=failed if reason else "done", reason=reason))

    def _write(self, entry: Entry, data: bytes) -> str:
        """Write a result; return why it cannot be."""
        path = self.job.results / entry.result
        try:
            time_ns = (
                jobs.changed_ns(self.job.photos / entry.photo) if self.job.keeps_times else None
            )
            disk.write(path, data, overwrite=entry.state == "replacing", time_ns=time_ns)
        except StudioError as error:
            return str(error)
        return ""

    def _end(self, entry: Entry) -> None:
        self.log.note(entry)
        if entry.photo in self.settled:  # it has changed since, and came again
            self.progress.forget(entry.photo)
        self.settled.add(entry.photo)
        self.progress.add(entry)
        self.tell(self.progress, entry)
