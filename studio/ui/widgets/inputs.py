"""Inputs: widgets that show what is kept elsewhere, for their own values go when a page is left.

Only what a person does may reach what is kept, and a browser tells more than that:

- It tells the value of every widget whenever it asks for anything, and that may be older than what
  the page shows now. Streamlit takes it for an act. So a widget whose value something else changed
  is another widget from then on, and what one says that is no longer on the page does not count.
- It may draw a widget first from the second of two runs, and a value set from the session comes
  with the first alone: a slider would begin at its least value, and tell so. So what is kept is the
  default of its widget in every run.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from studio.ui import quirks

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
    name, title = drawn(_turned(key, value)), st.session_state.get(quirks.PAGE)
    look = {**look, **_begun_at(widget.__name__, value, choices)}
    widget(label, *choices, key=name, on_change=_take, args=(name, title, take), **look)


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
    """Return the key of a widget for the value: another if the one there shows something else."""
    turns: dict[str, int] = st.session_state.setdefault(TURNS, {})
    name = _name(key, turns)
    if name in st.session_state and st.session_state[name] != value:
        turns[key] = turns.get(key, 0) + 1
    return _name(key, turns)


def _name(key: str, turns: dict[str, int]) -> str:
    return f"{key}-{turns[key]}" if key in turns else key


def _begun_at(widget: str, value: object, choices: tuple[Any, ...]) -> dict[str, object]:
    """Return what tells a widget of that name its default."""
    if widget in ("selectbox", "radio"):
        options = list(choices[0])
        return {"index": options.index(value) if value in options else None}
    return {"default" if widget in ("segmented_control", "pills") else "value": value}


def _take(name: str, title: str, take: Callable[[Any], None]) -> None:
    value = st.session_state.get(name)  # the key of a page that was left names nothing any more
    is_there = is_drawn(name) and title == st.session_state.get(quirks.PAGE)
    if value is not None and is_there:
        take(value)
