"""Errors that a person can mend, told plainly; what is wrong with the studio crashes."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from studio.errors import StudioError
from studio.ui import language
from studio.ui.entries import Entry
from studio.ui.escaping import plain

ERROR = Entry[StudioError | None](None)  # of the last change, until another one is made


@contextmanager
def show_errors() -> Iterator[None]:
    """Show a `StudioError` where it arose."""
    try:
        yield
    except StudioError as error:
        tell(error)


def tell(error: StudioError) -> None:
    """Show an error in plain words, with the exact sentence behind them."""
    with st.container():
        st.error(plain(language.tell(error.plain)))
        with st.expander(language.tell("Details")):
            st.caption(plain(language.tell(error.sentence)))


@contextmanager
def remember_error() -> Iterator[None]:
    """Try to change something; why that cannot be is for `show_remembered_error` to say."""
    ERROR.drop()
    try:
        yield
    except StudioError as error:
        ERROR.set(error)


def show_remembered_error() -> None:
    """Say what was wrong with the last change, until another one is made."""
    if error := ERROR.get():
        tell(error)
