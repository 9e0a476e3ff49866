"""The pen: which tool draws on the canvas, in which colour and size."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from studio.photo import photo
from studio.render import suggestions
from studio.ui import cache, page
from studio.ui.widgets import inputs, swatch

PEN = "studio-pen"
POINT, BRUSH, MOVE, PICK = "Point", "Brush", "Move", "Pick"
TOOLS = {
    POINT: "Click the photo where the colour belongs.",
    BRUSH: "Paint over the photo where the colour belongs.",
    MOVE: "Drag a hint to another place.",
    PICK: "Click a spot to take the colour that the result has there.",
}
LARGEST = 1 / 8  # of the photo's longer side
MOST_RECENT = 9


@dataclass(frozen=True)
class Pen:
    """What a person draws with; kept across pages."""

    tool: str = POINT
    color: str = "#b03a2e"
    size: float = 0.03  # share of the photo's longer side
    recent: tuple[str, ...] = ()  # colours used, the last one first


def held() -> Pen:
    """Return the pen."""
    return st.session_state.get(PEN, Pen())


def dip(color: str) -> None:
    """Take a colour, and remember it as used."""
    others = [other for other in held().recent if other != color]
    _keep(color=color, recent=(color, *others)[:MOST_RECENT])


def controls(longer: int) -> None:
    """Offer the tools, the colour, and the size in pixels of a photo with that longer side."""
    pen, most = held(), max(2, round(longer * LARGEST))
    size = min(max(round(pen.size * longer), 1), most)
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        inputs.draw(st.segmented_control, "Tool", pen.tool, _take_tool, list(TOOLS), key="tool")
        inputs.draw(st.color_picker, "Colour", pen.color, _take_color, key="color")
        take = partial(_take_size, longer)
        inputs.draw(st.slider, "Size in pixels", size, take, 1, most, key="size", width=180)
        if pen.recent:
            swatch.row("Recent colours", pen.recent, dip, key="recent")
    st.caption(TOOLS[pen.tool])


def palette() -> None:
    """Offer the colours of a second picture."""
    with st.popover("Colours of a picture"):
        _palette()


def _palette() -> None:
    file = st.file_uploader("A picture to take colours from", key="palette-file")
    if file is None:
        return
    with page.show_errors():
        colors = _dominant(file.getvalue(), file.name)
        swatch.row("Its colours, the largest areas first", colors, dip, key="palette")


@cache.remember(16, "Reading the picture")
def _dominant(data: bytes, _name: str) -> tuple[str, ...]:
    return suggestions.dominant(photo.read(data, _name).rgb)


def _take_tool(tool: str) -> None:
    _keep(tool=tool)


def _take_size(longer: int, pixels: int) -> None:
    _keep(size=pixels / longer)


def _take_color(color: str) -> None:
    _keep(color=color.lower())


def _keep(**fields: Any) -> None:
    st.session_state[PEN] = replace(held(), **fields)
