"""A batch: a folder of photos coloured with one recipe, to the end, however often it is cut short.

One process reads the photos, writes the results and keeps the journal; a crew turns bytes into
bytes. A photo that fails is named and the rest goes on; what is done is not done again. Whatever is
under way, a stop is obeyed within a second.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Protocol

from studio import disk
from studio.background import TICK_S, Controls
from studio.batch import jobs, journal, past, series
from studio.batch.claims import Claims
from studio.batch.jobs import Job, Look, Plan, Task
from studio.batch.journal import Entry, Journal
from studio.batch.scout import Scout
from studio.batch.series import Series
from studio.batch.tally import Tally
from studio.batch.workers import Order, Outcome, outcome_of
from studio.cluster import lost
from studio.errors import StudioError
from studio.language import _
from studio.photo import folders
from studio.photo.photo import Photo
from studio.photo.reading import decoding

GRACE_S = 0.4  # for photos that are nearly done when a batch is stopped


class Crew(Protocol):
    """Those who colour: processes of this machine, or a cluster."""

    slots: int  # orders worth giving at once

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done."""

    def check(self) -> None:
        """Make sure that somebody is left to do what was ordered; a StudioError if nobody is."""


Tell = Callable[[Tally, Entry | None], None]
Find = Callable[[Job, Look], Iterator[Plan]]


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
        No more photos than it has slots are held, as the bytes of their files. Those that it is at
        when all is stopped are given up, and done again another time.
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
    StudioError
        If all who colour are lost; what they were at is done another time.
    """
    progress, controls = Tally(0), controls or Controls()
    scout = Scout(progress, controls, lambda: tell(progress, None))
    try:
        plans = find(job, scout.look)
        first = scout.ask(partial(next, plans))  # may refuse, before a folder is made
        if first is None:
            return progress
        disk.make_folder(job.results)
        with journal.open_alone(job.results) as log:
            if not log.is_alone:
                progress.remarks.append(_tell_lockless(job.results))
            under_way = _Run(job, crew, log, progress, tell, scout)
            return under_way.to_the_end(controls, chain([first], plans))
    finally:
        scout.dismiss()


def _tell_lockless(folder: Path) -> str:
    return _(
        "{folder} is on a disk without locks: let no other batch work there at the same time.",
        folder=folder,
    )


class _Run:
    """A job under way."""

    def __init__(
        self, job: Job, crew: Crew, log: Journal, progress: Tally, tell: Tell, scout: Scout
    ) -> None:
        self.job, self.crew, self.log, self.tell = job, crew, log, tell
        self.digest, self.progress, self.scout = job.digest, progress, scout
        self.claims = Claims(job, log)
        self.settled: set[str] = set()
        self.waiting: deque[Task] = deque()
        self.series = Series()
        self.pending: dict[Future[Outcome], Entry] = {}

    def to_the_end(self, controls: Controls, plans: Iterator[Plan]) -> Tally:
        """Begin photos while there are slots, and settle them as they come back."""
        begun = time.monotonic()
        coming = True
        while not controls.stopped and (coming or self.pending or self.waiting):
            arrived = time.monotonic()
            coming = coming and self._add(self.scout.ask(partial(next, plans, None)))
            begun += time.monotonic() - arrived
            self._take_corrections()
            free = not controls.is_held and len(self.pending) < self.crew.slots
            if free and (task := next(filter(self._can_begin, self.waiting), None)):
                like = self.scout.ask(partial(self.series.open_model, self.job, task, self.log))
                if not controls.stopped:
                    self.waiting.remove(task)
                    self._begin(task, like)
            elif self.pending:
                self._settle_returned()
            elif coming or self.waiting:
                time.sleep(TICK_S)
                begun += TICK_S
            self.progress.seconds = time.monotonic() - begun
            self.tell(self.progress, None)
        if controls.stopped:
            self._stop()
        return self.progress

    def _stop(self) -> None:
        """Settle what is nearly done, and what earlier runs did of the rest."""
        end = time.monotonic() + GRACE_S
        while self.pending and time.monotonic() < end:
            self._settle_returned()
        for task in self.waiting:
            if entry := past.recall(self.job, task, self.digest, self.log):
                self.progress.earlier += 1
                self._end(entry)

    def _add(self, plan: Plan | None) -> bool:
        """Take in what is to be done, if there is more of it."""
        if plan is None or not plan.is_whole:
            return False
        self.claims.known.update(task.photo for task in plan.tasks)
        self.claims.planned.update(PurePosixPath(task.result) for task in plan.tasks)
        self.progress.remarks += [*plan.remarks, *folders.remarks(plan.contents)]
        for path, refusal in folders.refusals(plan.contents):
            place = path.relative_to(self.job.photos).as_posix()
            self.claims.known.add(place)
            self._end(
                Entry(photo=place, state="failed", key="", result="", reason=refusal.sentence)
            )
        self.progress.total = len(self.claims.known)
        self.waiting.extend(plan.tasks)
        disk.remove_parts({(self.job.results / task.result).parent for task in plan.tasks})
        if self.job.existing == "replace":
            self.claims.originals |= disk.identities(plan.contents.photos)
        if self.job.album:
            self._arrange(plan.tasks)
        return True

    def _arrange(self, tasks: list[Task]) -> None:
        arrange = partial(series.arrange, self.job, tasks, self.log, self.scout.look)
        if found := self.scout.ask(arrange):
            self.series, self.waiting = found, deque(found.tasks)

    def _begin(self, task: Task, like: Photo | None) -> None:
        """Order a photo, unless it is done or cannot be."""
        entry = Entry(photo=task.photo, state="begun", key="", result=task.result)
        path = self.job.photos / task.photo
        try:
            state, mark = jobs.state(path), f"-{like.sha256[:16]}" if like else ""
            follows = self.series.models[task.photo].photo if like else ""
            entry = replace(entry, key=f"{state}-{self.digest}{mark}", follows=follows)
            if finished := self._find_finished(entry, state):
                self.progress.earlier += 1
                self._end(finished)
                return
            entry = self.claims.claim(entry)
            if entry.state == "left":
                self._end(entry)
                return
            data = decoding.content(path)
            last = self.log.last(task.photo)
            further = last.further if last else ""
            entry = replace(entry, content=jobs.fingerprint(data), further=further)
            order = Order(
                data=data,
                name=path.name,
                recipe=self.job.recipe,
                format=self.job.format,
                spares_colored=self.job.spares_colored,
                reference=like or self.job.reference,
                stamped=self.job.stamped,
                every_page=self.job.every_page,
            )
        except StudioError as error:
            self._end(replace(entry, state="failed", reason=error.sentence))
            return
        self.log.note(entry)
        self.pending[self.crew.submit(order)] = entry

    def _find_finished(self, entry: Entry, state: str) -> Entry | None:
        if corrected := self.log.find_corrected(entry.photo, state, self.job.results):
            return corrected
        if entry.photo in self.series.corrected:  # by a person, who put it there
            return replace(entry, state="done")
        if finished := self.log.find_finished(entry, self.job.results):
            return finished
        touched = self.log.find_touched(entry, state, self.job.results)
        if touched is None:
            return None
        content = jobs.fingerprint(decoding.content(self.job.photos / entry.photo))
        return touched if touched.content == content else None

    def _can_begin(self, task: Task) -> bool:
        """Tell whether the photo whose result this one follows, if any, is settled.

        One that changes while it is coloured is coloured again afterwards.
        """
        if any(entry.photo == task.photo for entry in self.pending.values()):
            return False
        model = self.series.models.get(task.photo)
        return model is None or model.photo in self.settled

    def _take_corrections(self) -> None:
        """Take in what a person corrected and put back meanwhile."""
        for entry in self.log.catch_up():
            if entry.state == "corrected" and entry.photo in self.claims.known:
                self._end(entry)

    def _settle_returned(self) -> None:
        """Settle the photos that came back, waiting a moment for one."""
        returned = wait(self.pending, TICK_S, FIRST_COMPLETED).done
        self.crew.check()
        if any(future.cancelled() for future in returned):  # a cluster is there again, without them
            raise lost()
        for future in returned:
            entry = self.pending.pop(future)
            self._end(self._place(entry, outcome_of(future)))

    def _place(self, entry: Entry, outcome: Outcome) -> Entry:
        """Put a result in its place, unless one that a person corrected came meanwhile."""
        if outcome.cause:
            return replace(entry, state="left", reason=outcome.reason, cause=outcome.cause)
        if outcome.reason:
            return replace(entry, state="failed", reason=outcome.reason)
        path = self.job.results / entry.result
        done = replace(entry, state="done", notes=outcome.notes)
        with journal.placing:
            self._take_corrections()
            last = self.log.last(entry.photo)
            if last and last.state == "corrected":
                return last
            try:
                time_ns = jobs.find_time(self.job, entry.photo)
                overwrite = entry.state == "replacing"
                own = set(entry.further.splitlines())
                further = self.claims.name_further(entry, len(outcome.further))
                if further:  # known as its own, should the batch be killed between them
                    entry = replace(entry, further="\n".join(further))
                    self.log.note(entry)
                replaces = overwrite or self.job.existing == "replace"
                for name, data in zip(further, outcome.further, strict=True):  # the first is last
                    place, is_replaced = self.job.results / name, replaces or name in own
                    disk.write(place, data, overwrite=is_replaced, time_ns=time_ns)
                disk.write(path, outcome.data, overwrite=overwrite, time_ns=time_ns)
                done = replace(done, made=jobs.state(path), further="\n".join(further))
            except StudioError as error:
                return replace(entry, state="failed", reason=error.sentence)
            self.log.note(done)
        return done

    def _end(self, entry: Entry) -> None:
        self.log.note(entry)
        if entry.photo in self.settled:  # it has changed since, and came again
            self.progress.forget(entry.photo)
        self.settled.add(entry.photo)
        self.progress.add(entry)
        self.tell(self.progress, entry)
