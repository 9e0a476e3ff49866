"""The width of a place on the page, which Streamlit does not tell and a canvas must know."""

from typing import Any

import streamlit as st

TOLERANCE = 24  # pixels: a scroll bar that comes or goes redraws nothing
REST_MS = 150  # without a change: a side bar slides, and a window is dragged
JAVASCRIPT = f"""
export default function ({{ data, parentElement, setStateValue }}) {{
  let known = data.known;
  const report = () => {{
    const width = Math.floor(parentElement.clientWidth);
    if (width === 0 || Math.abs(width - known) < {TOLERANCE}) return;
    known = width;
    setStateValue("width", width);
  }};
  let timer;
  const observer = new ResizeObserver(() => {{
    clearTimeout(timer);
    timer = setTimeout(report, {REST_MS});
  }});
  observer.observe(parentElement);
  return () => observer.disconnect();
}}
"""


def measured(key: str, assumed: int) -> int:
    """Return the width of the container in CSS pixels: `assumed` until the browser has told."""
    kept = f"studio-{key}"
    known = st.session_state.get(kept, assumed)
    measure = st.components.v2.component("studio-width", js=JAVASCRIPT, isolate_styles=False)
    told: Any = measure(key=key, data={"known": known}, on_width_change=lambda: None).width
    if isinstance(told, int) and told > 0:
        st.session_state[kept] = told
    return st.session_state.get(kept, assumed)
