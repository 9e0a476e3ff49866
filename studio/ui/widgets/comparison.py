"""Pictures of one photo compared in the browser, zoomed as one.

Two have a divider between them, lie side by side, blink, or are shown as their difference; four lie
beside each other.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.ui.widgets import reports
from studio.ui.widgets.component import draw_control
from studio.ui.widgets.events import Event
from studio.ui.widgets.view import Crop, Receipt

KEY = "comparison"
AROUND = 200  # CSS pixels of the window that are left to what is around pictures


@dataclass(frozen=True)
class Side:
    """One of the pictures."""

    title: str  # shown as plain text
    jpeg: bytes
    crop: Crop | None = None  # the part that was asked for last


@dataclass(frozen=True)
class Difference:
    """Where the first two differ."""

    jpeg: bytes
    legend: bytes  # a JPEG of its colours, from 0 on
    end: int  # the difference at the legend's end


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two pictures of one photo, or four."""

    sides: tuple[Side, ...]
    photo: str  # its digest: another photo is seen whole at first
    width: int  # of the photo, in its own pixels
    height: int
    sharp: float  # pixels that the pictures are wide: enlarged beyond them, a part is asked for
    around: int = AROUND
    difference: Difference | None = None  # without it, none is offered
    # lets the second wash over the first once for each new text, and gives the divider the focus
    wash: str = ""
    opens: bool = False  # whether a click on the second opens its spot
    receipt: Receipt | None = None


def draw(compared: Compared, take: Callable[[Event], None] = lambda _: None) -> None:
    """Draw pictures to be compared; `take` is called with what a person did to them."""
    shown = replace(compared, receipt=reports.SEEN.get())
    heard = functools.partial(reports.hear, KEY, take)
    draw_control("comparison", shown, KEY, on_events_change=heard)
