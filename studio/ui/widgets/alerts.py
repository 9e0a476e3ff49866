"""Errors that a person can mend, told in a sentence; what is wrong with the studio crashes."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from studio.errors import StudioError
from studio.ui.entries import Entry
from studio.ui.escaping import plain

ERROR = Entry("")  # what was wrong with the last change, until another one is made


@contextmanager
def show_errors() -> Iterator[None]:
    """Show a `StudioError` where it arose."""
    try:
        yield
    except StudioError as error:
        st.error(plain(str(error)))


@contextmanager
def remember_error() -> Iterator[None]:
    """Try to change something; why that cannot be is for `show_remembered_error` to say."""
    ERROR.drop()
    try:
        yield
    except StudioError as error:
        ERROR.set(str(error))


def show_remembered_error() -> None:
    """Say what was wrong with the last change, until another one is made."""
    if ERROR.get():
        st.error(plain(ERROR.get()))
