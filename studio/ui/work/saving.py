"""Saving the session's work as it is made, and the visitor's other works.

The key of the work that is open stands in the page's address, so that a reload finds it; the keys
of all works of a visitor lie in the visitor's browser. Where the disk refuses, that is said once,
and the studio works on without saving. Where another window saved steps of the same work, they
stay: what is done here goes on as a copy.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import streamlit as st

from studio.errors import OutputError, StaleError, StudioError, WorkError
from studio.language import _
from studio.recipe.history import History
from studio.ui.entries import Entry
from studio.ui.escaping import plain
from studio.ui.language import tell
from studio.ui.widgets import known_works
from studio.ui.widgets.known_works import Keys
from studio.works import document, store
from studio.works.document import Glance, Source
from studio.works.store import FILMS, WORKS, Shelf

# the names in a page's address of a work's key, of a batch's, and of a film's
ADDRESS, BATCH, FILM = "s", "b", "f"
OPEN = Entry("")  # key of the work that is open; empty while none is, or it could not be saved
SAVED = Entry["Saved | None"](None)
OTHER = Entry("")  # key of the work of which another window saved steps, until that is settled
OWN = Entry[tuple[str, ...]](())  # keys of works and films of this session, the latest first
KNOWN = Entry[tuple[str, ...]](())  # keys that the browser keeps
REMOVED = Entry[tuple[str, ...]](())
OWN_BATCH = Entry("")  # key of the visitor's uploaded batch
OWN_FILM = Entry("")  # key of the film that is open; empty while none is
IS_UNSAVED = Entry(False)
TROUBLE = Entry("")  # why work is not saved, until that is said


@dataclass
class Saved:
    """The steps that the open work was opened or saved with last.

    Not an entry of its own: a press may end a run at each of those, and a save with it.
    """

    steps: History


def enter(key: str, steps: History) -> None:
    """Make a work, saved with these steps, the one that is open."""
    OPEN.set(key)
    SAVED.set(Saved(steps))
    OTHER.drop()
    _count_as_own(key)


def leave() -> None:
    """Make no work the one that is open."""
    OPEN.drop()
    SAVED.drop()
    OTHER.drop()


def enter_film(key: str) -> None:
    """Make a film the one that is open, or none of them."""
    OWN_FILM.set(key)
    _count_as_own(key)


def begin(
    name: str, photo: bytes, history: History, small: bytes, source: Source | None = None
) -> None:
    """Save a new work: `document.begin` says of what."""
    leave()
    with _say_once():
        enter(document.begin(name, photo, history, small, source), history)
        IS_UNSAVED.drop()


def save(history: History) -> None:
    """Save the steps of the work that is open; as a copy, if another window saved steps of it."""
    key, saved = OPEN.get(), SAVED.get()
    if saved is None:
        return
    with _say_once():
        try:
            document.save(key, history, saved.steps)
            saved.steps = history
        except StaleError:
            go_on_as_copy(history)


def go_on_as_copy(history: History) -> None:
    """Make a copy of the open work, with other steps, the one that is open.

    Raises as `document.copy` does.
    """
    other = OPEN.get()
    enter(document.copy(other, history), history)
    OTHER.set(other)


def write_over(history: History) -> None:
    """Save steps over those of the other window; a copy that was made of them goes.

    Raises as `document.save` and `store.remove` do.
    """
    other, own = OTHER.get(), OPEN.get()
    document.save(other, history)
    enter(other, history)
    if own != other:
        remove(own)


def look_around() -> None:
    """Find out whether another window saved steps of the work that is open."""
    key, saved = OPEN.get(), SAVED.get()
    with suppress(StudioError):  # one that is gone is told of when it is saved
        if saved and OTHER.get() in ("", key):
            OTHER.set("" if document.is_saved(key, saved.steps) else key)


def address() -> dict[str, str]:
    """Return what the address of a page has to say."""
    keys = {ADDRESS: OPEN.get(), BATCH: OWN_BATCH.get(), FILM: OWN_FILM.get()}
    return {name: key for name, key in keys.items() if key}


def keep_up(*, asked: bool) -> None:
    """Keep address, browser and disk up with the work that is open, and tell what went wrong.

    With `asked` the browser is to tell which works it knows.
    """
    look_around()
    store.touch(OPEN.get())
    store.touch(OWN_BATCH.get())
    store.touch(OWN_FILM.get(), FILMS)
    if st.query_params.to_dict() != address():
        st.query_params.from_dict(address())
    latest = tuple(filter(None, (OPEN.get(), OWN_FILM.get(), OWN_BATCH.get())))
    keys = Keys(open=latest, gone=REMOVED.get(), known=KNOWN.get(), asked=asked)
    KNOWN.set(known_works.draw(keys))
    if trouble := TROUBLE.pop():
        words = _(
            "Your work is not saved ({trouble}). All else works: download what you want to keep.",
            trouble=plain(tell(trouble)),
        )
        st.toast(tell(words), duration="infinite")


def list_others() -> list[Glance]:
    """Return the visitor's works but for the open one, the one changed last first."""
    works = filter(None, map(document.glance, list_keys() - {OPEN.get()}))
    return sorted(works, key=lambda work: work.age_s)


def list_aside() -> list[Glance]:
    """Return the visitor's works that were put aside, and may come back for an hour."""
    with suppress(OutputError):  # what cannot go now goes another time
        store.remove_aside()
    return [*filter(None, map(document.glance_aside, list_keys()))]


def list_keys() -> set[str]:
    """Return the keys of all works and films of the visitor, as far as the browser has told."""
    return {*OWN.get(), *KNOWN.get()} - set(REMOVED.get())


def find_source(source: Source) -> str:
    """Return the key of the visitor's work whose photo was taken from there; empty if none was."""
    return _find_latest(lambda work: work.source == source)


def find_photo(sha256: str) -> str:
    """Return the key of the visitor's work on a file, by its SHA-256; empty if there is none."""
    return _find_latest(lambda work: work.photo == sha256 and work.source is None)


def name_photo(sha256: str) -> str:
    """Return what the visitor's photo of that SHA-256 is called, hostile; empty if not known."""
    found = filter(None, map(document.glance, list_keys()))
    return next((work.name for work in found if work.photo == sha256), "")


def remove(key: str, shelf: Shelf = WORKS) -> None:
    """Remove a work at once; raises as `store.remove` does."""
    store.remove(key, shelf)
    REMOVED.set((*REMOVED.get(), key))


def _find_latest(is_meant: Callable[[Glance], bool]) -> str:
    """Return the key of the open work if it is meant, else of the one that was changed last."""
    found = filter(is_meant, filter(None, map(document.glance, list_keys())))
    latest = min(found, key=lambda work: (work.key != OPEN.get(), work.age_s), default=None)
    return latest.key if latest else ""


def _count_as_own(key: str) -> None:
    if key:
        OWN.set((key, *(other for other in OWN.get() if other != key)))


@contextmanager
def _say_once() -> Iterator[None]:
    try:
        yield
    except StudioError as error:
        if not IS_UNSAVED.get():
            IS_UNSAVED.set(True)
            TROUBLE.set(error.found)
        if isinstance(error, WorkError):  # it was removed, perhaps in another window
            leave()
