"""What every page does by itself in the browser.

On a phone the side bar folds after a choice, and the end of the server is told.
"""

from dataclasses import dataclass

from studio.language import _
from studio.ui import quirks
from studio.ui.language import tell
from studio.ui.widgets.component import run_script

END = _("The studio was closed. Start it again: your work is saved.")


@dataclass(frozen=True)
class Shell:
    """What the browser has to know for that."""

    end: str  # what it says while the server does not answer


def draw() -> None:
    """Have the browser do it."""
    with quirks.aside("shell"):
        run_script("shell", Shell(tell(END)), "shell")
