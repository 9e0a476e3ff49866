"""The pen: what draws on the canvas, in which colour and size."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from studio.language import _
from studio.photo import quarantine
from studio.recipe.hints import BEST, THING, Extent, Level, Point
from studio.rendering import suggestions
from studio.ui import entries
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.panels import picker_choice
from studio.ui.widgets import alerts, swatch
from studio.ui.widgets.events import Tool
from studio.ui.work import cache, session

PALETTE = "palette-file"  # key of a widget
MOST_RECENT = 6


@dataclass(frozen=True)
class Pen:
    """What a person draws with; kept across pages."""

    tool: Tool = "point"  # or the brush
    color: str = "#b03a2e"
    within: Extent = THING  # how far a new hint's colour goes
    recent: tuple[str, ...] = ()  # colours used, the last one first
    palette: tuple[str, ...] = ()  # of another picture, the largest areas first


PEN = Entry(Pen())
BRUSH = Entry[tuple[int, float | None]](
    (0, None)
)  # for which of the photos opened so far, how wide
USUAL = 1 / 80  # of the longer side: of a hint that no screen gave a size


def brush() -> float | None:
    """Return how wide the brush is, as a share of the photo's longer side; None until it is set."""
    opened, size = BRUSH.get()
    return size if opened == session.OPENED.get() else None


def resize(size: float) -> None:
    """Give the brush a width, for this photo."""
    BRUSH.set((session.OPENED.get(), size))


def change(**fields: Any) -> None:
    """Change the pen."""
    PEN.set(replace(PEN.get(), **fields))


def make_point(
    x: float, y: float, *, size: float = USUAL, level: Level = BEST, layer: int = 0
) -> Point:
    """Return the point that the pen makes at a spot, for that level of what is under it."""
    pen = PEN.get()
    return Point(
        x=x,
        y=y,
        color=pen.color,
        size=size,
        within=pen.within,
        level=level,
        layer=layer,
        picker=picker_choice.current(),
    )


def dip(color: str) -> None:
    """Take a colour, and remember it as used."""
    others = [other for other in PEN.get().recent if other != color]
    change(color=color, recent=(color, *others)[:MOST_RECENT])


def draw_palette() -> None:
    """Offer the colours of a second picture; they are also offered at each spot."""
    with st.popover(tell("Colours of a picture")):
        label = tell("A picture to take colours from")
        st.file_uploader(label, key=PALETTE, on_change=_take_palette)
        if colors := PEN.get().palette:
            label = tell("Its colours, the largest areas first")
            swatch.row(label, colors, dip, key="palette")


def _take_palette() -> None:
    """Read the colours of the picture that was opened; without one there are none."""
    file = entries.widget_value(PALETTE)
    with alerts.remember_error():
        change(palette=_dominant(file.getvalue(), file.name) if file else ())


@cache.remember(16, _("Reading the picture"))
def _dominant(data: bytes, _name: str) -> tuple[str, ...]:
    return suggestions.dominant(quarantine.read(data, _name).rgb)
