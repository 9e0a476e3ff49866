"""The folders of saved works: their keys, their age, and how they are removed.

A work is a folder in the user's data directory, named by a key that cannot be guessed. Whoever has
the key has the work; nobody's keys are listed here. `document` says what lies in a folder; its time
of change is when the work was used last. One that was deleted is put aside for an hour, and may
come back: its folder has another name meanwhile, so that it is found under its key no more.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studio import disk, places
from studio.errors import OutputError, PhotoError, RecipeError, WorkError
from studio.language import _

KEY_BYTES = 24  # 192 bits; where a disk takes a for A, 160 of them are left
KEY = "[A-Za-z0-9_-]{32}"
MOST_AGE_S = 30 * 24 * 3600.0
IN_USE_S = 3600.0  # a work used since then may be open in a browser
ASIDE, ASIDE_S = ".deleted", 3600.0  # behind the key of a work that was put aside, and how long
GONE = _("no saved work under this address"), _("one that is still kept"), _("open the photo again")
BROKEN = _("a damaged work"), _("a whole one"), _("open the photo again")


@dataclass(frozen=True)
class Shelf:
    """Where works of a kind lie, and how much room they have."""

    name: str  # of a folder
    most: int  # bytes of all together


WORKS = Shelf("works", 2 * 2**30)  # photos, and batches of them
FILMS = Shelf("films", 40 * 2**30)


def folder(shelf: Shelf = WORKS) -> Path:
    """Return the folder in which works lie; raises as `places.data` does."""
    return places.data() / shelf.name


def new_key(shelf: Shelf = WORKS) -> str:
    """Return a key that nobody had, and make sure that there is a place for works.

    Raises
    ------
    OutputError
        If the disk refuses it.
    """
    with disk.raise_output_errors():
        folder(shelf).mkdir(mode=0o700, parents=True, exist_ok=True)  # other users see nothing
    return secrets.token_urlsafe(KEY_BYTES)


def touch(key: str, shelf: Shelf = WORKS) -> None:
    """Count a work as used now, if it is there."""
    with suppress(WorkError, OutputError, OSError):  # a folder closed to writing grows old
        os.utime(place_of(key, shelf))


def put_aside(key: str, shelf: Shelf = WORKS) -> None:
    """Put a work aside for an hour; raises as `remove` does."""
    place = place_of(key, shelf)
    with keep_out_others(shelf):
        if place.is_dir():
            os.utime(place)
            place.rename(aside_of(key, shelf))


def bring_back(key: str, shelf: Shelf = WORKS) -> None:
    """Bring back a work that was put aside.

    Raises
    ------
    WorkError
        If it is gone, or the key is none.
    OutputError
        If the disk refuses it.
    """
    aside = aside_of(key, shelf)
    with keep_out_others(shelf):
        if not aside.is_dir():
            raise WorkError(*GONE)
        aside.rename(place_of(key, shelf))


def remove(key: str, shelf: Shelf = WORKS) -> None:
    """Remove a work at once, with all that was in it; one that was put aside, too.

    Raises
    ------
    WorkError
        If the key is none.
    OutputError
        If the disk refuses it.
    """
    places = place_of(key, shelf), aside_of(key, shelf)
    with keep_out_others(shelf):
        for place in places:
            if place.is_dir():
                shutil.rmtree(place)


def remove_aside(shelf: Shelf = WORKS, *, now: float | None = None) -> None:
    """Remove works that were put aside more than an hour ago; `now` is in seconds since 1970."""
    now = time.time() if now is None else now
    found = [path for path in folder(shelf).glob(f"*{ASIDE}") if is_key(path.stem)]
    if found:  # where nothing lies aside, nobody is kept out
        with keep_out_others(shelf):
            for place in filter(Path.is_dir, found):  # another may have been quicker
                if now - _last_use(place) > ASIDE_S:
                    shutil.rmtree(place, ignore_errors=True)


def remove_old(shelf: Shelf = WORKS, *, spared: str = "", now: float | None = None) -> None:
    """Remove works that nobody used for 30 days, and where room lacks those used longest ago.

    Those used within the last hour stay, and the one whose key is `spared`; `now` is in seconds
    since 1970.
    """
    now = time.time() if now is None else now
    remove_aside(shelf, now=now)
    total = 0
    with keep_out_others(shelf):
        found = [path for path in folder(shelf).iterdir() if is_key(path.name)]
        for place in sorted(found, key=_last_use, reverse=True):
            age_s = now - _last_use(place)
            total += sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
            is_old = age_s > MOST_AGE_S or total > shelf.most
            if is_old and age_s > IN_USE_S and place.name != spared:
                shutil.rmtree(place, ignore_errors=True)


def is_key(text: str) -> bool:
    """Tell whether a text, which may be anything, is a key as works have them."""
    return re.fullmatch(KEY, text) is not None


def place_of(key: str, shelf: Shelf = WORKS) -> Path:
    """Return the folder of a work, whether it is there or not.

    Raises
    ------
    WorkError
        If the key is none.
    """
    if not is_key(key):
        raise WorkError(*GONE)
    return folder(shelf) / key


def aside_of(key: str, shelf: Shelf = WORKS) -> Path:
    """Return the folder of a work that was put aside; raises as `place_of` does."""
    place = place_of(key, shelf)
    return place.with_name(f"{place.name}{ASIDE}")


def _last_use(place: Path) -> float:
    return place.stat().st_mtime


@contextmanager
def keep_out_others(shelf: Shelf = WORKS) -> Iterator[None]:
    """Keep out whoever else writes or removes works: a step may not go while it is being named."""
    with disk.raise_output_errors(), disk.alone_in(folder(shelf)):
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
