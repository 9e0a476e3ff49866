"""Two pictures compared in the browser, zoomed as one: divider, side by side, difference, blink."""

from dataclasses import asdict, dataclass

from studio.ui.widgets.component import addressed, component


@dataclass(frozen=True)
class Side:
    """One of the two pictures."""

    title: str  # shown as plain text
    jpeg: bytes


@dataclass(frozen=True)
class Map:
    """Where the two differ."""

    jpeg: bytes
    legend: bytes  # a JPEG of its colours, from 0 on
    end: int  # the difference at the legend's end


def draw(
    first: Side, second: Side, ratio: float, *, difference: Map | None = None, wash: str = ""
) -> None:
    """Draw two pictures to be compared.

    Parameters
    ----------
    first, second : Side
        Pictures of one shape.
    ratio : float
        Their width as a share of their height.
    difference : Map, optional
        Without it, the difference is not offered.
    wash : str
        Lets the second picture wash over the first once for each new text, and gives it the focus.
    """
    data = {"first": asdict(first), "second": asdict(second), "ratio": ratio, "wash": wash}
    told = {**data, "difference": difference and asdict(difference)}
    component("comparison")(key="comparison", data=addressed(told))
