"""Where the keyboard goes on: what a person pressed is often gone once the page is drawn anew.

The browser finds the nearest control that is left by itself. Where another one is more sensible,
the page asks for it.
"""

import itertools
from dataclasses import dataclass

from studio.ui import quirks
from studio.ui.entries import Entry
from studio.ui.widgets.component import run_script


@dataclass(frozen=True)
class Destination:
    """Where the keyboard is to go on, once for each number."""

    place: str  # key of a container; empty for the nearest control
    number: int


NEXT = Entry(Destination("", 0))

_numbers = itertools.count(1)


def ask(place: str) -> None:
    """Have the keyboard go on in the container of that key, unless a person is elsewhere."""
    NEXT.set(Destination(place, next(_numbers)))


def draw() -> None:
    """Have the browser keep the keyboard on the page, and tell it where a person is to go on."""
    with quirks.aside("focus"):
        run_script("focus", NEXT.get(), "focus")
