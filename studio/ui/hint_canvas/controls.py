"""Controls of the hints: undo and the like, and the hint at hand."""

import functools
from dataclasses import replace

import numpy as np
import streamlit as st

from studio.photo.color import Float, rgb_to_lab
from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.recipe import hint_edits
from studio.recipe.hints import Hints
from studio.recipe.recipe import NO_HINTS
from studio.render import render, suggestions
from studio.render.obedience import unreachable
from studio.ui import cache, previews, session
from studio.ui.hint_canvas import actions, pen
from studio.ui.widgets import swatch

MOST_NOTES = 3  # on colours out of reach, so that they do not push the page down


def history() -> None:
    """Offer to take back, to bring back, and to remove all hints."""
    steps = session.history()
    st.button("Undo", on_click=session.undo, disabled=not steps.past)
    st.button("Redo", on_click=session.redo, disabled=not steps.future)
    st.button("Clear", on_click=actions.keep, args=(NO_HINTS,), disabled=not steps.present.hints)


def facts(photo: Photo) -> None:
    """Tell the facts about the photo and its hints."""
    found, count = previews.measured(photo), len(session.recipe().hints)
    st.caption(
        f"{found.width:,} \N{MULTIPLICATION SIGN} {found.height:,} pixels · "
        f"{found.gray_levels} of 256 gray levels · {count} hint{'' if count == 1 else 's'}"
    )


def at_hand(photo: Photo) -> None:
    """Offer to choose a hint, to recolour it, and to remove it."""
    hints, name = session.recipe().hints, actions.selected()
    if name is None:
        return
    session.show("hint", name)
    session.show("hint-color", hint_edits.find(hints, name).color)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.selectbox(
            "Hint",
            hints.names[::-1],
            format_func=str.capitalize,
            key="hint",
            on_change=_select,
            width=140,
        )
        st.color_picker("Its colour", key="hint-color", on_change=_recolor, args=(name,))
        st.button("Delete", on_click=_delete, args=(name,))
        colors = _suggested(photo, hints, name)
        if len(colors) > 1:
            take = functools.partial(_paint, name)
            swatch.row("Likely colours there", colors, take, key="suggested")


def notes(photo: Photo) -> None:
    """Tell which hints ask for a colour that the photo's lightness cannot show."""
    hints = session.recipe().hints
    for hint in unreachable(hints, _lightness(photo.sha256, photo))[:MOST_NOTES]:
        st.caption(
            f"{hint.name.capitalize()}: {hint.asked} cannot be shown at this lightness; "
            f"the nearest is {hint.shown}."
        )


def _suggested(photo: Photo, hints: Hints, name: str) -> tuple[str, ...]:
    """Return what the model would have put there, had the hint not been given."""
    recipe = replace(actions.recipe(), hints=hint_edits.without(hints, name))
    prediction = render.predict(photo, recipe, cache.registry())
    return suggestions.suggested(
        prediction, photo.rgb, *hint_edits.spot(hint_edits.find(hints, name))
    )


@st.cache_data(max_entries=cache.PHOTOS, show_spinner=False)
def _lightness(sha256: str, _photo: Photo) -> Float:
    return np.ascontiguousarray(rgb_to_lab(shrink(_photo.rgb, render.OBEDIENT_SIDE))[..., 0])


def _select() -> None:
    actions.select(st.session_state["hint"])


def _recolor(name: str) -> None:
    _paint(name, st.session_state["hint-color"])


def _paint(name: str, color: str) -> None:
    with actions.attempted():
        actions.keep(hint_edits.recolored(session.recipe().hints, name, color))
        pen.dip(color.lower())


def _delete(name: str) -> None:
    actions.keep(hint_edits.without(session.recipe().hints, name))
