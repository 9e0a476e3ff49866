"""What is done inside the region of an edit in the making, and the order to do it."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from studio.recipe.regions import MODEL, Adjust, Colorize, Keep, Tint, What
from studio.rendering.draft import BLUE
from studio.ui import page, session
from studio.ui.segment import state
from studio.ui.session import Upload
from studio.ui.widgets import inputs

TINT, COLORS, GIVEN, CHANGE = "Tint", "Model's colours", "As given", "Adjust"
ACTIONS: dict[str, What] = {TINT: BLUE, COLORS: Colorize(), GIVEN: Keep(), CHANGE: Adjust()}
EXPLAINED = {
    TINT: "One hue; the photo's own lightness stays.",
    COLORS: "The colours that the colour model gives to this region.",
    GIVEN: "The photo as it was opened: gray stays gray.",
    CHANGE: "The colours that are there, made stronger, weaker, or turned.",
}
SAME = "The rest has the model's colours, too: leave it “As given” to set this region apart."


def draw(upload: Upload) -> None:
    """Offer what to do, with its numbers, and to do it."""
    draft = state.current().draft
    what = draft.what
    inputs.draw(
        st.segmented_control, "Colour", _name(what), _take_action, list(ACTIONS), key="action"
    )
    st.caption(EXPLAINED[_name(what)])
    if isinstance(what, Tint):
        _tint(what)
    elif not isinstance(what, Keep):
        _chroma()
    if what == Colorize() and session.recipe().regions.base == MODEL:
        st.caption(SAME)
    with st.container(horizontal=True):
        st.button("Apply", type="primary", on_click=_apply, args=(upload,), disabled=draft.is_empty)
        st.button("Discard", on_click=state.discard)


def _tint(tint: Tint) -> None:
    color, strength = st.columns([1, 2], gap="medium")
    inputs.draw(color.color_picker, "Hue", tint.color, partial(_take, "color"), key="tint")
    with strength:
        _slider("Strength", "strength", 0.0, 2.0, 0.05, "%.2f")


def _chroma() -> None:
    strength, hue = st.columns(2, gap="medium")
    with strength:
        _slider("Strength", "strength", 0.0, 2.0, 0.05, "%.2f")
    with hue:
        _slider("Hue", "hue", -180.0, 180.0, 5.0, "%d°")


def _slider(label: str, field: str, low: float, high: float, step: float, format: str) -> None:  # noqa: A002
    """Offer a number of what is done."""
    value, take = getattr(state.current().draft.what, field), partial(_take, field)
    key = f"edit-{field}"
    inputs.draw(st.slider, label, value, take, low, high, key=key, step=step, format=format)


def _name(what: What) -> str:
    return next(name for name, action in ACTIONS.items() if type(action) is type(what))


def _take_action(name: str) -> None:
    state.change_draft(what=ACTIONS[name])


def _take(field: str, value: object) -> None:
    changed: Any = {field: value}
    state.change_draft(what=replace(state.current().draft.what, **changed))


def _apply(upload: Upload) -> None:
    """Make the draft the recipe's last edit."""
    recipe = session.recipe()
    with page.remember_error():
        tidying = recipe.regions.tidying
        made, _ = state.exact(upload.photo(), state.current().draft, tidying)
        session.change(regions=recipe.regions.added(made))
        state.discard()
