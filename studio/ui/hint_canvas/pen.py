"""The pen: which tool draws on the canvas, in which colour and size."""

from dataclasses import dataclass, replace

import streamlit as st

from studio.photo import photo
from studio.render import suggestions
from studio.ui import cache, page, session
from studio.ui.widgets import swatch

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
    _keep(replace(held(), color=color, recent=(color, *others)[:MOST_RECENT]))


def controls(longer: int) -> None:
    """Offer the tools, the colour, and the size in pixels of a photo with that longer side."""
    pen, most = held(), max(2, round(longer * LARGEST))
    session.show("tool", pen.tool)
    session.show("color", pen.color)
    session.show("size", min(max(round(pen.size * longer), 1), most))
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        st.segmented_control("Tool", list(TOOLS), key="tool", on_change=_take_tool)
        st.color_picker("Colour", key="color", on_change=_take_color)
        st.slider(
            "Size in pixels", 1, most, key="size", width=180, on_change=_take_size, args=(longer,)
        )
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


def _take_tool() -> None:
    tool = st.session_state["tool"]
    if tool:  # else the chosen one was pressed again
        _keep(replace(held(), tool=tool))


def _take_color() -> None:
    _keep(replace(held(), color=st.session_state["color"].lower()))


def _take_size(longer: int) -> None:
    _keep(replace(held(), size=st.session_state["size"] / longer))


def _keep(pen: Pen) -> None:
    st.session_state[PEN] = pen
