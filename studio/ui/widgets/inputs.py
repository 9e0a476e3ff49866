"""Inputs: widgets that show what is kept elsewhere, for their own values go when a page is left."""

from collections.abc import Callable
from typing import Any

import streamlit as st

PERCENT = 100.0


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
    **look : Any
        The rest that the widget takes.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    widget(label, *choices, key=key, on_change=_take, args=(key, take), **look)


def percent(
    label: str, share: float, take: Callable[[float], None], *limits: float, key: str, **look: Any
) -> None:
    """Draw a slider that shows a share in percent; its two limits are in percent, too."""
    shown = min(round(share * PERCENT, 2), limits[1])
    look = {"step": 0.1, "format": "%.1f %%", **look}
    draw(st.slider, label, shown, lambda value: take(value / PERCENT), *limits, key=key, **look)


def _take(key: str, take: Callable[[Any], None]) -> None:
    value = st.session_state[key]
    if value is not None:
        take(value)
