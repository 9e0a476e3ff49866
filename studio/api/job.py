"""A job: a batch of photos that were sent at once, which their sender asks how far it is."""

import secrets
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import cast

from studio.api.answers import RefusedError, describe
from studio.api.crew import Crew
from studio.api.reports import Job as Report
from studio.api.reports import Photo, PhotoState, State
from studio.api.store import Place
from studio.background import Background, Controls
from studio.batch.jobs import Job as Batch
from studio.batch.journal import Entry
from studio.batch.run import run
from studio.batch.tally import Tally
from studio.errors import RequestError

KEPT_S = 3600.0  # after its end
NO_RESULT = RequestError(
    "no result of that number", "one that is done", "ask the job which photos are done"
)
OWN = "The studio made this picture, so it was left alone."


class Job:
    """A batch of photos that were sent, and how far it is."""

    def __init__(self, batch: Batch, names: Sequence[str], place: Place, where: str) -> None:
        self.id = secrets.token_urlsafe(24)
        self._batch, self._names, self._place = batch, names, place
        self._where = f"{where}/{self.id}/results"  # the path of its results on this server
        self._progress, self._background = Tally(0), Background()
        self._ended: float | None = None

    @property
    def running(self) -> bool:
        """Whether it is under way, or waits for its turn."""
        return self._background.running

    def start(self, crew: Crew) -> None:
        """Begin it, in its turn: a film or another batch may be under way."""
        self._background.start(partial(self._work, crew))

    def report(self) -> Report:
        """Tell how far it is."""
        trouble = self._background.trouble
        photos = sorted(self._photos(), key=lambda photo: photo.number)
        return Report(
            id=self.id,
            state=self._state(),
            total=len(self._names),
            settled=len(photos),
            seconds_left=self._progress.seconds_left if self.running else None,
            trouble=describe(trouble) if trouble else None,
            photos=tuple(photos),
        )

    def find_result(self, number: int) -> tuple[Path, str]:
        """Return the picture of a photo, and the photo's name; a `RefusedError` without one."""
        for entry in list(self._progress.done):
            if _number(entry) == number:
                return self._batch.results / entry.result, self._names[number - 1]
        raise RefusedError(404, NO_RESULT)

    def is_old(self) -> bool:
        """Tell whether it came to its end long ago."""
        now = time.monotonic()
        if self._ended is None and not self.running:
            self._ended = now
        return self._ended is not None and now - self._ended > KEPT_S

    def close(self) -> None:
        """Stop it, and remove all that it made."""
        self._background.stop()
        self._place.close()

    def _work(self, crew: Crew, controls: Controls) -> None:
        run(self._batch, crew, controls, self._keep)

    def _keep(self, progress: Tally, latest: Entry | None) -> None:
        self._progress = progress
        if latest and latest.state == "done":
            try:
                self._place.grow((self._batch.results / latest.result).stat().st_size)
            except RefusedError as refusal:
                raise refusal.error from refusal

    def _state(self) -> State:
        background = self._background
        if background.running:
            return "waiting" if background.waiting else "working"
        if background.trouble:
            return "failed"
        return "stopped" if background.controls.stopped else "done"

    def _photos(self) -> Iterator[Photo]:
        """Yield what became of photos, those among them that the batch passed over."""
        progress = self._progress
        told = [("done", progress.done), ("failed", progress.failed), ("left", progress.left)]
        seen: set[int] = set()
        for state, entries in told:
            for entry in list(entries):
                number = _number(entry)
                seen.add(number)
                yield Photo(
                    number=number,
                    name=self._names[number - 1],
                    state=cast(PhotoState, state),
                    reason=entry.reason,
                    notes=entry.notes,
                    result=f"{self._where}/{number}" if state == "done" else None,
                )
        if self._state() == "done":
            for number, name in enumerate(self._names, 1):
                if number not in seen:
                    yield Photo(number=number, name=name, state="left", reason=OWN)


def _number(entry: Entry) -> int:
    return int(PurePosixPath(entry.photo).stem)
