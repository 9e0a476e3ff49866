"""Inputs: widgets that show what is kept elsewhere, for their own values go when a page is left.

Only what a person does may reach what is kept. A browser tells the value of every widget whenever
it asks for anything, and what it tells may be older than what the page shows now: the widget that
an undo has just turned back still says its old value. Streamlit takes that for an act. So a widget
whose value is changed by something else is another widget from then on, and what a widget says that
is no longer on the page does not count.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

PERCENT = 100.0
TURNS, DRAWN = "studio-turns", "studio-drawn"


def draw(
    widget: Callable[..., object],
    label: str,
    value: object,
    take: Callable[[Any], None],
    *choices: object,
    key: str,
    **look: Any,
) -> None:
    """Draw a widget that shows a value, and hand on what a person makes of it.

    Parameters
    ----------
    widget : callable
        Streamlit's.
    label : str
    value : object
    take : callable
        Called with another value; not where the chosen one was pressed again.
    *choices : object
        Options or limits: what the widget takes after its label.
    key : str
        Of the widget; a number follows once something else changed the value.
    **look : Any
        The rest that the widget takes.
    """
    name = drawn(_turned(key, value))
    if st.session_state.get(name) != value:
        st.session_state[name] = value
    widget(label, *choices, key=name, on_change=_take, args=(name, take), **look)


def percent(
    label: str, share: float, take: Callable[[float], None], *limits: float, key: str, **look: Any
) -> None:
    """Draw a slider that shows a share in percent; its two limits are in percent, too."""
    shown = min(round(share * PERCENT, 2), limits[1])
    look = {"step": 0.1, "format": "%.1f %%", **look}
    draw(st.slider, label, shown, lambda value: take(value / PERCENT), *limits, key=key, **look)


def begin() -> None:
    """Begin a page: what was drawn before is there no more, unless it is drawn again."""
    st.session_state[DRAWN] = set()


def drawn(key: str) -> str:
    """Note that a widget is on the page, and return its key."""
    st.session_state.setdefault(DRAWN, set()).add(key)
    return key


def is_drawn(key: str) -> bool:
    """Tell whether a widget is on the page that a person saw last."""
    return key in st.session_state.get(DRAWN, ())


def _turned(key: str, value: object) -> str:
    """Return the key of a widget for the value: another if something else than it changed it.

    A widget that was refused, or takes orders and keeps none, is turned back in place.
    """
    turns: dict[str, tuple[int, object]] = st.session_state.setdefault(TURNS, {})
    turn, before = turns.get(key, (0, value))
    name = _name(key, turn)
    is_elsewhere = name in st.session_state and st.session_state[name] != value
    turn += is_elsewhere and before != value
    turns[key] = turn, value
    return _name(key, turn)


def _name(key: str, turn: int) -> str:
    return f"{key}-{turn}" if turn else key


def _take(name: str, take: Callable[[Any], None]) -> None:
    value = st.session_state[name]
    if value is not None and is_drawn(name):
        take(value)
