"""The choice of a language, which the visitor's own browser keeps."""

from dataclasses import dataclass

import streamlit as st

from studio.language import LANGUAGES
from studio.ui import language, quirks
from studio.ui.entries import Entry
from studio.ui.widgets import inputs
from studio.ui.widgets.component import run_script

CHOSEN = Entry("")  # just now: the browser draws the page anew


@dataclass(frozen=True)
class Language:
    """What the browser has to know for that."""

    chosen: str  # a tag of two letters; without one it keeps what it has
    cookie: str = language.COOKIE


def draw() -> None:
    """Offer the languages, each by its own name."""
    inputs.draw(
        st.selectbox,
        language.tell("Language"),
        language.current(),
        CHOSEN.set,
        tuple(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
    )
    if CHOSEN.get():
        with quirks.aside("languages"):
            run_script("languages", Language(CHOSEN.pop()), "languages")
