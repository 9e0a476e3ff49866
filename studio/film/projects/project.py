"""Projects: films that somebody works on, kept on the disk as works are.

A project is a folder named by a key that cannot be guessed; who has the key has the project. In it
lie

- `film/`, the film, if it was dropped: one that was named by its path stays where it is,
- `project.json`, what the film is called, where it lies, and what was ordered of it,
- `storyboard.json` and `times.json`, once its frames were looked at,
- `small.jpg`, for lists,
- `parts/`, what was coloured to be played,
- `result/`, unless another place was asked for.
"""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime
from pydantic import dataclasses as checked

from studio import disk
from studio.errors import FilmError, OutputError, WorkError
from studio.film import reader
from studio.language import _
from studio.photo.writing import encoding
from studio.recipe import documents
from studio.recipe.documents import STRICT, Switch, Text, letters
from studio.works import store
from studio.works.document import Glance

DOCUMENT, SMALL = "project.json", "small.jpg"
FILM, PARTS, RESULT = "film", "parts", "result"
PART_NAME = re.compile(r"[0-9a-f]{16}-\d{1,6}\.mp4")
LONGEST = 100_000  # letters of a document
LONGEST_NAME = 1_000

Digest = Annotated[str, Text("^[0-9a-f]{64}$", _("64 hex digits"))]


@checked.dataclass(frozen=True, config=STRICT)
class Order:
    """What was asked for: a result, of which storyboard, and whether of whole pictures."""

    result: Path
    board: Digest
    deinterlaces: Switch = False


@checked.dataclass(frozen=True, config=STRICT, kw_only=True)
class Document:
    """What `project.json` says."""

    name: Annotated[str, letters(1, LONGEST_NAME)]
    film: Path
    changed: AwareDatetime
    order: Order | None = None
    version: Literal[1] = 1


@dataclass(frozen=True, kw_only=True)
class Project:
    """A film that somebody works on."""

    key: str
    name: str  # of the film; hostile
    film: Path
    order: Order | None = None
    place: Path = field(repr=False)

    @property
    def result(self) -> Path | None:
        """Return where the result that was ordered last is, or will be."""
        return self.order.result if self.order else None

    @property
    def parts(self) -> Path:
        """Return the folder of what was coloured to be played."""
        return self.place / PARTS

    def name_result(self, ending: str) -> Path:
        """Return where a result goes if nobody says otherwise; endings are those of formats."""
        return self.place / RESULT / encoding.download_name(self.name, f"_colorized{ending}")


def begin(name: str, film: Path | bytes) -> str:
    """Begin a project of a film, of its path or its bytes, and return its key.

    Raises
    ------
    FilmError
        If it is none, or of a kind that is not read; nothing of it stays.
    OutputError
        If the disk refuses it; nothing of it stays.
    """
    key = store.new_key(store.FILMS)
    place = store.place_of(key, store.FILMS)
    try:
        disk.make_folder(place)
        if isinstance(film, bytes):
            film = _keep_film(place, name, film)
        reader.inspect(film)
        save(Project(key=key, name=name[:LONGEST_NAME], film=film.absolute(), place=place))
    except (FilmError, OutputError):
        shutil.rmtree(place, ignore_errors=True)
        raise
    with suppress(OutputError):  # what cannot go now goes another time
        store.remove_old(store.FILMS, spared=key)
    return key


def load(key: str) -> Project:
    """Return a project, which counts as used.

    Raises
    ------
    WorkError
        If the key is none, or the project is gone or damaged.
    """
    place = store.place_of(key, store.FILMS)
    document = _read(place)
    store.touch(key, store.FILMS)
    return Project(
        key=key,
        name=document.name,
        film=document.film,
        order=document.order,
        place=place,
    )


def save(project: Project) -> Project:
    """Save a project as it is now, and return it; an `OutputError` if the disk refuses it."""
    document = Document(
        name=project.name,
        film=project.film,
        changed=datetime.now(UTC),
        order=project.order,
    )
    data = json.dumps(documents.write(document)).encode()
    disk.write(project.place / DOCUMENT, data, overwrite=True)
    return project


def glance(key: str) -> Glance | None:
    """Return what a list shows of a project; None if it is gone, damaged, or not looked at yet."""
    return _glance(key, store.place_of)


def glance_aside(key: str) -> Glance | None:
    """Return what a list shows of a project that was put aside; None if there is none."""
    return _glance(key, store.aside_of)


def _glance(key: str, find: Callable[[str, store.Shelf], Path]) -> Glance | None:
    try:
        place = find(key, store.FILMS)
        document = _read(place)
        small = (place / SMALL).read_bytes()
    except (WorkError, OutputError, OSError):
        return None
    age_s = (datetime.now(UTC) - document.changed).total_seconds()
    return Glance(key=key, name=document.name, small=small, age_s=max(age_s, 0.0), is_current=True)


def illustrate(project: Project, small: bytes) -> None:
    """Save what a list shows of a project, a JPEG; an `OutputError` if the disk refuses it."""
    disk.write(project.place / SMALL, small, overwrite=True)


def find_part(key: str, name: str) -> Path:
    """Return where a part is that was coloured to be played, whether it is there or not.

    Raises
    ------
    WorkError
        If the key or the name is none.
    """
    if not PART_NAME.fullmatch(name):
        raise WorkError(*store.GONE)
    return store.place_of(key, store.FILMS) / PARTS / name


def _keep_film(place: Path, name: str, data: bytes) -> Path:
    disk.make_folder(place / FILM)
    suffix = Path(name.replace("\\", "/")).suffix
    ending = suffix if re.fullmatch(r"\.\w{1,8}", suffix, re.ASCII) else ""
    path = place / FILM / encoding.download_name(name, ending.lower())
    disk.write(path, data, overwrite=False)
    return path


def _read(place: Path) -> Document:
    with store.raise_work_errors():
        text = (place / DOCUMENT).read_text(encoding="utf-8")
        return documents.read(Document, documents.decode(text, LONGEST, _("a saved film")))
