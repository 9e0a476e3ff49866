"""Watching a folder: photos as they arrive, each given out once it is whole.

A change there is a reason to look again, at all of it: what a change says of a file that is still
being copied, or of a folder that was moved in, is not enough to go by. It is looked at now and then
in any case: of folders on other computers (NFS, SMB) and of Windows' in WSL no change is told.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, repeat
from pathlib import Path

import watchfiles

from studio.batch import jobs
from studio.batch.jobs import Job, Look, Plan, Task
from studio.errors import PhotoError
from studio.language import _
from studio.photo import quarantine
from studio.photo.folders import Contents

QUIET_S = 2.0  # for which a file that is whole has not changed
PATIENCE_S = 30.0  # after which one that still does not open is given out, to be named as it is
REST = 4  # times what a look took, until the next that there is a reason for
IDLE_REST, IDLE_S = 19, 5.0  # times what finding the files took, or this, until one without any
MOST = 64  # photos given out at a time: each is opened before
DEBOUNCE_MS, STEP_MS, TIMEOUT_MS = 50, 10, 1  # how long changes are waited for
NOTHING = Plan([], Contents())


def arrivals(job: Job, look: Look) -> Iterator[Plan]:
    """Yield the photos that are there and those that come, each once; most often nothing.

    A photo is given out again when it has changed. Raises as `jobs.places` does.
    """
    arriving, pace = _Arriving(job), _Pace()
    for changes in _changes(*jobs.places(job)):
        if not pace.is_due(told=bool(changes)):
            yield NOTHING
            continue
        begun = time.monotonic()
        found = jobs.plan(job, look)
        pace.rest_idle(time.monotonic() - begun)
        ready = arriving.whole(found)
        pace.rest(time.monotonic() - begun, restless=arriving.awaited > 0)
        yield replace(ready, remarks=tuple(pace.remark(job)))


class _Pace:
    """When a folder is looked at: large and far ones take long, and not so often."""

    def __init__(self) -> None:
        self._restless = True
        self._due = self._due_idle = time.monotonic()
        self._idle_s = self._said_s = 0.0

    def is_due(self, *, told: bool) -> bool:
        """Tell whether it is time to look again; `told` is whether the system told of a change."""
        now = time.monotonic()
        self._restless = self._restless or told or now >= self._due_idle
        return self._restless and now >= self._due

    def rest_idle(self, took: float) -> None:
        """Rest after files were found in so many seconds, unless there is a reason not to."""
        self._idle_s = max(IDLE_S, IDLE_REST * took)
        self._due_idle = time.monotonic() + self._idle_s

    def rest(self, took: float, *, restless: bool) -> None:
        """Rest after a look that took so many seconds; `restless` is a reason for the next."""
        self._restless = restless
        self._due = time.monotonic() + REST * took

    def remark(self, job: Job) -> Iterator[str]:
        """Say how often the folder is looked at: at first, and when it is twice as long by now."""
        if self._idle_s > 2 * self._said_s:
            self._said_s = self._idle_s
            yield _(
                "{folder} is watched: it is looked at every {seconds:.0f} s, "
                "and at once where the system tells of a change.",
                folder=job.photos,
                seconds=self._idle_s,
            )


class _Arriving:
    """The photos of a folder as they were at the last look."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.awaited = 0  # photos that are not whole yet
        self._is_first = True  # look
        self._seen: dict[str, tuple[str, float]] = {}  # the state of each, and since when
        self._given: dict[str, str] = {}  # the state in which each was given out
        self._contents = Contents()

    def whole(self, plan: Plan) -> Plan:
        """Return of a plan what has become whole since the last look."""
        now = time.monotonic()
        awaited = [task for task in plan.tasks if self._awaits(task, now)]
        self._is_first = False
        ready = list(islice((task for task in awaited if self._is_whole(task, now)), MOST))
        self._given |= {task.photo: self._seen[task.photo][0] for task in ready}
        self.awaited = len(awaited) - len(ready)
        before, self._contents = self._contents, plan.contents
        return Plan(ready, _new(plan.contents, before))

    def _awaits(self, task: Task, now: float) -> bool:
        """Note the state of a photo; tell whether it is still to be given out."""
        path = self.job.photos / task.photo
        try:
            state = jobs.state(path)
            age = _find_age(path) if self._is_first else 0.0
        except (PhotoError, OSError):  # gone again
            return False
        if self._seen.get(task.photo, ("",))[0] != state:
            self._seen[task.photo] = state, now - age
        return self._given.get(task.photo) != state

    def _is_whole(self, task: Task, now: float) -> bool:
        age = now - self._seen[task.photo][1]
        return age >= PATIENCE_S or (age >= QUIET_S and _opens(self.job.photos / task.photo))


def _changes(photos: Path, results: Path) -> Iterator[set[watchfiles.main.FileChange]]:
    """Yield what changes among the photos, as far as the system tells, and nothing in between."""
    try:
        yield from watchfiles.watch(
            photos,
            watch_filter=lambda _change, path: not Path(path).is_relative_to(results),
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            rust_timeout=TIMEOUT_MS,
        )
    except OSError:  # it may watch so many folders and no more
        yield from repeat(set())


def _find_age(path: Path) -> float:
    """Return the seconds since a file changed; 0 for one whose time has yet to come.

    A camera in another time zone, or another computer's clock, writes such times.
    """
    return max(0.0, time.time() - path.stat().st_mtime)


def _opens(path: Path) -> bool:
    try:
        quarantine.open_file(path)
    except PhotoError:
        return False
    return True


def _new(contents: Contents, before: Contents) -> Contents:
    """Return what there is to say that was not said at the look before."""
    return replace(
        contents,
        results=_without(contents.results, before.results),
        others=_without(contents.others, before.others),
        linked=_without(contents.linked, before.linked),
        closed=_without(contents.closed, before.closed),
    )


def _without(found: Iterable, before: Iterable) -> tuple:
    known = set(before)
    return tuple(thing for thing in found if thing not in known)
