"""Inputs: widgets that show what is kept elsewhere, for their own values go when a page is left.

Only what a person does may reach what is kept, and a browser tells more than that:

- It tells the value of every widget whenever it asks for anything, and that may be older than what
  the page shows now. Streamlit takes it for an act. So a widget whose value something else changed
  is another widget from then on, and what one says that is no longer on the page does not count.
- It may draw a widget first from the second of two runs, and a value set from the session comes
  with the first alone: a slider would begin at its least value, and tell so. So what is kept is the
  default of its widget in every run.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from studio.ui import entries
from studio.ui.entries import Entry

PERCENT = 100.0
PAGE = Entry("")  # title of the page that is drawn
DRAWN = Entry[frozenset[str]](frozenset())  # keys of the widgets on it
CHANGES = Entry[Mapping[str, int]]({})  # how often something else changed a widget's value


def draw(
    widget: Callable[..., object],
    label: str,
    value: object,
    take: Callable[[Any], None],
    *choices: object,
    key: str,
    **look: Any,
) -> None:
    """Draw a widget of Streamlit's that shows a value, and hand on what a person makes of it.

    Parameters
    ----------
    take : callable
        Called with another value; not where the chosen one was pressed again.
    *choices : object
        Options or limits: what the widget takes after its label.
    key : str
        A number follows it once something else changed the value.
    """
    name = register(_key_for(key, value))
    look = {**look, **_default(widget.__name__, value, choices)}
    widget(label, *choices, key=name, on_change=_take, args=(name, PAGE.get(), take), **look)


def percent(
    label: str, share: float, take: Callable[[float], None], *limits: float, key: str, **look: Any
) -> None:
    """Draw a slider that shows a share in percent; its two limits are in percent, too."""
    shown = min(round(share * PERCENT, 2), limits[1])
    look = {"step": 0.1, "format": "%.1f %%", **look}
    draw(st.slider, label, shown, lambda value: take(value / PERCENT), *limits, key=key, **look)


def begin(title: str) -> None:
    """Begin the page of a title: what was drawn before is there no more, unless drawn again.

    Of another page the values of the widgets are dropped as well. The first run of a page still
    has them, although widgets of the same keys begin anew: a slider taken for set stays at its
    least value.
    """
    DRAWN.drop()
    if PAGE.get() != title:
        entries.drop_widgets()
        PAGE.set(title)


def register(key: str) -> str:
    """Note that a widget is on the page, and return its key."""
    DRAWN.set(DRAWN.get() | {key})
    return key


def is_drawn(key: str) -> bool:
    """Tell whether a widget is on the page that a person saw last."""
    return key in DRAWN.get()


def _key_for(key: str, value: object) -> str:
    """Return the key of a widget for the value: another if the one there shows something else."""
    name = _number(key)
    if entries.has_widget(name) and entries.widget_value(name) != value:
        CHANGES.set({**CHANGES.get(), key: CHANGES.get().get(key, 0) + 1})
    return _number(key)


def _number(key: str) -> str:
    changes = CHANGES.get().get(key)
    return f"{key}-{changes}" if changes else key


def _default(widget: str, value: object, choices: tuple[Any, ...]) -> dict[str, object]:
    """Return what tells a widget of that name its default."""
    if widget in ("selectbox", "radio"):
        options = list(choices[0])
        return {"index": options.index(value) if value in options else None}
    return {"default" if widget in ("segmented_control", "pills") else "value": value}


def _take(name: str, title: str, take: Callable[[Any], None]) -> None:
    value = entries.widget_value(name)  # the key of a page that was left names nothing any more
    if value is not None and is_drawn(name) and title == PAGE.get():
        take(value)
