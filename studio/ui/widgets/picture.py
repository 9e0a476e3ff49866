"""The photo in hand: one picture in the browser, zoomed and panned, on which a person acts.

To the browser goes a `View`, each time the page is drawn. From it comes a `Report` each time a
person acts, with all events behind the last `Receipt`. docs/architecture.md has a table of them,
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
    """Draw the photo in hand; the receipt is added here.

    `take` is called with each event, and may raise StudioError.
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
