"""Hinting: the recipe that hints change, and the way back."""

from dataclasses import replace

import streamlit as st

from studio.recipe.hints import Hints
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.ui.work import cache, session


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
        st.caption(f"{own} takes no hints: this page colours with {known[used].title}.")


def keep(hints: Hints) -> None:
    """Make these the hints; a change can be had back by undo."""
    session.change(hints=hints)


def offer_clearing() -> None:
    """Offer to remove all hints."""
    st.button("Clear", on_click=keep, args=(NO_HINTS,), disabled=not session.recipe().hints)
