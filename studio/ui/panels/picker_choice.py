"""The picker that new clicks are answered by: the one that ships, unless another was chosen."""

import streamlit as st

from studio.language import _
from studio.models.registry import PICK
from studio.recipe.hints import PICKER
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.panels import model_cards
from studio.ui.widgets import inputs
from studio.ui.work import cache

CHOSEN = Entry(PICKER)
LABEL = _("What finds a thing that is clicked")
HELP = _("For new clicks and hints: what was picked before stays with what found it.")


def current() -> str:
    """Return the name of the picker in use: the one that ships where the chosen one is gone."""
    return CHOSEN.get() if CHOSEN.get() in _list_ready() else PICKER


def offer() -> None:
    """Offer the pickers that are installed, where there are several."""
    names = _list_ready()
    if len(names) > 1:
        look = {"format_func": model_cards.label, "help": tell(HELP)}
        label, chosen = tell(LABEL), current()
        inputs.draw(st.selectbox, label, chosen, CHOSEN.set, names, key="picker", **look)
        st.caption(tell(cache.registry().models[chosen].summary))


def _list_ready() -> list[str]:
    return [model.name for model in cache.registry().ready(PICK)]
