"""Jobs: many photos that were sent at once, coloured as a batch while their sender asks how far.

Who has a job's id has the job; it is forgotten an hour after its end, or when it is deleted.
"""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from studio import disk
from studio.api import work
from studio.api.answers import RefusedError
from studio.api.bodies import File, Form
from studio.api.crew import Crew
from studio.api.job import Job
from studio.api.store import Place
from studio.batch.jobs import Job as Batch
from studio.errors import RequestError
from studio.photo import quarantine
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.writing.encoding import FORMATS
from studio.recipe import documents

MOST_UNFINISHED, MOST_KEPT = 8, 1000
PHOTOS, RESULTS = "photos", "results"
BUSY = RequestError(
    "too many jobs that are not done, or not deleted",
    "a studio less busy",
    "delete one, or try again later",
)
WAIT = {"Retry-After": "60"}
GONE = RequestError(
    "no job of that id", "one that is kept", "send the photos again: jobs are kept for an hour"
)


class Jobs:
    """All jobs of the server, by their ids."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._jobs: dict[str, Job] = {}

    def check_room(self) -> None:
        """Refuse a further job where too many are not done, or kept."""
        unfinished = sum(job.running for job in self._jobs.values())
        if unfinished >= MOST_UNFINISHED or len(self._jobs) >= MOST_KEPT:
            raise RefusedError(503, BUSY, WAIT)

    def add(self, job: Job) -> None:
        """Take a job, and begin it."""
        self.check_room()
        self._jobs[job.id] = job
        job.start(self._crew)

    def find(self, key: str) -> Job:
        """Return the job of an id; a `RefusedError` without one."""
        if key not in self._jobs:
            raise RefusedError(404, GONE)
        return self._jobs[key]

    def remove(self, key: str) -> None:
        """Stop a job and forget it; a `RefusedError` if there is none."""
        self.find(key)
        self._jobs.pop(key).close()

    def forget_old(self) -> None:
        """Forget the jobs that came to their end long ago."""
        for key, job in list(self._jobs.items()):
            if job.is_old():
                self.remove(key)

    def close(self) -> None:
        """Stop all, and forget them."""
        for key in list(self._jobs):
            self.remove(key)


def make(form: Form, place: Place, where: str) -> Job:
    """Make a job of a form whose files lie in a place; raises as `work.read_recipe` does."""
    batch = Batch(
        photos=place.folder / PHOTOS,
        results=place.folder / RESULTS,
        recipe=work.read_recipe(form).recipe,
        format=_check_format(work.read_format(form)),
        album=work.read_switch(form, "album"),
        spares_colored=work.read_switch(form, "spare_colored"),
        reference=work.open_reference(form, quarantine.read),
    )
    _gather(form.files[work.PHOTO], batch.photos)
    return Job(batch, [photo.name for photo in form.files[work.PHOTO]], place, where)


def _check_format(format: str) -> str:
    if format not in FORMATS:
        found = f"format: {documents.shorten(format)}"
        raise RequestError(found, f"one of {', '.join(FORMATS)}", "choose one of them")
    return format


def _gather(photos: Sequence[File], folder: Path) -> None:
    """Put photos into a folder, under names that are numbers."""
    with disk.raise_output_errors():
        folder.mkdir()
        for number, photo in enumerate(photos, 1):
            ending = PurePosixPath(photo.name.replace("\\", "/")).suffix.lower()
            known = ending if ending in SUFFIXES else ".jpg"  # the content tells what it is
            photo.path.rename(folder / f"{number:05}{known}")
