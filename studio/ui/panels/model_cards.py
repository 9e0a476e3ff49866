"""Models on a page: what they are, whether they are ready, and how they are installed."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from studio.models import runtimes
from studio.models.catalog import Model, Task
from studio.models.registry import COLORIZE, MEASURE, PICK, SEGMENT
from studio.models.weights.digests import in_words
from studio.models.weights.store import size_in_words
from studio.ui.widgets import alerts
from studio.ui.work import cache, session

HEADINGS: dict[Task, str] = {
    COLORIZE: "Models that colour",
    SEGMENT: "Models that find what is where",
    PICK: "Models that find what is clicked",
    MEASURE: "Models that measure",
}


def list_offered(chosen: str) -> list[str]:
    """Return the names of the models that colour by themselves and of the chosen."""
    known = cache.registry().known()
    return [model.name for model in known if model.automatic or model.name == chosen]


def gallery() -> None:
    """Draw a card of every model, in two columns under what it is for."""
    for task, heading in HEADINGS.items():
        if known := cache.registry().known(task):
            st.subheader(heading, anchor=False)
            cards(known)


def cards(models: Iterable[Model]) -> None:
    """Draw cards of models in two columns."""
    columns = st.columns(2)
    for index, model in enumerate(models):
        with columns[index % 2]:
            card(model)


def label(name: str) -> str:
    """Return a model's title."""
    return cache.registry().models[name].title


def require(name: str) -> None:
    """Go on if the model called `name` is ready; else offer it or another, and end the page."""
    model = cache.registry().models[name]
    if is_ready(model.name):
        return
    st.markdown("The chosen model is not ready. Nothing is downloaded until you ask for it.")
    card(model)
    for other in (model for model in cache.registry().ready() if model.automatic):
        instead = replace(session.recipe(), model=other.name)
        st.button(f"Use {other.title} instead", on_click=session.keep, args=(instead,))
    st.stop()


def offer_richer() -> None:
    """Offer the model that colours best, with its size and what it is good at, unless ready."""
    ranked = {model.rank: model for model in cache.registry().known() if model.rank}
    model = ranked[min(ranked)] if ranked else None
    if model and not is_ready(model.name):
        with st.popover(f"Richer colours: {model.title}, {size_in_words(model)}"):
            card(model)


def card(model: Model) -> None:
    """Draw what a person wants to know of a model, and a button to install it."""
    ready, gap = is_ready(model.name), runtimes.find_gap(model.runtime)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{model.title}**", width="content")
            state = "Ready" if ready else f"Needs {gap.title}" if gap else "Not installed"
            st.badge(state, color="green" if ready else "gray")
        st.markdown(model.summary)
        st.caption(f"{size_in_words(model)} · {model.speed}")
        with st.expander("Licence and source"):
            st.caption(f"{model.licence} · {model.source}")
        if gap:
            st.markdown(f"There is no {gap.title} on this computer: {gap.remedy}.")
        elif not ready:
            _offer(model)


def is_ready(name: str) -> bool:
    """Tell whether a model can be used now."""
    registry = cache.registry()
    return registry.is_ready(registry.models[name])


def _offer(model: Model) -> None:
    """Offer to install a model; of one that ships, tell which file is missing or damaged."""
    if model.ships:
        with alerts.show_errors():
            cache.registry().require(model.name)
    elif st.button(f"Install ({size_in_words(model)})", key=f"install-{model.name}"):
        _install(model)


def _install(model: Model) -> None:
    """Download a model under a progress bar, then draw the page anew."""
    bar = st.progress(0.0, f"Asking for {model.title}")

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, f"Downloading: {in_words(done)} of {in_words(total)}")

    with alerts.show_errors():
        cache.registry().install(model.name, tell)
        st.rerun()
    bar.empty()
