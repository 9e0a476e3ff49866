"""Controls of a recipe: three named styles, and the numbers behind them.

The recipe in the session is the truth: a widget shows it, and a change writes it back.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from studio.recipe.recipe import STYLES
from studio.recipe.regions import MOST_STRENGTH
from studio.ui import models, session

VIVIDNESS = "0 takes the expected colour of every spot, 1 nearly the likeliest one."
STRENGTH = "Scales the colours: 0 is gray, 1 as the model says."
WARMTH = "Moves colours towards blue below 0, towards yellow above; gray stays gray."


def style() -> None:
    """Offer the named styles; none is marked when the numbers are a person's own."""
    session.show("style", session.recipe().style)
    st.segmented_control("Style", list(STYLES), key="style", on_change=_take_style)


def advanced(names: Sequence[str]) -> None:
    """Offer the models of those names, and the numbers; the first stands in for any other."""
    recipe = session.recipe()
    session.show("model", recipe.model if recipe.model in names else names[0])
    session.show("vividness", recipe.vividness)
    session.show("strength", recipe.strength)
    session.show("warmth", recipe.warmth)
    with st.expander("Advanced"):
        model, vividness, strength, warmth = st.columns([3, 2, 2, 2], gap="medium")
        model.selectbox(
            "Model",
            names,
            format_func=models.label,
            key="model",
            on_change=_take,
            args=("model",),
        )
        with vividness:
            _slider("vividness", (0.0, 1.0), 0.01, VIVIDNESS)
        with strength:
            _slider("strength", (0.0, MOST_STRENGTH), 0.05, STRENGTH)
        with warmth:
            _slider("warmth", (-1.0, 1.0), 0.05, WARMTH)


def _slider(field: str, limits: tuple[float, float], step: float, meaning: str) -> None:
    """Offer a number of the recipe."""
    st.slider(
        field.capitalize(),
        *limits,
        step=step,
        help=meaning,
        key=field,
        on_change=_take,
        args=(field,),
    )


def _take_style() -> None:
    style = st.session_state["style"]
    if style:  # else the chosen one was pressed again
        session.keep(session.recipe().in_style(style))


def _take(field: str) -> None:
    session.keep(replace(session.recipe(), **{field: st.session_state[field]}))
