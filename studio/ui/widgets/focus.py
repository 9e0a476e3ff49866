"""Where the keyboard goes on: what a person pressed is often gone once the page is drawn anew."""

import itertools
from dataclasses import dataclass

from studio.ui import quirks
from studio.ui.entries import Entry
from studio.ui.widgets.component import run_script

NEXT = Entry[tuple[str, int] | None](None)

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Destination:
    """Where the keyboard goes on."""

    place: str  # key of a container


def ask(place: str) -> None:
    """Have the keyboard go on in the container of that key, unless a person is elsewhere."""
    NEXT.set((place, next(_numbers)))


def draw() -> None:
    """Tell the browser where the keyboard goes on: once each time it was asked for."""
    if asked := NEXT.get():
        place, number = asked
        with quirks.aside("focus"):
            run_script("focus", Destination(place), f"focus-{number}")
