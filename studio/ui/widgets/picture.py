"""The photo in hand: one picture in the browser, zoomed and panned, on which a person acts.

To the browser goes a `View`, each time the page is drawn:

    Result, Crop            the photo in its colours, and a part of it in its own pixels
    Brush, Mark             what is painted with; a hint that is there
    Spot, Choices, Swatch   the place whose popover is open, and the colours offered for it
    Areas                   what can be pointed at
    Receipt                 the last event that the server saw

From it comes a `Report` each time a person acts, with all events behind the last `Receipt`:

    Open(x, y)              a spot without a hint was clicked, or entered with the cross-hair
    Try(color)              a colour of the popover is under the pointer; None: no more
    Choose(color)           a colour was chosen for the spot
    Select(name)            a hint was clicked
    Move(name, dx, dy)      a hint was dragged, or moved by an arrow key
    Delete(name)            a hint was removed: Delete, right button, Remove
    Paint(path)             a stroke was painted
    Pick(x, y)              a spot was clicked with Alt: its colour is taken up
    Dip(color)              the brush's colour was set
    Resize(size)            the size of the brush or of the spot's hint was set: slider, [ and ]
    Hold(tool)              a tool was chosen: button, or P, B, A
    Take(x, y, more)        an area was clicked; with Shift or Add: added, or taken out
    Enclose(box)            a box was drawn
    Look(box)               a part is enlarged beyond the preview's pixels; None: no more
    Press(act)              undo, redo, next (where a hint would tell most), close (the spot)

`view.py` and `events.py` say what each field means, `static/message.js` has the same as types.
"""

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from studio.recipe import documents
from studio.recipe.documents import STRICT
from studio.ui import entries
from studio.ui.entries import Entry
from studio.ui.widgets import alerts
from studio.ui.widgets.component import draw_control
from studio.ui.widgets.events import Event, Name
from studio.ui.widgets.view import Receipt, View

KEY = "picture"
SEEN = Entry[Receipt | None](None)
MOST_EVENTS = 200  # that may wait


@dataclass(frozen=True, config=STRICT)
class Numbered:
    """An event, and its number among those of one browser page."""

    n: int
    event: Event


@dataclass(frozen=True, config=STRICT)
class Report:
    """What the browser sends: all events that it does not know to be seen."""

    id: Name  # of the browser's page
    list: Annotated[tuple[Numbered, ...], Field(max_length=MOST_EVENTS)]


def draw(view: View, take: Callable[[Event], None]) -> None:
    """Draw the photo in hand.

    Parameters
    ----------
    view : View
        What is shown; its receipt is added here.
    take : callable
        Called with each event; may raise StudioError.
    """
    shown = replace(view, receipt=SEEN.get())
    draw_control("picture", shown, KEY, on_events_change=functools.partial(_take, take))


def _take(take: Callable[[Event], None]) -> None:
    """Hand on the events that are new."""
    with alerts.remember_error():
        report = documents.read(Report, entries.widget_value(KEY).get("events"))
        seen = SEEN.get()
        last = seen.n if seen and seen.id == report.id else 0
        for numbered in report.list:
            if numbered.n > last:
                SEEN.set(Receipt(report.id, numbered.n))
                take(numbered.event)
