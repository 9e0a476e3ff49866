"""Hinting: the recipe that hints change, and the way back."""

from dataclasses import replace

import streamlit as st

from studio.language import _
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.ui.language import tell
from studio.ui.work import cache, session

CLEAR = _("Clear")


def list_models() -> list[str]:
    """Return the names of the models that take hints, best first."""
    return [model.name for model in cache.registry().models.values() if model.hints]


def recipe() -> Recipe:
    """Return the current recipe, but with a model that takes hints."""
    chosen = session.recipe()
    return chosen if chosen.model in list_models() else replace(chosen, model=list_models()[0])


def explain() -> None:
    """Say so where the recipe's model takes no hints, and another stands in."""
    known = cache.registry().models
    used = recipe().model
    if used != session.recipe().model:
        own = known[session.recipe().model].title
        words = _(
            "{own} takes no hints: this page colours with {other}.",
            own=own,
            other=known[used].title,
        )
        st.caption(tell(words))


def offer_clearing(label: str = CLEAR) -> None:
    """Offer to remove all hints; a change can be had back by undo."""
    hints = session.recipe().hints
    st.button(tell(label), on_click=session.change, kwargs={"hints": NO_HINTS}, disabled=not hints)
