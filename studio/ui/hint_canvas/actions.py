"""Hinting: what a person does with hints becomes a new recipe, or a sentence on what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from studio.errors import StudioError
from studio.recipe import hint_edits
from studio.recipe.hints import Hints
from studio.recipe.recipe import Recipe
from studio.render import render
from studio.render.suggestions import in_hex, pixel
from studio.ui import cache, page, session
from studio.ui.hint_canvas import pen

SELECTED, TROUBLE = "studio-selected-hint", "studio-hint-trouble"


def able() -> list[str]:
    """Return the names of the models that take hints, best first."""
    return [model.name for model in cache.registry().models.values() if model.hints]


def recipe() -> Recipe:
    """Return the recipe at hand, but with a model that takes hints."""
    chosen = session.recipe()
    return chosen if chosen.model in able() else replace(chosen, model=able()[0])


def explain() -> None:
    """Say so where the recipe's model takes no hints, and another stands in."""
    known, used = cache.registry().models, recipe().model
    if used != session.recipe().model:
        own = known[session.recipe().model].title
        st.caption(f"{own} takes no hints: this page colours with {known[used].title}.")


def keep(hints: Hints) -> None:
    """Make these the hints; a change can be had back by undo."""
    session.keep(replace(session.recipe(), hints=hints))


@contextmanager
def attempted() -> Iterator[None]:
    """Try a change; where it cannot be made, remember why for `trouble` to say."""
    st.session_state.pop(TROUBLE, None)
    try:
        yield
    except StudioError as error:
        st.session_state[TROUBLE] = session.recipe(), str(error)


def trouble() -> None:
    """Say what was wrong with the last change, until another one is made."""
    unchanged, text = st.session_state.get(TROUBLE, (None, ""))
    if unchanged == session.recipe():
        st.error(page.plain(text))


def selected() -> str | None:
    """Return the name of the hint at hand: the one chosen, else the last; None without hints."""
    names = session.recipe().hints.names
    chosen = st.session_state.get(SELECTED)
    return chosen if chosen in names else (names[-1] if names else None)


def select(name: str) -> None:
    """Make this hint the one at hand."""
    st.session_state[SELECTED] = name


def take(drawn: Hints, sides: tuple[int, int]) -> None:
    """Do what the tool at hand does with what was drawn.

    Parameters
    ----------
    drawn : Hints
        All that the canvas shows: the hints it was given, and the last click or line.
    sides : tuple of int
        Width and height of the canvas.
    """
    hints, tool = session.recipe().hints, pen.held().tool
    if tool == pen.MOVE and len(drawn.strokes) > len(hints.strokes):
        _move(hints, drawn.strokes[-1].path, sides)
    elif tool == pen.PICK and len(drawn.points) > len(hints.points):
        _pick(drawn.points[-1].x, drawn.points[-1].y)
    else:
        _place(hints, drawn)


def _place(hints: Hints, drawn: Hints) -> None:
    keep(drawn)
    if len(drawn) > len(hints):
        painted = len(drawn.strokes) > len(hints.strokes)
        select(f"stroke {len(drawn.strokes)}" if painted else f"point {len(drawn.points)}")
        pen.dip((drawn.strokes if painted else drawn.points)[-1].color)


def _move(hints: Hints, path: tuple[tuple[float, float], ...], sides: tuple[int, int]) -> None:
    (x, y), (to_x, to_y) = path[0], path[-1]
    name = hint_edits.nearest(hints, x, y, *sides)
    if name:
        keep(hint_edits.moved(hints, name, to_x - x, to_y - y))
        select(name)


def _pick(x: float, y: float) -> None:
    """Dip the pen into the result."""
    if upload := session.upload():
        side = render.OBEDIENT_SIDE
        result = render.render(upload.photo(), recipe(), cache.registry(), side=side)
        pen.dip(in_hex(pixel(result.rgb, x, y)))
