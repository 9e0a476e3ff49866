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
from studio.ui.escaping import plain
from studio.ui.widgets import known_works
from studio.works import store

ADDRESS, BATCH = "s", "b"  # the names in a page's address of a work's key, and of a batch's
OPEN, OWN, KNOWN, GONE = "studio-open", "studio-own", "studio-known", "studio-gone"
OWN_BATCH = "studio-own-batch"
UNSAVED, UNTOLD = "studio-unsaved", "studio-untold"


def open_key() -> str:
    """Return the key of the work that is open; empty while none is, or it could not be saved."""
    return st.session_state.get(OPEN, "")


def enter(key: str) -> None:
    """Make a work the one that is open, or none of them."""
    st.session_state[OPEN] = key
    if key:
        st.session_state[OWN] = [key, *(other for other in _keys(OWN) if other != key)]


def batch_key() -> str:
    """Return the key of the visitor's uploaded batch; empty while there is none."""
    return st.session_state.get(OWN_BATCH, "")


def enter_batch(key: str) -> None:
    """Make a batch the visitor's own, or none."""
    st.session_state[OWN_BATCH] = key


def begin(name: str, photo: bytes, history: History, small: bytes) -> None:
    """Save a new work: `works.begin` says of what."""
    enter("")
    with _say_once():
        enter(store.begin(name, photo, history, small))
        st.session_state.pop(UNSAVED, None)


def save(history: History) -> None:
    """Save the steps of the work that is open."""
    if open_key():
        with _say_once():
            store.save(open_key(), history)


def asked_for() -> str:
    """Return the key in the page's address, which may be any text."""
    return st.query_params.get(ADDRESS, "")


def address() -> dict[str, str]:
    """Return what the address of a page has to say."""
    keys = {ADDRESS: open_key(), BATCH: batch_key()}
    return {name: key for name, key in keys.items() if key}


def keep_up(*, asked: bool) -> None:
    """Keep address, browser and disk up with the work that is open, and tell what went wrong.

    Parameters
    ----------
    asked : bool
        Whether the browser is to tell which works it knows.
    """
    store.touch(open_key())
    store.touch(batch_key())
    if st.query_params.to_dict() != address():
        st.query_params.from_dict(address())
    known = known_works.draw(open_key(), _keys(GONE), _keys(KNOWN), asked=asked)
    st.session_state[KNOWN] = known
    if found := st.session_state.pop(UNTOLD, ""):
        sorry = f"Your work is not saved ({plain(found)})."
        words = f"{sorry} All else works: download what you want to keep."
        st.toast(words, duration="infinite")


def others() -> list[store.Glance]:
    """Return the visitor's works but for the open one, the one changed last first."""
    keys = {*_keys(OWN), *_keys(KNOWN)} - {open_key(), *_keys(GONE)}
    seen = filter(None, map(store.glance, keys))
    return sorted(seen, key=lambda work: work.age_s)


def remove(key: str) -> None:
    """Remove a work at once.

    Raises
    ------
    OutputError
        If the disk refuses it.
    """
    store.remove(key)
    st.session_state[GONE] = [*_keys(GONE), key]


def _keys(entry: str) -> list[str]:
    return st.session_state.get(entry, [])


@contextmanager
def _say_once() -> Iterator[None]:
    """Have it said that work is not saved, unless it was."""
    try:
        yield
    except StudioError as error:
        if not st.session_state.get(UNSAVED):
            st.session_state[UNSAVED], st.session_state[UNTOLD] = True, error.found
        if isinstance(error, WorkError):  # it was removed, perhaps in another window
            enter("")
