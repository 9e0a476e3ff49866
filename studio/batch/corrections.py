"""Corrections: what a person made of a photo of a batch takes the place of its result."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from studio import disk
from studio.batch import jobs, journal
from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.errors import RecipeError, WorkError
from studio.language import _
from studio.photo import photo as photos
from studio.photo.reading import decoding
from studio.recipe import recipe_reader
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.reference import match, prepare

GONE = (
    _("no such photo in the batch any more"),
    _("one that it coloured"),
    _("open the photo by itself"),
    _("The photo is not in the batch any more. Download it instead."),
)


def find_recipe(job: Job, entry: Entry, memory: Memory) -> Recipe:
    """Return what the result of a photo was made with; raises as `photo.open_file` does."""
    with suppress(RecipeError):  # of a PNG
        return recipe_reader.open_file(job.results / entry.result).recipe
    followed = journal.read(job.results).last(entry.follows)
    if followed is None:
        return job.recipe
    like = prepare(photos.open_file(job.results / followed.result))
    return replace(
        job.recipe, reference=match(photos.open_file(job.photos / entry.photo), like, memory)
    )


def find_ending(job: Job, photo: str) -> str:
    """Return what the file of a photo's result ends with now; raises as `put_back` does."""
    return Path(_find(job, photo).result).suffix


def put_back(job: Job, photo: str, data: bytes) -> Entry:
    """Make the bytes of a file the result of a photo: no run of the batch changes it from then on.

    A run may be under way. The photo is named as in the journal.

    Raises
    ------
    WorkError
        If the batch has no result of the photo.
    PhotoError
        If the photo is gone.
    OutputError
        If the disk refuses it; the result before stays.
    """
    key = jobs.state(job.photos / photo)
    corrected = replace(
        _find(job, photo),
        state="corrected",
        key=key,
        reason="",
        cause="",
        follows="",
        content=jobs.fingerprint(decoding.content(job.photos / photo)),
    )
    with journal.placing:
        path, time_ns = job.results / corrected.result, jobs.find_time(job, photo)
        disk.write(path, data, overwrite=True, time_ns=time_ns)
        journal.append(job.results, corrected)
    return corrected


def _find(job: Job, photo: str) -> Entry:
    last = journal.read(job.results).last(photo)
    if last is None or not last.result:
        raise WorkError(*GONE)
    return last
