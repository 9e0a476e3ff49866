"""What is asked, on every page, before anything is written over or laid on."""

from collections.abc import Callable

import streamlit as st

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
    "This recipe was made for {owner}. Its hints and layers would lie where they lie there, as "
    "shares of the width and height."
)
ANOTHER = "another photo"


def draw() -> None:
    """Ask what is to be asked just now; nothing most of the time."""
    if saving.OTHER.get():
        is_copy = saving.OTHER.get() != saving.OPEN.get()
        answers = {
            "Show the other one": _show_other,
            "Keep the copy" if is_copy else "Keep this one as a copy": _keep_both,
            "Write over the other one": _write_over,
        }
        _ask("other-window", COPIED if is_copy else CHANGED, answers)
    brought, upload = session.BROUGHT.get(), session.upload()
    if brought and upload:
        owner = f"another photo, {plain(short(brought.owner))}" if brought.owner else ANOTHER
        answers = {
            "Lay it on": session.lay_brought,
            "Only its style": session.lay_style,
            "Leave it": session.BROUGHT.drop,
        }
        if brought.recipe.for_any_photo == session.recipe().for_any_photo:
            del answers["Only its style"]  # it is the same
        _ask("other-photo", ELSEWHERE.format(owner=owner), answers)


def _ask(key: str, words: str, answers: dict[str, Callable[[], None]]) -> None:
    with st.container(key=key, border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(words)
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
