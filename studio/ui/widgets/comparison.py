"""Two pictures compared in the browser: divider, side by side, difference and blink, zoomed as one.

Pictures travel as data addresses inside the component's message: 1400-pixel JPEGs are small enough
and good enough for looking, Streamlit sends an unchanged message but once, and its store of media
files has no public way in. The exact pixels are those of the download.
"""

import base64
import functools
from dataclasses import asdict, dataclass
from importlib.resources import files

import streamlit as st


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


def draw(first: Side, second: Side, ratio: float, *, difference: Map | None = None) -> None:
    """Draw two pictures to be compared.

    Parameters
    ----------
    first, second : Side
        Pictures of one shape.
    ratio : float
        Their width as a share of their height.
    difference : Map, optional
        Without it, the difference is not offered.
    """
    compare = st.components.v2.component(
        "studio-comparison", html=_asset("html"), css=_asset("css"), js=_asset("js")
    )
    data = {"first": _told(first), "second": _told(second), "ratio": ratio}
    compare(key="comparison", data={**data, "difference": difference and _told(difference)})


@functools.cache
def _asset(kind: str) -> str:
    """Return the component's own page, style or script."""
    file = files("studio.ui.widgets") / "static" / f"comparison.{kind}"
    return file.read_text(encoding="utf-8")


def _told(part: Side | Map) -> dict:
    """Return what the script is told: pictures as data addresses."""
    return {
        name: _address(value) if isinstance(value, bytes) else value
        for name, value in asdict(part).items()
    }


def _address(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
