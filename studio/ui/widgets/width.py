"""The width of a place on the page, which Streamlit does not tell and a canvas must know."""

from typing import Any

import streamlit as st

from studio.ui import quirks
from studio.ui.entries import Entry

WIDTH = Entry[int | None](None)  # which is lost with the widget when its page is left
SPARE = 24  # pixels that may stay unused: a scroll bar that goes redraws nothing
WIDEST = 4_000  # pixels that are believed
REST_MS = 150  # without a change: a side bar slides, and a window is dragged
JAVASCRIPT = f"""
export default function ({{ data, parentElement, setStateValue }}) {{
  let known = data.known;
  const report = () => {{
    const width = Math.floor(parentElement.clientWidth);
    if (width === 0 || (width >= known && width < known + {SPARE})) return;
    known = width;
    setStateValue("width", width);
  }};
  let timer;
  const observer = new ResizeObserver(() => {{
    clearTimeout(timer);
    timer = setTimeout(report, {REST_MS});
  }});
  observer.observe(parentElement);
  return () => {{
    clearTimeout(timer);
    observer.disconnect();
  }};
}}
"""


def measured(key: str, assumed: int) -> int:
    """Return a width in CSS pixels that fits the container: `assumed` until the browser has told.

    It may be up to SPARE smaller than the container.
    """
    known = WIDTH.get() or assumed
    measure = st.components.v2.component("studio-width", js=JAVASCRIPT, **quirks.BARE)
    told: Any = measure(key=key, data={"known": known}, on_width_change=lambda: None).width
    if isinstance(told, int) and 0 < told < WIDEST:
        WIDTH.set(told)
    return WIDTH.get() or assumed
