"""What a session keeps across reruns and pages: each thing in an entry that says its type.

Streamlit drops a widget's value when its page is left. What is kept lies apart from the widgets',
under one key, so that theirs can be dropped without knowing either.
"""

from typing import Any, Generic, TypeVar

import streamlit as st

KEPT = "studio"  # no widget has this key

Value = TypeVar("Value")


class Entry(Generic[Value]):
    """One thing that a session keeps. An entry is its own key: no two can be taken for one."""

    def __init__(self, default: Value) -> None:
        self.default = default  # of every session, so it must not be changed

    def get(self) -> Value:
        """Return what was set last in this session, else the default."""
        return _kept().get(self, self.default)

    def set(self, value: Value) -> None:
        """Keep a value in place of the one before."""
        _kept()[self] = value

    def drop(self) -> None:
        """Go back to the default."""
        self.pop()

    def pop(self) -> Value:
        """Go back to the default, and return what was kept."""
        return _kept().pop(self, self.default)


def widget_value(key: str) -> Any:
    """Return the value of the widget of a key; None without it."""
    return st.session_state.get(key)


def has_widget(key: str) -> bool:
    """Tell whether the session knows a widget of that key."""
    return key in st.session_state


def drop_widgets() -> None:
    """Drop the values of all widgets."""
    for key in [key for key in st.session_state if key != KEPT]:
        del st.session_state[key]


def _kept() -> dict[Entry, Any]:
    return st.session_state.setdefault(KEPT, {})
