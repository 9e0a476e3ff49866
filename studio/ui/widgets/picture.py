"""The photo in hand: one picture in the browser, zoomed and panned, on which a person acts.

To the browser goes a `View`, each time the page is drawn. From it comes a `Report` each time a
person acts, with all events behind the last `Receipt`. docs/architecture.md has a table of them,
`view.py` and `events.py` say what each field means, `static/message.js` has the same as types.
"""

import functools
from collections.abc import Callable
from dataclasses import replace

from studio.ui.widgets import reports
from studio.ui.widgets.component import draw_control
from studio.ui.widgets.events import Event
from studio.ui.widgets.view import View

KEY = "picture"


def draw(view: View, take: Callable[[Event], None]) -> None:
    """Draw the photo in hand; the receipt is added here.

    `take` is called with each event, and may raise StudioError.
    """
    shown = replace(view, receipt=reports.SEEN.get())
    draw_control("picture", shown, KEY, on_events_change=functools.partial(reports.hear, KEY, take))
