"""One saved work: a photo, its name, and the steps of its recipe, saved as they are made.

In the folder of a work lie

- `photo`, the file as it was given, written once,
- `small.jpg`, for lists: the photo until somebody shows it as it is coloured,
- `steps/`, the recipes of its history, each named by its digest and written once: a recipe full of
  masks has megabytes, and a history has fifty,
- `work.json`, which step comes where: written beside, then renamed, so that a crash leaves the
  state before or the one after.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field
from pydantic import dataclasses as checked

from studio import disk
from studio.errors import OutputError, StaleError, WorkError
from studio.language import _
from studio.photo.reading import decoding
from studio.recipe import documents, recipe_reader
from studio.recipe.documents import STRICT, Text, Within, letters
from studio.recipe.history import MOST_STEPS, History
from studio.works import store

PHOTO, SMALL, STEPS, DOCUMENT = "photo", "small.jpg", "steps", "work.json"
LONGEST_NAME = 1_000  # letters of a photo's name
LONGEST_PATH = 4_096
LONGEST = 100_000  # letters of a document
MOST_SECONDS = 1e7

Digest = Annotated[str, Text("^[0-9a-f]{64}$", _("64 hex digits"))]
Key = Annotated[str, Text(f"^{store.KEY}$", _("a key"))]
Steps = Annotated[tuple[Digest, ...], Field(max_length=MOST_STEPS)]


@checked.dataclass(frozen=True, config=STRICT)
class FilmSource:
    """The film that a work's photo is a frame of, where its recipe can be put back."""

    key: Key  # of the film
    time: Annotated[float, Within(-MOST_SECONDS, MOST_SECONDS)]  # of the frame
    title: Annotated[str, letters(0, LONGEST_NAME)]  # for a person; hostile
    kind: Literal["film"] = "film"


@documents.value()
class BatchSource:
    """The batch that a work's photo is one of, where its result can be put back."""

    key: Key  # of the batch
    photo: Annotated[str, letters(1, LONGEST_PATH)]  # its path in the batch; hostile
    kind: Literal["batch"] = "batch"


Source = FilmSource | BatchSource  # what a work's photo was taken from


@checked.dataclass(frozen=True, config=STRICT)
class Document:
    """What `work.json` says."""

    name: Annotated[str, letters(0, LONGEST_NAME)]
    photo: Digest
    present: Digest
    past: Steps
    future: Steps
    changed: AwareDatetime
    version: Literal[1] = 1
    source: Annotated[Source, Field(discriminator="kind")] | None = None  # None: a file was opened


@dataclass(frozen=True)
class Work:
    """What was saved."""

    name: str  # of the photo's file; hostile
    photo: bytes = field(repr=False)
    history: History
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Glance:
    """What a list shows of a work."""

    key: str
    name: str  # hostile
    small: bytes = field(repr=False)  # a JPEG
    age_s: float  # since its last change
    is_current: bool  # whether `small` was made since then
    photo: str = ""  # SHA-256 of the photo; empty of a film
    source: Source | None = None


def begin(
    name: str, photo: bytes, history: History, small: bytes, source: Source | None = None
) -> str:
    """Save a new work, remove old ones, and return its key.

    `name` and `photo` are those of the file, whatever it is; `small` is a JPEG for lists; `source`
    is where the photo was taken from, if it is not a file that was opened.

    Raises
    ------
    OutputError
        If the disk refuses it; nothing of it stays.
    """
    root = store.folder()
    key = store.new_key()
    try:
        disk.make_folder(root / key / STEPS)
        disk.write(root / key / PHOTO, photo, overwrite=False)
        disk.write(root / key / SMALL, small, overwrite=False)
        digest = hashlib.sha256(photo).hexdigest()
        _write(root / key, name[:LONGEST_NAME], digest, history, source)
    except OutputError:
        shutil.rmtree(root / key, ignore_errors=True)
        raise
    with suppress(OutputError):  # what cannot go now goes another time
        store.remove_old(spared=key)
    return key


def save(key: str, history: History, base: History | None = None) -> None:
    """Save the steps of a work, where those saved last are still the ones of `base`.

    Without a base they are written over whatever was saved.

    Raises
    ------
    WorkError
        If it is gone.
    StaleError
        If others were saved meanwhile, in another window or by another server; they stay.
    OutputError
        If the disk refuses it; what was saved before stays.
    """
    place = store.place_of(key)
    with store.keep_out_others():
        before = _read(place)
        if base is not None and not (_says(before, base) or _says(before, history)):
            raise StaleError(
                _("other steps saved since"), _("those that were opened"), _("open it again")
            )
        written = _write(place, before.name, before.photo, history, before.source)
        _remove_unnamed(place, written)


def is_saved(key: str, history: History) -> bool:
    """Tell whether these are the steps that a work was saved with last; raises as `load` does."""
    return _says(_read(store.place_of(key)), history)


def copy(key: str, history: History) -> str:
    """Save a new work of the photo of another, with steps of its own; return its key.

    Raises as `load` and `begin` do.
    """
    place = store.place_of(key)
    before = _read(place)
    with store.raise_work_errors():
        photo = decoding.content(place / PHOTO)
        small = (place / SMALL).read_bytes()
    return begin(before.name, photo, history, small, before.source)


def load(key: str) -> Work:
    """Return a work, which counts as used.

    Raises
    ------
    WorkError
        If the key is none, or the work is gone or damaged.
    """
    place = store.place_of(key)
    document = _read(place)
    with store.raise_work_errors():
        past, future = (
            tuple(recipe_reader.open_file(_step(place, digest)).recipe for digest in digests)
            for digests in (document.past, document.future)
        )
        present = recipe_reader.open_file(_step(place, document.present)).recipe
        photo = decoding.content(place / PHOTO)
    if hashlib.sha256(photo).hexdigest() != document.photo:
        raise WorkError(*store.BROKEN)
    store.touch(key)
    return Work(document.name, photo, History(present, past, future), document.source)


def glance(key: str) -> Glance | None:
    """Return what a list shows of a work; None if it is gone or damaged."""
    return _glance(key, store.place_of)


def glance_aside(key: str) -> Glance | None:
    """Return what a list shows of a work that was put aside; None if there is none."""
    return _glance(key, store.aside_of)


def _glance(key: str, find: Callable[[str], Path]) -> Glance | None:
    try:
        place = find(key)
        document = _read(place)
        age_s = (datetime.now(UTC) - document.changed).total_seconds()
        small = place / SMALL
        is_current = small.stat().st_mtime >= document.changed.timestamp()
        picture = small.read_bytes()
        return Glance(
            key=key,
            name=document.name,
            small=picture,
            age_s=max(age_s, 0.0),
            is_current=is_current,
            photo=document.photo,
            source=document.source,
        )
    except (WorkError, OutputError, OSError):
        return None


def illustrate(key: str, small: bytes) -> None:
    """Save what a list shows of a work as it is now, a JPEG; raises as `save` does."""
    place = store.place_of(key)
    _read(place)
    disk.write(place / SMALL, small, overwrite=True)


def _says(document: Document, history: History) -> bool:
    """Tell whether a document names the steps of a history."""
    present, past, future = _digests(history)
    return (document.present, document.past, document.future) == (present, past, future)


def _digests(history: History) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    past, future = (
        tuple(recipe.digest for recipe in steps) for steps in (history.past, history.future)
    )
    return history.present.digest, past, future


def _step(place: Path, digest: str) -> Path:
    return place / STEPS / f"{digest}.json"


def _read(place: Path) -> Document:
    with store.raise_work_errors():
        text = (place / DOCUMENT).read_text(encoding="utf-8")
        return documents.read(Document, documents.decode(text, LONGEST, _("a saved work")))


def _write(place: Path, name: str, photo: str, history: History, source: Source | None) -> Document:
    """Write the steps that are new, then the document that names them all."""
    for recipe in (history.present, *history.past, *history.future):
        path = _step(place, recipe.digest)
        if not path.exists():
            disk.write(path, recipe.to_json().encode(), overwrite=True)
    present, past, future = _digests(history)
    document = Document(
        name=name,
        photo=photo,
        present=present,
        past=past,
        future=future,
        changed=datetime.now(UTC),
        source=source,
    )
    disk.write(place / DOCUMENT, json.dumps(documents.write(document)).encode(), overwrite=True)
    return document


def _remove_unnamed(place: Path, document: Document) -> None:
    """Remove the steps that the document names no more, and what a crash left half written."""
    named = {document.present, *document.past, *document.future}
    for path in (place / STEPS).iterdir():
        if path.stem not in named:
            path.unlink()
