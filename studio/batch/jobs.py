"""Jobs: which photos of a folder are coloured how, and what their results are called."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Literal

from studio import disk
from studio.batch.names import name_results
from studio.batch.tally import Stage
from studio.disk import is_folder, raise_read_errors
from studio.errors import OutputError, PhotoError
from studio.language import _
from studio.models import catalog
from studio.photo import folders
from studio.photo.folders import Contents
from studio.photo.limits import ANY_PHOTO
from studio.photo.photo import Photo
from studio.photo.results import USUAL, Pattern
from studio.photo.writing.encoding import FORMATS
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Drawn

FINDING = _("Finding photos")
Look = Callable[[Stage], bool]  # is told how far something is; tells whether to go on
# What becomes of a photo whose result's name is that of a file which the job did not make. Where
# all follow a correction, "replace own" replaces what the batch itself made of the photo.
Existing = Literal["refuse", "skip", "replace", "replace own", "keep both"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be done."""

    photos: Path  # a folder
    results: Path  # another folder
    recipe: Recipe
    format: str = "png"  # a key of FORMATS
    pattern: Pattern = USUAL  # what the results are called
    stamped: bool = False  # whether a corner of each picture says "colorized"
    every_page: bool = False  # whether all pictures of a file of several are coloured
    keeps_times: bool = False  # whether a result has its photo's time of change
    existing: Existing = "refuse"
    spares_colored: bool = False  # whether photos that are in colour already are left alone
    reference: Photo | None = None  # a picture whose colours are taken where it fits
    album: bool = False  # whether photos of the same place or people are coloured of one piece

    def call(self, name: str) -> str:
        """Return what the result of a photo of a name is called."""
        return self.pattern.fill(name, self.recipe.style) + FORMATS[self.format].ending

    @property
    def digest(self) -> str:
        """Tell apart jobs that make other results: 16 hex digits of all that they come of.

        Raises as `catalog.find` does.
        """
        edits = self.recipe.regions.edits
        segmenters = {edit.where.model for edit in edits if not isinstance(edit.where, Drawn)}
        models = [catalog.find(name) for name in sorted({self.recipe.model, *segmenters})]
        files = [(file.name, file.sha256) for model in models for file in model.files]
        like = [self.reference.sha256] if self.reference else []
        named = [] if self.pattern == USUAL else [self.pattern.text]
        more = [["stamped"] if self.stamped else [], ["every page"] if self.every_page else []]
        text = json.dumps([self.recipe.to_json(), files, self.format, *like, *named, *chain(*more)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Task:
    """One photo of a job. Paths are relative to the job's folders, parts joined by "/"."""

    photo: str
    result: str


@dataclass(frozen=True)
class Plan:
    """What a job comes to."""

    tasks: list[Task]
    contents: Contents  # of the folder of photos: what is left alone there, too
    is_whole: bool = True  # not where the search was stopped
    remarks: tuple[str, ...] = ()  # on how it was found


def find_now(job: Job, look: Look) -> Iterator[Plan]:
    """Yield what there is to do now; raises as `plan` does, and PhotoError without a photo."""
    found = plan(job, look)
    if found.is_whole and not (found.tasks or found.contents.closed):
        raise PhotoError(_tell_empty(found.contents), _("a folder of photos"), _("check the path"))
    yield found


def _tell_empty(contents: Contents) -> str:
    if not contents.results:
        return _("a folder without photos")
    made = len(contents.results)
    return _("a folder without photos but {n:,} that the studio made", n=made)


def plan(job: Job, look: Look = lambda _stage: True) -> Plan:
    """Find the photos of a job, subfolders included, and name their results, sorted by name.

    A result is called after its photo and lies in the same subfolder: `name_results`. After some
    files each, `look` tells whether to look any further. Raises as `places` does.
    """
    photos, results = places(job)
    inside = job.photos / results.relative_to(photos) if photos in results.parents else None
    parts: list[Contents] = []
    is_whole = True
    for part in folders.walk(job.photos, without=inside):
        parts.append(part)
        if not look(Stage(FINDING, sum(len(part.photos) for part in parts))):
            is_whole = False
            break
    contents = folders.join(parts)
    found = [PurePosixPath(path.relative_to(job.photos).as_posix()) for path in contents.photos]
    named = name_results(found, job.call)
    tasks = [Task(str(photo), str(result)) for photo, result in zip(found, named, strict=True)]
    return Plan(tasks, contents, is_whole)


def places(job: Job) -> tuple[Path, Path]:
    """Return where the folders of a job are in truth, links followed.

    Raises
    ------
    PhotoError
        If there is no folder of photos.
    OutputError
        If the results were to go among the photos.
    """
    photos, results = _resolve(job.photos), _resolve(job.results)
    if photos == results:
        found = _("the folder of the photos for the results as well")
        raise OutputError(found, _("another folder"), _("name one, a subfolder if you like"))
    if not is_folder(job.photos):
        raise PhotoError(_("no folder of that name"), _("a folder of photos"), _("check the path"))
    return photos, results


def state(path: Path) -> str:
    """Return what differs when the content of a photo does: its size and its time of change.

    Raises
    ------
    PhotoError
        If it is gone, or closed to reading.
    """
    status = _look_at(path)
    return f"{status.st_size}-{status.st_mtime_ns}"


def fingerprint(data: bytes) -> str:
    """Return what differs when the bytes of a photo do: 16 hex digits."""
    return hashlib.sha256(data).hexdigest()[:16]


def find_time(job: Job, photo: str) -> int | None:
    """Return the time of change that a result is to have, in nanoseconds since 1970; None for now.

    Raises as `state` does.
    """
    return disk.changed_ns(job.photos / photo, ANY_PHOTO, PhotoError) if job.keeps_times else None


def _look_at(path: Path) -> os.stat_result:
    with raise_read_errors(ANY_PHOTO, PhotoError):
        return path.stat()


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a zero byte
        found = _("a path that leads nowhere")
        raise PhotoError(found, _("a folder"), _("check the path")) from error
