"""The hint at hand: chosen, recoloured, removed."""

import functools
from dataclasses import replace

import streamlit as st

from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.recipe import Recipe
from studio.render import render, suggestions
from studio.render.answers import answers_at
from studio.render.candidates import TILE_SIDE
from studio.ui import cache, page, previews, session
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
        colors = _suggested(photo, name)
        if len(colors) > 1:
            swatch.row("Likely colours there", colors, paint, key="suggested")
    if st.toggle("Several answers for this area"):
        _answers(photo, name)


def _answers(photo: Photo, name: str) -> None:
    """Show the photo with each colour likely at the hint at hand, also where it is likely too."""
    recipe, spot = _without(name)
    found = answers_at(render.predict(photo, recipe, cache.registry()), photo.rgb, *spot)
    with st.container(horizontal=True, gap="small"):
        for number, answer in enumerate(found, 1):
            told = replace(recipe.hints, points=(*recipe.hints.points, *answer.points))
            with st.container(width=previews.TILE_WIDTH, gap="small"):
                st.image(previews.colored(photo, replace(recipe, hints=told), TILE_SIDE).jpeg)
                st.button(f"Take {number}", on_click=actions.keep, args=(told,), width="stretch")


def _suggested(photo: Photo, name: str) -> tuple[str, ...]:
    """Return what the model would have put there, had the hint not been given."""
    recipe, spot = _without(name)
    prediction = render.predict(photo, recipe, cache.registry())
    return suggestions.suggested(prediction, photo.rgb, *spot)


def _without(name: str) -> tuple[Recipe, tuple[float, float]]:
    """Return the recipe without a hint, and where that hint is."""
    recipe, hint = actions.recipe(), hint_edits.find(session.recipe().hints, name)
    others = hint_edits.without(recipe.hints, name)
    return replace(recipe, hints=others), hint_edits.spot(hint)


def _paint(name: str, color: str) -> None:
    with page.remember_error():
        actions.keep(hint_edits.recolored(session.recipe().hints, name, color))
        pen.dip(color.lower())


def _delete(name: str) -> None:
    actions.keep(hint_edits.without(session.recipe().hints, name))
