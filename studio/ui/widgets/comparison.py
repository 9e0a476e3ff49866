"""Two pictures compared in the browser, zoomed as one: divider, side by side, difference, blink."""

from dataclasses import dataclass

from studio.ui.widgets.component import draw_control


@dataclass(frozen=True)
class Side:
    """One of the two pictures."""

    title: str  # shown as plain text
    jpeg: bytes


@dataclass(frozen=True)
class Difference:
    """Where the two differ."""

    jpeg: bytes
    legend: bytes  # a JPEG of its colours, from 0 on
    end: int  # the difference at the legend's end


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two pictures of one shape."""

    first: Side
    second: Side
    ratio: float  # their width as a share of their height
    difference: Difference | None = None  # without it, none is offered
    # lets the second wash over the first once for each new text, and gives the divider the focus
    wash: str = ""


def draw(pair: Pair) -> None:
    """Draw two pictures to be compared."""
    draw_control("comparison", pair, "comparison")
