"""What is done inside the region of an edit in the making, and the order to do it."""

from dataclasses import replace

import streamlit as st

from studio.recipe.regions import MODEL, Adjust, Colorize, Keep, Tint, What
from studio.render.draft import BLUE
from studio.ui import page, session
from studio.ui.segment import state
from studio.ui.session import Upload

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
    session.show("action", _name(what))
    st.segmented_control("Colour", list(ACTIONS), key="action", on_change=_take_action)
    st.caption(EXPLAINED[_name(what)])
    if isinstance(what, Tint):
        _tint(what)
    elif not isinstance(what, Keep):
        _chroma(what)
    if what == Colorize() and session.recipe().regions.base == MODEL:
        st.caption(SAME)
    with st.container(horizontal=True):
        st.button("Apply", type="primary", on_click=_apply, args=(upload,), disabled=draft.is_empty)
        st.button("Discard", on_click=state.discard)


def _tint(tint: Tint) -> None:
    color, strength = st.columns([1, 2], gap="medium")
    session.show("tint", tint.color)
    color.color_picker("Hue", key="tint", on_change=_take, args=("color", "tint"))
    with strength:
        _strength(tint.strength)


def _chroma(what: Colorize | Adjust) -> None:
    strength, hue = st.columns(2, gap="medium")
    with strength:
        _strength(what.strength)
    session.show("turn", what.hue)
    hue.slider(
        "Hue",
        -180.0,
        180.0,
        step=5.0,
        format="%d°",
        key="turn",
        on_change=_take,
        args=("hue", "turn"),
    )


def _strength(value: float) -> None:
    key = "edit-strength"
    session.show(key, value)
    st.slider("Strength", 0.0, 2.0, step=0.05, key=key, on_change=_take, args=("strength", key))


def _name(what: What) -> str:
    return next(name for name, action in ACTIONS.items() if type(action) is type(what))


def _take_action() -> None:
    chosen = st.session_state["action"]
    if chosen:  # else the chosen one was pressed again
        state.change_draft(what=ACTIONS[chosen])


def _take(field: str, key: str) -> None:
    what = state.current().draft.what
    changed = {field: st.session_state[key]}
    state.change_draft(what=replace(what, **changed))  # type: ignore[arg-type]  # as its widget


def _apply(upload: Upload) -> None:
    """Make the draft the recipe's last edit."""
    recipe = session.recipe()
    with page.remember_error():
        tidying = recipe.regions.tidying
        made, _ = state.exact(upload.photo(), state.current().draft, tidying)
        session.keep(replace(recipe, regions=recipe.regions.added(made)))
        state.discard()
