"""Controls of a recipe: the model, the numbers, and the way back.

The recipe in the session is the truth: a widget shows it, and a change writes it back.
"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from studio.language import _
from studio.recipe.regions import MOST_STRENGTH
from studio.ui.language import tell
from studio.ui.panels import model_cards
from studio.ui.widgets import inputs
from studio.ui.work import session

# fields of a recipe: what they are called, and what they do
NUMBERS = {
    "vividness": (
        _("Vividness"),
        _("0 takes the expected colour of every spot, 1 nearly the likeliest one."),
    ),
    "strength": (_("Strength"), _("Scales the colours: 0 is gray, 1 as the model says.")),
    "warmth": (
        _("Warmth"),
        _("Moves colours towards blue below 0, towards yellow above; gray stays gray."),
    ),
}


def draw(names: Sequence[str]) -> None:
    """Offer the models of those names, and the numbers; the first stands in for any other."""
    with st.expander(tell("Advanced")):
        model, vividness, others = st.columns([3, 2, 4], gap="medium")
        with model:
            _choose_model(names)
        with vividness:
            _slider("vividness", (0.0, 1.0), 0.01)
        with others:
            draw_strength()


def draw_model(names: Sequence[str]) -> None:
    """Offer the models as `draw` does, and what else few people change."""
    with st.expander(tell("Advanced")):
        model, vividness = st.columns(2, gap="medium")
        with model:
            _choose_model(names)
        with vividness:
            _slider("vividness", (0.0, 1.0), 0.01)


def draw_strength() -> None:
    """Offer strength and warmth."""
    _slider("strength", (0.0, MOST_STRENGTH), 0.05)
    _slider("warmth", (-1.0, 1.0), 0.05)


def offer_undo() -> None:
    """Offer to take a change of the recipe back, and to bring it back."""
    steps = session.history()
    st.button(tell("Undo"), key="undo", on_click=session.undo, disabled=not steps.past)
    st.button(tell("Redo"), key="redo", on_click=session.redo, disabled=not steps.future)


def _choose_model(names: Sequence[str]) -> None:
    chosen = session.recipe().model
    inputs.draw(
        st.selectbox,
        tell("Model"),
        chosen if chosen in names else names[0],
        partial(_take, "model"),
        names,
        key="model",
        format_func=model_cards.label,
    )


def _slider(field: str, limits: tuple[float, float], step: float) -> None:
    label, meaning = map(tell, NUMBERS[field])
    value, take = getattr(session.recipe(), field), partial(_take, field)
    inputs.draw(st.slider, label, value, take, *limits, key=field, step=step, help=meaning)


def _take(field: str, value: object) -> None:
    session.change(**{field: value})
