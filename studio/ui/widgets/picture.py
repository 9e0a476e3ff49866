"""The photo in hand: one picture in the browser, zoomed and panned, on which a person acts.

What is shown is told by the server; what a person does comes back as events, which name the deed
and its place. The browser repeats an event until the server has told that it saw it.
"""

import functools
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field
from pydantic.dataclasses import dataclass

from studio.recipe import documents
from studio.recipe.documents import STRICT
from studio.ui import entries
from studio.ui.entries import Entry
from studio.ui.widgets import alerts
from studio.ui.widgets.component import addressed, component
from studio.ui.widgets.events import Event, Name

KEY = "picture"
SEEN = Entry[dict[str, Any] | None](None)
SCRIPTS = "lens", "hints", "areas", "queue"
MOST_EVENTS = 200  # that may wait


@dataclass(frozen=True, config=STRICT)
class Numbered:
    """An event, and its number among those of one browser page."""

    n: int
    event: Event


@dataclass(frozen=True, config=STRICT)
class Told:
    """What the browser told: all events that it does not know to be seen."""

    id: Name  # of the browser's page
    list: Annotated[tuple[Numbered, ...], Field(max_length=MOST_EVENTS)]


def draw(data: dict[str, Any], take: Callable[[Event], None]) -> None:
    """Draw the photo in hand.

    Parameters
    ----------
    data : dict
        What static/picture.js is told, with pictures as files in bytes.
    take : callable
        Called with each event; may raise StudioError.
    """
    told = {**addressed(data), "seen": SEEN.get()}
    component("picture", *SCRIPTS)(
        key=KEY, data=told, on_events_change=functools.partial(_take, take)
    )


def _take(take: Callable[[Event], None]) -> None:
    """Hand on the events that are new."""
    with alerts.remember_error():
        told = documents.read(Told, entries.widget_value(KEY).get("events"))
        seen = SEEN.get() or {}
        last = seen["n"] if seen.get("id") == told.id else 0
        for numbered in told.list:
            if numbered.n > last:
                SEEN.set({"id": told.id, "n": numbered.n})
                take(numbered.event)
