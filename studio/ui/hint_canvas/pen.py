"""The pen: what draws on the canvas, in which colour and size."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from studio.photo import color_names, photo
from studio.rendering import suggestions
from studio.ui import cache, page
from studio.ui.widgets import swatch

PEN = "studio-pen"
MOST_RECENT = 6


@dataclass(frozen=True)
class Pen:
    """What a person draws with; kept across pages."""

    tool: str = "point"  # or "brush"
    color: str = "#b03a2e"
    size: float = 0.03  # share of the photo's longer side
    recent: tuple[str, ...] = ()  # colours used, the last one first


def held() -> Pen:
    """Return the pen."""
    return st.session_state.get(PEN, Pen())


def hold(**fields: Any) -> None:
    """Change the pen."""
    st.session_state[PEN] = replace(held(), **fields)


def dip(color: str) -> None:
    """Take a colour, and remember it as used."""
    others = [other for other in held().recent if other != color]
    hold(color=color, recent=(color, *others)[:MOST_RECENT])


def recent() -> list[tuple[str, str]]:
    """Return the colours used, the last one first, and their names."""
    colors = held().recent
    return list(zip(colors, color_names.names(colors), strict=True))


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
