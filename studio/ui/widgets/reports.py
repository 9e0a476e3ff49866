"""Reports: what the browser tells of a control, each event once, however often it is repeated."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from studio.recipe import documents
from studio.recipe.documents import STRICT
from studio.ui import entries
from studio.ui.entries import Entry
from studio.ui.widgets import alerts
from studio.ui.widgets.events import Event, Name
from studio.ui.widgets.view import Receipt

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


def hear(key: str, take: Callable[[Event], None]) -> None:
    """Hand on the new events of the control of a key; `take` may raise StudioError."""
    with alerts.remember_error():
        report = documents.read(Report, entries.widget_value(key).get("events"))
        seen = SEEN.get()
        last = seen.n if seen and seen.id == report.id else 0
        for numbered in report.list:
            if numbered.n > last:
                SEEN.set(Receipt(report.id, numbered.n))
                take(numbered.event)
