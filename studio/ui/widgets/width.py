"""The width of a place on the page, which Streamlit does not tell and a canvas must know."""

from dataclasses import dataclass
from typing import Any

from studio.ui.entries import Entry
from studio.ui.widgets.component import run_script

WIDTH = Entry[int | None](None)  # which is lost with the widget when its page is left
SPARE = 24  # pixels that may stay unused: a scroll bar that goes redraws nothing
WIDEST = 4_000  # pixels that are believed
REST_MS = 150  # without a change: a side bar slides, and a window is dragged


@dataclass(frozen=True)
class Measurement:
    """When a width is told: no longer from `known` to so much more, and at rest."""

    known: int  # CSS pixels
    spare: int = SPARE
    rest_ms: int = REST_MS


def measure(key: str, assumed: int) -> int:
    """Return a width in CSS pixels that fits the container: `assumed` until the browser has told.

    It may be up to SPARE smaller than the container.
    """
    known = Measurement(WIDTH.get() or assumed)
    told: Any = run_script("width", known, key, on_width_change=lambda: None).width
    if isinstance(told, int) and 0 < told < WIDEST:
        WIDTH.set(told)
    return WIDTH.get() or assumed
