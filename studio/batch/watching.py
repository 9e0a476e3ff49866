"""Watching a folder: photos as they arrive, each given out once it is whole.

A change there is a reason to look again, at all of it: what a change says of a file that is still
being copied, or of a folder that was moved in, is not enough to go by.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import watchfiles

from studio.batch import jobs
from studio.batch.jobs import Job, Look, Plan, Task
from studio.errors import PhotoError
from studio.photo.folders import Contents
from studio.photo.reading import decoding

QUIET_S = 2.0  # for which a file that is whole has not changed
PATIENCE_S = 30.0  # after which one that still does not open is given out, to be named as it is
REST = 4  # times what a look took, until the next
MOST = 64  # photos given out at a time: each is opened before
DEBOUNCE_MS, STEP_MS, TIMEOUT_MS = 50, 10, 1  # how long changes are waited for
NOTHING = Plan([], Contents())


def arrivals(job: Job, look: Look) -> Iterator[Plan]:
    """Yield the photos that are there and those that come, each once; most often nothing.

    A photo is given out again when it has changed. Raises as `jobs.places` does, and PhotoError if
    the folder cannot be watched.
    """
    arriving = _Arriving(job)
    due = time.monotonic()
    restless = True
    for changes in _changes(*jobs.places(job)):
        restless = restless or bool(changes)
        if not restless or time.monotonic() < due:
            yield NOTHING
            continue
        begun = time.monotonic()
        found = arriving.whole(jobs.plan(job, look))
        due = time.monotonic() + REST * (time.monotonic() - begun)
        restless = arriving.awaited > 0
        yield found


class _Arriving:
    """The photos of a folder as they were at the last look."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.awaited = 0  # photos that are not whole yet
        self._seen: dict[str, tuple[str, float]] = {}  # the state of each, and since when
        self._given: dict[str, str] = {}  # the state in which each was given out
        self._contents = Contents()

    def whole(self, plan: Plan) -> Plan:
        """Return of a plan what has become whole since the last look."""
        now, first = time.monotonic(), not self._seen
        awaited = [task for task in plan.tasks if self._awaits(task, now, first)]
        ready = list(islice((task for task in awaited if self._is_whole(task, now)), MOST))
        self._given |= {task.photo: self._seen[task.photo][0] for task in ready}
        self.awaited = len(awaited) - len(ready)
        before, self._contents = self._contents, plan.contents
        return Plan(ready, _new(plan.contents, before))

    def _awaits(self, task: Task, now: float, first: bool) -> bool:
        """Note the state of a photo; tell whether it is still to be given out."""
        path = self.job.photos / task.photo
        try:
            state = jobs.state(path)
            age = time.time() - path.stat().st_mtime if first else 0.0
        except (PhotoError, OSError):  # gone again
            return False
        if self._seen.get(task.photo, ("",))[0] != state:
            self._seen[task.photo] = state, now - age
        return self._given.get(task.photo) != state

    def _is_whole(self, task: Task, now: float) -> bool:
        age = now - self._seen[task.photo][1]
        return age >= PATIENCE_S or (age >= QUIET_S and _opens(self.job.photos / task.photo))


def _changes(photos: Path, results: Path) -> Iterator[set[watchfiles.main.FileChange]]:
    """Yield what changes among the photos, and nothing in between."""
    try:
        yield from watchfiles.watch(
            photos,
            watch_filter=lambda _, path: not Path(path).is_relative_to(results),
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            rust_timeout=TIMEOUT_MS,
        )
    except OSError as error:  # the system may watch so many folders and no more
        found = f"a folder that cannot be watched ({error})"
        remedy = "give the command now and then without --watch"
        raise PhotoError(found, "one that can", remedy) from error


def _opens(path: Path) -> bool:
    try:
        decoding.decode(decoding.content(path))
    except PhotoError:
        return False
    return True


def _new(contents: Contents, before: Contents) -> Contents:
    """Return what there is to say that was not said at the look before."""
    return replace(
        contents,
        results=_without(contents.results, before.results),
        linked=_without(contents.linked, before.linked),
        closed=_without(contents.closed, before.closed),
    )


def _without(found: Iterable, before: Iterable) -> tuple:
    known = set(before)
    return tuple(thing for thing in found if thing not in known)
