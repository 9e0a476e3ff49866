"""Works on the disk: a photo, its name, and the steps of its recipe, saved as they are made.

A work is a folder in the user's data directory, named by a key that cannot be guessed. Whoever has
the key has the work; nobody's keys are listed here. In it lie

- `photo`, the file as it was given, written once,
- `small.jpg`, for lists: the photo until somebody shows it as it is coloured,
- `steps/`, the recipes of its history, each named by its digest and written once: a recipe full of
  masks has megabytes, and a history has fifty,
- `work.json`, which step comes where: written beside, then renamed, so that a crash leaves the
  state before or the one after.

The folder's time of change is when the work was used last.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field
from pydantic import dataclasses as checked

from studio import disk, places
from studio.errors import OutputError, PhotoError, RecipeError, WorkError
from studio.photo.reading import decoding
from studio.recipe import documents, files
from studio.recipe.documents import STRICT, Text, letters
from studio.recipe.history import MOST_STEPS, History

KEY_BYTES = 24  # 192 bits; where a disk takes a for A, 160 of them are left
KEY = "[A-Za-z0-9_-]{32}"
PHOTO, SMALL, STEPS, DOCUMENT = "photo", "small.jpg", "steps", "work.json"
LONGEST_NAME = 1_000  # letters of a photo's name
LONGEST = 100_000  # letters of a document
MOST_AGE_S = 30 * 24 * 3600.0
MOST_BYTES = 2 * 2**30  # of all works together
IN_USE_S = 3600.0  # a work used since then may be open in a browser
GONE = "no saved work under this address", "one that is still kept", "open the photo again"
BROKEN = "a damaged work", "a whole one", "open the photo again"

Digest = Annotated[str, Text("^[0-9a-f]{64}$", "64 hex digits")]
Steps = Annotated[tuple[Digest, ...], Field(max_length=MOST_STEPS)]


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


@dataclass(frozen=True)
class Work:
    """What was saved."""

    name: str  # of the photo's file; hostile
    photo: bytes = field(repr=False)
    history: History


@dataclass(frozen=True)
class Glance:
    """What a list shows of a work."""

    key: str
    name: str  # hostile
    small: bytes = field(repr=False)  # a JPEG
    age_s: float  # since its last change
    is_current: bool  # whether `small` was made since then


def folder() -> Path:
    """Return the folder in which works lie.

    Raises
    ------
    OutputError
        If there is no place for it: the system names no home.
    """
    return places.data() / "works"


def begin(name: str, photo: bytes, history: History, small: bytes) -> str:
    """Save a new work, and remove old ones.

    Parameters
    ----------
    name : str
        Of the photo's file, whatever it is.
    photo : bytes
        The file.
    history : History
    small : bytes
        A JPEG for lists.

    Returns
    -------
    str
        Its key.

    Raises
    ------
    OutputError
        If the disk refuses it; nothing of it stays.
    """
    root, key = folder(), new_key()
    try:
        disk.make_folder(root / key / STEPS)
        disk.write(root / key / PHOTO, photo, overwrite=False)
        disk.write(root / key / SMALL, small, overwrite=False)
        _write(root / key, name[:LONGEST_NAME], hashlib.sha256(photo).hexdigest(), history)
    except OutputError:
        shutil.rmtree(root / key, ignore_errors=True)
        raise
    with suppress(OutputError):  # what cannot go now goes another time
        remove_old(spared=key)
    return key


def new_key() -> str:
    """Return a key that nobody had, and make sure that there is a place for works.

    Raises
    ------
    OutputError
        If the disk refuses it.
    """
    with disk.raise_output_errors():
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)  # other users see nothing
    return secrets.token_urlsafe(KEY_BYTES)


def save(key: str, history: History) -> None:
    """Save the steps of a work.

    Raises
    ------
    WorkError
        If it is gone.
    OutputError
        If the disk refuses it; what was saved before stays.
    """
    place = place_of(key)
    with _alone():
        before = _document(place)
        _remove_unnamed(place, _write(place, before.name, before.photo, history))


def load(key: str) -> Work:
    """Return a work, which counts as used.

    Raises
    ------
    WorkError
        If the key is none, or the work is gone or damaged.
    """
    place = place_of(key)
    document = _document(place)
    with raise_work_errors():
        past, future = (
            tuple(files.open_file(_step(place, digest)).recipe for digest in digests)
            for digests in (document.past, document.future)
        )
        present = files.open_file(_step(place, document.present)).recipe
        photo = decoding.content(place / PHOTO)
    if hashlib.sha256(photo).hexdigest() != document.photo:
        raise WorkError(*BROKEN)
    touch(key)
    return Work(document.name, photo, History(present, past, future))


def glance(key: str) -> Glance | None:
    """Return what a list shows of a work; None if it is gone or damaged."""
    try:
        place = place_of(key)
        document = _document(place)
        age_s = (datetime.now(UTC) - document.changed).total_seconds()
        small, changed = place / SMALL, document.changed.timestamp()
        is_current = small.stat().st_mtime >= changed
        return Glance(key, document.name, small.read_bytes(), max(age_s, 0.0), is_current)
    except (WorkError, OutputError, OSError):
        return None


def illustrate(key: str, small: bytes) -> None:
    """Save what a list shows of a work as it is now: a JPEG.

    Raises
    ------
    WorkError
        If it is gone.
    OutputError
        If the disk refuses it.
    """
    place = place_of(key)
    _document(place)
    disk.write(place / SMALL, small, overwrite=True)


def touch(key: str) -> None:
    """Count a work as used now, if it is there."""
    with suppress(WorkError, OutputError, OSError):  # a folder closed to writing grows old
        os.utime(place_of(key))


def remove(key: str) -> None:
    """Remove a work at once, with all that was in it.

    Raises
    ------
    WorkError
        If the key is none.
    OutputError
        If the disk refuses it.
    """
    place = place_of(key)
    with _alone():
        if place.is_dir():
            shutil.rmtree(place)


def remove_old(*, spared: str = "", now: float | None = None, most: int = MOST_BYTES) -> None:
    """Remove works that nobody used for 30 days, and beyond `most` bytes those used longest ago.

    Parameters
    ----------
    spared : str
        Key of a work that stays; so do those used within the last hour.
    now : float, optional
        Seconds since 1970.
    most : int
        Bytes that all works may have together.
    """
    now, total = time.time() if now is None else now, 0
    with _alone():
        found = [path for path in folder().iterdir() if _is_key(path.name)]
        for place in sorted(found, key=_used, reverse=True):
            age_s, total = now - _used(place), total + _size(place)
            is_old = age_s > MOST_AGE_S or total > most
            if is_old and age_s > IN_USE_S and place.name != spared:
                shutil.rmtree(place, ignore_errors=True)


def _is_key(text: str) -> bool:
    return re.fullmatch(KEY, text) is not None


def place_of(key: str) -> Path:
    """Return the folder of a work, whether it is there or not.

    Raises
    ------
    WorkError
        If the key is none.
    """
    if not _is_key(key):
        raise WorkError(*GONE)
    return folder() / key


def _step(place: Path, digest: str) -> Path:
    return place / STEPS / f"{digest}.json"


def _document(place: Path) -> Document:
    with raise_work_errors():
        text = (place / DOCUMENT).read_text(encoding="utf-8")
        return documents.read(Document, documents.decode(text, LONGEST, "a saved work"))


def _write(place: Path, name: str, photo: str, history: History) -> Document:
    """Write the steps that are new, then the document that names them all."""
    for recipe in (history.present, *history.past, *history.future):
        path = _step(place, recipe.digest)
        if not path.exists():
            disk.write(path, recipe.to_json().encode(), overwrite=True)
    document = Document(
        name=name,
        photo=photo,
        present=history.present.digest,
        past=tuple(recipe.digest for recipe in history.past),
        future=tuple(recipe.digest for recipe in history.future),
        changed=datetime.now(UTC),
    )
    text = json.dumps(documents.write(document))
    disk.write(place / DOCUMENT, text.encode(), overwrite=True)
    return document


def _remove_unnamed(place: Path, document: Document) -> None:
    """Remove the steps that the document names no more, and what a crash left half written."""
    named = {document.present, *document.past, *document.future}
    for path in (place / STEPS).iterdir():
        if path.stem not in named:
            path.unlink()


def _used(place: Path) -> float:
    return place.stat().st_mtime


def _size(place: Path) -> int:
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


@contextmanager
def _alone() -> Iterator[None]:
    """Keep out whoever else writes or removes works: a step may not go while it is being named."""
    with disk.raise_output_errors(), disk.alone_in(folder()):
        yield


@contextmanager
def raise_work_errors() -> Iterator[None]:
    """Raise a `WorkError` for a work that is not there, or whose files are not as they were."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise WorkError(*GONE) from error
    except (OSError, UnicodeDecodeError, PhotoError, RecipeError) as error:
        raise WorkError(*BROKEN) from error
