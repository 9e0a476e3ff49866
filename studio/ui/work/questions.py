"""What is asked, on every page, before anything is written over or laid on."""

from collections.abc import Callable

import streamlit as st

from studio.ui.entries import Entry
from studio.ui.escaping import plain, short
from studio.ui.widgets import alerts
from studio.ui.work import saving, session

CHANGED = (
    "This work was changed in another window after it was opened here. Nothing was written over."
)
COPIED = (
    "This work was changed in another window, too. Nothing was written over: what you do here goes "
    "on as a copy."
)
ELSEWHERE = (
    "This recipe was made for {owner}. Its hints and layers would go to the same places here."
)
TOLD = Entry[tuple[str, bool] | None](None)  # of which other work, and whether of a copy


def draw() -> None:
    """Ask what is to be asked just now; nothing most of the time."""
    _ask_of_other_window()
    _ask_of_other_photo()


def _ask_of_other_window() -> None:
    other = saving.OTHER.get()
    if not other:
        TOLD.drop()
        return
    is_copy = other != saving.OPEN.get()
    words = COPIED if is_copy else CHANGED
    if TOLD.get() != (other, is_copy):  # the page may be scrolled down
        TOLD.set((other, is_copy))
        st.toast(words)
    answers = {
        "Show the other one": _show_other,
        "Keep the copy" if is_copy else "Keep this one as a copy": _keep_both,
        "Write over the other one": _write_over,
    }
    _ask("other-window", words, answers)


def _ask_of_other_photo() -> None:
    brought = session.BROUGHT.get()
    if brought is None or session.upload() is None:
        return
    answers = {
        "Lay it on": session.lay_brought,
        "Only its style": session.lay_style,
        "Leave it": session.BROUGHT.drop,
    }
    if brought.recipe.for_any_photo == session.recipe().for_any_photo:
        del answers["Only its style"]  # it is the same
    owner = f"another photo, {plain(short(brought.owner))}" if brought.owner else "another photo"
    _ask("other-photo", ELSEWHERE.format(owner=owner), answers)


def _ask(key: str, words: str, answers: dict[str, Callable[[], None]]) -> None:
    with st.container(key=key, border=True):
        st.markdown(words)
        with st.container(horizontal=True):
            for label, answer in answers.items():
                st.button(label, key=f"{key}-{label}", on_click=_try, args=(answer,))


def _try(answer: Callable[[], None]) -> None:
    with alerts.remember_error():
        answer()


def _show_other() -> None:
    session.open_work(saving.OTHER.get())


def _keep_both() -> None:
    if saving.OTHER.get() == saving.OPEN.get():
        saving.go_on_as_copy(session.history())
    saving.OTHER.drop()


def _write_over() -> None:
    saving.write_over(session.history())
