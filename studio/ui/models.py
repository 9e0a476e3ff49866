"""Models on a page: what they are, whether they are ready, and how they are installed."""

import streamlit as st

from studio.models import fetch, weights
from studio.models.catalog import Model
from studio.models.weights import in_words
from studio.ui import shared, shell


def colorizers() -> list[Model]:
    """Return the models that colour a photo by themselves, best first."""
    return [model for model in shared.registry().models.values() if model.task == "colorize"]


def label(name: str) -> str:
    """Return a model's title, and whether it is still to be installed."""
    model = shared.registry().models[name]
    return model.title if _is_ready(model) else f"{model.title} (not installed)"


def required(name: str) -> None:
    """Go on if the model called `name` is ready; else offer to install it, and end the page."""
    model = shared.registry().models[name]
    if _is_ready(model):
        return
    st.info("This model is not installed yet. Nothing is downloaded until you ask for it.")
    card(model)
    st.stop()


def card(model: Model) -> None:
    """Draw what a person wants to know of a model, and a button to install it."""
    ready = _is_ready(model)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{model.title}**", width="content")
            st.badge("Ready" if ready else "Not installed", color="green" if ready else "gray")
        st.markdown(model.summary)
        st.caption(f"{in_words(model.size)} · {model.speed} · {model.licence} · {model.source}")
        if not ready and st.button(
            f"Install ({in_words(model.size)})", key=f"install-{model.name}"
        ):
            _install(model)


def _is_ready(model: Model) -> bool:
    return weights.installed(model, shared.registry().folder)


def _install(model: Model) -> None:
    """Download a model under a progress bar, then draw the page anew."""
    bar = st.progress(0.0, f"Asking for {model.title}")

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, f"Downloading: {in_words(done)} of {in_words(total)}")

    with shell.explained():
        fetch.install(model, shared.registry().folder, progress=tell)
        st.rerun()
    bar.empty()
