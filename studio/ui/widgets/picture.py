"""The photo in hand: one picture in the browser, zoomed and panned, on which a person acts.

What is shown is told by the server; what a person does comes back as events, which name the deed
and its place. The browser repeats an event until the server has told that it saw it.
"""

import functools
from collections.abc import Callable
from typing import Annotated, Any, Literal

import streamlit as st
from pydantic import Field
from pydantic.dataclasses import dataclass

from studio.recipe import documents
from studio.recipe.documents import STRICT, Within
from studio.recipe.hints import Color, Path, Share, Size
from studio.ui import page
from studio.ui.widgets.component import addressed, component

KEY, SEEN = "picture", "studio-picture-seen"
MOST_EVENTS = 200  # that may wait
Way = Annotated[float, Within(-1, 1)]
Name = Annotated[str, Field(max_length=40)]  # of a hint
Box = tuple[Share, Share, Share, Share]  # left, top, right, bottom


@dataclass(frozen=True, config=STRICT)
class Open:
    """A spot is to be given a colour."""

    act: Literal["open"]
    x: Share
    y: Share


@dataclass(frozen=True, config=STRICT)
class Try:
    """A colour is looked at for the spot at hand; None ends it."""

    act: Literal["try"]
    color: Color | None


@dataclass(frozen=True, config=STRICT)
class Choose:
    """A colour is taken for the spot at hand."""

    act: Literal["choose"]
    color: Color


@dataclass(frozen=True, config=STRICT)
class Select:
    """A hint becomes the one at hand."""

    act: Literal["select"]
    name: Name


@dataclass(frozen=True, config=STRICT)
class Move:
    """A hint is moved by a share of the photo's sides."""

    act: Literal["move"]
    name: Name
    dx: Way
    dy: Way


@dataclass(frozen=True, config=STRICT)
class Delete:
    """A hint is removed."""

    act: Literal["delete"]
    name: Name


@dataclass(frozen=True, config=STRICT)
class Paint:
    """A stroke was painted with the brush at hand."""

    act: Literal["paint"]
    path: Path


@dataclass(frozen=True, config=STRICT)
class Pick:
    """The colour that the result has at a spot is taken up."""

    act: Literal["pick"]
    x: Share
    y: Share


@dataclass(frozen=True, config=STRICT)
class Dip:
    """A colour is taken for the brush."""

    act: Literal["dip"]
    color: Color


@dataclass(frozen=True, config=STRICT)
class Resize:
    """The brush, or the hint at hand, gets another size."""

    act: Literal["size"]
    size: Size


@dataclass(frozen=True, config=STRICT)
class Hold:
    """A tool is taken."""

    act: Literal["hold"]
    tool: Literal["point", "brush"]


@dataclass(frozen=True, config=STRICT)
class Look:
    """A part of the photo is wanted in its own pixels; None for no part."""

    act: Literal["look"]
    box: Box | None


@dataclass(frozen=True, config=STRICT)
class Press:
    """A button, or a key for it."""

    act: Literal["undo", "redo", "next", "close"]


Event = Annotated[
    Open
    | Try
    | Choose
    | Select
    | Move
    | Delete
    | Paint
    | Pick
    | Dip
    | Resize
    | Hold
    | Look
    | Press,
    Field(discriminator="act"),
]


@dataclass(frozen=True, config=STRICT)
class Numbered:
    """An event, and its number among those of one browser page."""

    n: int
    event: Event


@dataclass(frozen=True, config=STRICT)
class Told:
    """What the browser told: all events that it does not know to be seen."""

    id: Name  # of the browser's page
    list: Annotated[tuple[Numbered, ...], Field(max_length=MOST_EVENTS)]


def draw(data: dict[str, Any], take: Callable[[Event], None]) -> None:
    """Draw the photo in hand.

    Parameters
    ----------
    data : dict
        What static/picture.js is told, with pictures as JPEG files in bytes.
    take : callable
        Called with each event; may raise StudioError.
    """
    told = {**addressed(data), "seen": st.session_state.get(SEEN)}
    component("picture")(key=KEY, data=told, on_events_change=functools.partial(_take, take))


def _take(take: Callable[[Event], None]) -> None:
    """Hand on the events that are new."""
    with page.remember_error():
        told = documents.read(Told, st.session_state[KEY].get("events"))
        seen = st.session_state.get(SEEN) or {}
        last = seen["n"] if seen.get("id") == told.id else 0
        for numbered in told.list:
            if numbered.n > last:
                st.session_state[SEEN] = {"id": told.id, "n": numbered.n}
                take(numbered.event)
