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
    difference: Difference | None  # without it, none is offered
    # lets the second wash over the first once for each new text, and gives the divider the focus
    wash: str


def draw(
    first: Side,
    second: Side,
    ratio: float,
    *,
    difference: Difference | None = None,
    wash: str = "",
) -> None:
    """Draw two pictures to be compared: the fields of a `Pair`."""
    pair = Pair(first=first, second=second, ratio=ratio, difference=difference, wash=wash)
    draw_control("comparison", pair, "comparison")
