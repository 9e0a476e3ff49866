"""Jobs: which photos of a folder are coloured how, and what their results are called."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath

from studio.disk import raise_read_errors
from studio.errors import OutputError, PhotoError
from studio.models import catalog
from studio.photo.decoding import ANY_PHOTO, photos_in
from studio.photo.encoding import FORMATS
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Drawn


@dataclass(frozen=True)
class Job:
    """What is to be done."""

    photos: Path  # a folder
    results: Path  # another folder
    recipe: Recipe
    format: str = "png"  # a key of FORMATS
    overwrite: bool = False  # whether results may replace files that this job did not make
    reference: Photo | None = None  # a picture whose colours are taken where it fits

    @property
    def digest(self) -> str:
        """Tell apart jobs that make other results: 16 hex digits of recipe, models and format.

        Raises
        ------
        UnknownModelError
            If nobody knows a model of the recipe.
        """
        edits = self.recipe.regions.edits
        segmenters = {edit.where.model for edit in edits if not isinstance(edit.where, Drawn)}
        models = [catalog.find(name) for name in sorted({self.recipe.model, *segmenters})]
        files = [(file.name, file.sha256) for model in models for file in model.files]
        like = [self.reference.sha256] if self.reference else []
        text = json.dumps([self.recipe.to_json(), files, self.format, *like])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Task:
    """One photo of a job. Paths are relative to the job's folders, parts joined by "/"."""

    photo: str
    result: str


def plan(job: Job) -> list[Task]:
    """Find the photos of a job, subfolders included, and name their results, sorted by name.

    A result is called after its photo and lies in the same subfolder: `name_results`.

    Raises
    ------
    PhotoError
        If there is no such folder, or no photo in it.
    OutputError
        If the results were to go among the photos.
    """
    if job.photos.resolve() == job.results.resolve():
        found = "the folder of the photos for the results as well"
        raise OutputError(found, "another folder", "name one, a subfolder if you like")
    photos = _photos(job)
    if not photos:
        found = "a folder without photos" if job.photos.is_dir() else "no folder of that name"
        raise PhotoError(found, "a folder of photos", "check the path")
    results = name_results(photos, f"_colorized{FORMATS[job.format].ending}")
    return [Task(str(photo), str(result)) for photo, result in zip(photos, results, strict=True)]


def state(path: Path) -> str:
    """Return what differs when the content of a photo does: its size and its time of change.

    Raises
    ------
    PhotoError
        If it is gone, or closed to reading.
    """
    with raise_read_errors(ANY_PHOTO, PhotoError):
        status = path.stat()
    return f"{status.st_size}-{status.st_mtime_ns}"


def name_results(photos: Sequence[PurePosixPath], suffix: str) -> list[PurePosixPath]:
    """Name a result for each photo, in the photo's folder, no two alike on any file system.

    Photos that differ in nothing but the ending, or in capitals, keep the ending.

    Examples
    --------
    >>> photos = [PurePosixPath(name) for name in ("a.jpg", "a.png", "b/a.jpg")]
    >>> [str(result) for result in name_results(photos, "_mask.png")]
    ['a.jpg_mask.png', 'a.png_mask.png', 'b/a_mask.png']
    """
    short = [photo.with_name(photo.stem + suffix) for photo in photos]
    wanted = Counter(map(_folded, short))
    taken = set(wanted)
    named = []
    for photo, result in zip(photos, short, strict=True):
        if wanted[_folded(result)] > 1:
            names = chain([photo.name], (f"{photo.name}-{number}" for number in count(2)))
            longer = (photo.with_name(name + suffix) for name in names)
            result = next(name for name in longer if _folded(name) not in taken)
            taken.add(_folded(result))
        named.append(result)
    return named


def _photos(job: Job) -> list[PurePosixPath]:
    """Return the photos relative to their folder, but no results of earlier runs."""
    photos, results = photos_in(job.photos), job.results.resolve()
    if job.photos.resolve() in results.parents:
        photos = [path for path in photos if results not in path.resolve().parents]
    return [PurePosixPath(path.relative_to(job.photos).as_posix()) for path in photos]


def _folded(path: PurePosixPath) -> str:
    return str(path).casefold()
