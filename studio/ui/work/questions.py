"""What is asked, on every page, before anything is written over or laid on."""

from collections.abc import Callable, Mapping

import streamlit as st

from studio.language import Sentence, _
from studio.ui.entries import Entry
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.widgets import alerts
from studio.ui.work import saving, session

CHANGED = _(
    "This work was changed in another window after it was opened here. Nothing was written over."
)
COPIED = _(
    "This work was changed in another window, too. Nothing was written over: what you do here goes "
    "on as a copy."
)
ELSEWHERE = _(
    "This recipe was made for another photo. Its hints and layers would go to the same places here."
)
OWNED = _(
    "This recipe was made for another photo, {owner}. Its hints and layers would go to the same "
    "places here."
)
STYLE = _("Only its style")
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
        st.toast(tell(words))
    answers = {
        _("Show the other one"): _show_other,
        _("Keep the copy") if is_copy else _("Keep this one as a copy"): _keep_both,
        _("Write over the other one"): _write_over,
    }
    _ask("other-window", words, answers)


def _ask_of_other_photo() -> None:
    brought = session.BROUGHT.get()
    if brought is None or session.upload() is None:
        return
    answers = {
        _("Lay it on"): session.lay_brought,
        STYLE: session.lay_style,
        _("Leave it"): session.BROUGHT.drop,
    }
    if brought.recipe.for_any_photo == session.recipe().for_any_photo:
        del answers[STYLE]  # it is the same
    owner = plain(short(brought.owner))
    _ask("other-photo", _(OWNED, owner=owner) if owner else ELSEWHERE, answers)


def _ask(key: str, words: Sentence, answers: Mapping[Sentence, Callable[[], None]]) -> None:
    with st.container(key=key, border=True):
        st.markdown(tell(words))
        with st.container(horizontal=True):
            for label, answer in answers.items():
                st.button(tell(label), key=f"{key}-{label}", on_click=_try, args=(answer,))


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
