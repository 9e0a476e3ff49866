"""Saving the session's work as it is made, and the visitor's other works.

The key of the work that is open stands in the page's address, so that a reload finds it; the keys
of all works of a visitor lie in the visitor's browser. Where the disk refuses, that is said once,
and the studio works on without saving.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from studio.errors import StudioError, WorkError
from studio.recipe.history import History
from studio.ui.entries import Entry
from studio.ui.escaping import plain
from studio.ui.widgets import known_works
from studio.ui.widgets.known_works import Keys
from studio.works import document, store
from studio.works.document import Glance

ADDRESS, BATCH = "s", "b"  # the names in a page's address of a work's key, and of a batch's
OPEN = Entry("")  # key of the work that is open; empty while none is, or it could not be saved
OWN = Entry[tuple[str, ...]](())  # keys of the works of this session, the one opened last first
KNOWN = Entry[tuple[str, ...]](())  # keys that the browser keeps
REMOVED = Entry[tuple[str, ...]](())
OWN_BATCH = Entry("")  # key of the visitor's uploaded batch
IS_UNSAVED = Entry(False)
TROUBLE = Entry("")  # why work is not saved, until that is said


def enter(key: str) -> None:
    """Make a work the one that is open, or none of them."""
    OPEN.set(key)
    if key:
        OWN.set((key, *(other for other in OWN.get() if other != key)))


def begin(name: str, photo: bytes, history: History, small: bytes) -> None:
    """Save a new work: `document.begin` says of what."""
    enter("")
    with _say_once():
        enter(document.begin(name, photo, history, small))
        IS_UNSAVED.drop()


def save(history: History) -> None:
    """Save the steps of the work that is open."""
    if OPEN.get():
        with _say_once():
            document.save(OPEN.get(), history)


def address() -> dict[str, str]:
    """Return what the address of a page has to say."""
    keys = {ADDRESS: OPEN.get(), BATCH: OWN_BATCH.get()}
    return {name: key for name, key in keys.items() if key}


def keep_up(*, asked: bool) -> None:
    """Keep address, browser and disk up with the work that is open, and tell what went wrong.

    With `asked` the browser is to tell which works it knows.
    """
    store.touch(OPEN.get())
    store.touch(OWN_BATCH.get())
    if st.query_params.to_dict() != address():
        st.query_params.from_dict(address())
    keys = Keys(open=OPEN.get(), gone=REMOVED.get(), known=KNOWN.get(), asked=asked)
    KNOWN.set(known_works.draw(keys))
    if trouble := TROUBLE.pop():
        advice = "All else works: download what you want to keep."
        st.toast(f"Your work is not saved ({plain(trouble)}). {advice}", duration="infinite")


def list_others() -> list[Glance]:
    """Return the visitor's works but for the open one, the one changed last first."""
    keys = {*OWN.get(), *KNOWN.get()} - {OPEN.get(), *REMOVED.get()}
    works = filter(None, map(document.glance, keys))
    return sorted(works, key=lambda work: work.age_s)


def remove(key: str) -> None:
    """Remove a work at once; raises as `store.remove` does."""
    store.remove(key)
    REMOVED.set((*REMOVED.get(), key))


@contextmanager
def _say_once() -> Iterator[None]:
    try:
        yield
    except StudioError as error:
        if not IS_UNSAVED.get():
            IS_UNSAVED.set(True)
            TROUBLE.set(error.found)
        if isinstance(error, WorkError):  # it was removed, perhaps in another window
            enter("")
