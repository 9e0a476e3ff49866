"""The hint at hand: chosen, recoloured, removed."""

import functools
from dataclasses import replace

import streamlit as st

from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hints import Hints
from studio.render import render, suggestions
from studio.ui import cache, page, session
from studio.ui.hint_canvas import actions, pen
from studio.ui.widgets import inputs, swatch

SELECTED = "studio-selected-hint"


def selected() -> str | None:
    """Return the name of the hint at hand: the one chosen, else the last; None without hints."""
    names = session.recipe().hints.names
    chosen = st.session_state.get(SELECTED)
    return chosen if chosen in names else (names[-1] if names else None)


def select(name: str) -> None:
    """Make this hint the one at hand."""
    st.session_state[SELECTED] = name


def draw(photo: Photo) -> None:
    """Offer to choose a hint, to recolour it, and to remove it."""
    hints, name = session.recipe().hints, selected()
    if name is None:
        return
    paint, color = functools.partial(_paint, name), hint_edits.find(hints, name).color
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        inputs.draw(
            st.selectbox,
            "Hint",
            name,
            select,
            hints.names[::-1],
            key="hint",
            format_func=str.capitalize,
            width=140,
        )
        inputs.draw(st.color_picker, "Its colour", color, paint, key="hint-color")
        st.button("Delete", on_click=_delete, args=(name,))
        colors = _suggested(photo, hints, name)
        if len(colors) > 1:
            swatch.row("Likely colours there", colors, paint, key="suggested")


def _suggested(photo: Photo, hints: Hints, name: str) -> tuple[str, ...]:
    """Return what the model would have put there, had the hint not been given."""
    recipe = replace(actions.recipe(), hints=hint_edits.without(hints, name))
    prediction = render.predict(photo, recipe, cache.registry())
    spot = hint_edits.spot(hint_edits.find(hints, name))
    return suggestions.suggested(prediction, photo.rgb, *spot)


def _paint(name: str, color: str) -> None:
    with page.remember_error():
        actions.keep(hint_edits.recolored(session.recipe().hints, name, color))
        pen.dip(color.lower())


def _delete(name: str) -> None:
    hints = session.recipe().hints
    if name in hints.names:  # else the button was pressed twice before the page could follow
        actions.keep(hint_edits.without(hints, name))
