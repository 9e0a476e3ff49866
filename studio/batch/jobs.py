"""Jobs: which photos of a folder are coloured how, and what their results are called."""

import hashlib
import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath

from studio.disk import LONGEST_NAME, is_folder, raise_read_errors
from studio.errors import OutputError, PhotoError
from studio.models import catalog
from studio.photo import folders
from studio.photo.decoding import ANY_PHOTO
from studio.photo.encoding import FORMATS
from studio.photo.folders import Contents
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Drawn

ROOM = 40  # bytes of a result's name for what is appended to the photo's: endings and numbers
QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"

Stopped = Callable[[], bool]  # tells whether to look no further


@dataclass(frozen=True)
class Job:
    """What is to be done."""

    photos: Path  # a folder
    results: Path  # another folder
    recipe: Recipe
    format: str = "png"  # a key of FORMATS
    overwrite: bool = False  # whether results may replace files that this job did not make

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
        text = json.dumps([self.recipe.to_json(), files, self.format])
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


def at_hand(job: Job, stopped: Stopped) -> Iterator[Plan]:
    """Yield what there is to do now.

    Raises
    ------
    PhotoError
        If there is no such folder, or no photo in it.
    OutputError
        If the results were to go among the photos.
    """
    found = plan(job, stopped)
    if not (found.tasks or found.contents.closed or stopped()):
        what = "a folder without photos"
        if found.contents.results:
            what += f" but {len(found.contents.results):,} that the studio made"
        raise PhotoError(what, "a folder of photos", "check the path")
    yield found


def plan(job: Job, stopped: Stopped = lambda: False) -> Plan:
    """Find the photos of a job, subfolders included, and name their results, sorted by name.

    A result is called after its photo and lies in the same subfolder: `name_results`.

    Parameters
    ----------
    job : Job
    stopped : callable, optional
        Asked after each folder whether to look no further.

    Raises
    ------
    PhotoError
        If there is no such folder.
    OutputError
        If the results were to go among the photos.
    """
    photos, results = places(job)
    inside = job.photos / results.relative_to(photos) if photos in results.parents else None
    contents = folders.joined(_until(stopped, folders.walk(job.photos, without=inside)))
    found = [PurePosixPath(path.relative_to(job.photos).as_posix()) for path in contents.photos]
    named = name_results(found, f"_colorized{FORMATS[job.format].ending}")
    tasks = [Task(str(photo), str(result)) for photo, result in zip(found, named, strict=True)]
    return Plan(tasks, contents)


def places(job: Job) -> tuple[Path, Path]:
    """Return where the folders of a job are in truth, links followed.

    Raises
    ------
    PhotoError
        If there is no folder of photos.
    OutputError
        If the results were to go among the photos.
    """
    photos, results = _resolved(job.photos), _resolved(job.results)
    if photos == results:
        found = "the folder of the photos for the results as well"
        raise OutputError(found, "another folder", "name one, a subfolder if you like")
    if not is_folder(photos):
        raise PhotoError("no folder of that name", "a folder of photos", "check the path")
    return photos, results


def path_of(text: str) -> Path:
    """Return the path that a person typed or pasted: file managers copy paths in quotes.

    Raises
    ------
    PhotoError
        If it begins with the home folder of nobody.

    Examples
    --------
    >>> path_of('"/photos/summer 1931"').as_posix()
    '/photos/summer 1931'
    """
    text = text.strip()
    quoted = len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES
    try:
        return Path(text[1:-1] if quoted else text).expanduser()
    except RuntimeError as error:
        found = f"{text.split('/')[0]!r:.80}, whose home folder nobody knows"
        raise PhotoError(found, "a path", "write the whole path") from error


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

    Photos that differ in nothing but the ending, or in capitals, keep the ending. A name is cut
    where a file system would not take it.

    Examples
    --------
    >>> photos = [PurePosixPath(name) for name in ("a.jpg", "a.png", "b/a.jpg")]
    >>> [str(result) for result in name_results(photos, "_mask.png")]
    ['a.jpg_mask.png', 'a.png_mask.png', 'b/a_mask.png']
    """
    short = [photo.with_name(_cut(photo.stem) + suffix) for photo in photos]
    wanted = Counter(map(_folded, short))
    taken = set(wanted)
    named = []
    for photo, result in zip(photos, short, strict=True):
        if wanted[_folded(result)] > 1:
            whole = _cut(photo.name)
            names = chain([whole], (f"{whole}-{number}" for number in count(2)))
            longer = (photo.with_name(name + suffix) for name in names)
            result = next(name for name in longer if _folded(name) not in taken)
            taken.add(_folded(result))
        named.append(result)
    return named


def _until(stopped: Stopped, parts: Iterable[Contents]) -> Iterator[Contents]:
    for part in parts:
        yield part
        if stopped():
            return


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a zero byte
        raise PhotoError("a path that leads nowhere", "a folder", "check the path") from error


def _cut(name: str) -> str:
    """Shorten a name to what leaves room for an ending; it need not be proper Unicode."""
    whole = os.fsencode(name)
    if len(whole) <= LONGEST_NAME - ROOM:
        return name
    return os.fsdecode(whole[: LONGEST_NAME - ROOM].decode("utf-8", "ignore").encode())


def _folded(path: PurePosixPath) -> str:
    """Return what is alike for names that some file system takes for the same."""
    return unicodedata.normalize("NFD", str(path).casefold())
