"""Swatches to click."""

import base64
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from studio.ui.language import tell
from studio.ui.widgets import inputs

SQUARE = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'>"
    "<rect width='64' height='64' rx='12' fill='{color}'/></svg>"
)


def row(label: str, colors: Sequence[str], take: Callable[[str], None], *, key: str) -> None:
    """Offer colours in a row, as #rrggbb and all different; the one that is clicked is taken."""
    # each click is an order; none stays marked
    inputs.draw(st.pills, label, None, take, colors, key=key, format_func=_to_markdown)


def offer_names(
    label: str, colors: Mapping[str, str], chosen: str, take: Callable[[str], None]
) -> None:
    """Offer colours in a row by their names, one of which may be chosen."""
    inputs.draw(
        st.pills,
        label,
        chosen if chosen in colors else None,
        take,
        list(colors),
        key=f"{label}-{hash(tuple(colors))}",
        format_func=lambda color: _to_markdown(color, tell(colors[color])),
    )


def picture(color: str) -> str:
    """Return a square of a colour as a data address."""
    square = SQUARE.format(color=color).encode()
    return f"data:image/svg+xml;base64,{base64.b64encode(square).decode()}"


def inline(color: str) -> str:
    """Return a square of a colour as HTML, as high as the words beside it."""
    return f"<img src='{picture(color)}' alt='' style='height:1em;vertical-align:-0.1em'>"


def _to_markdown(color: str, name: str = "") -> str:
    """Return a square and the name beside it; the square tells its colour where there is none."""
    square = picture(color)
    return f"![]({square}) {name}" if name else f"![{color}]({square})"
