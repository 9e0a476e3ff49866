"""Models on a page: what they are, whether they are ready, and how they are installed."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from studio.language import _
from studio.models import runtimes
from studio.models.catalog import Model, Task
from studio.models.registry import COLORIZE, MEASURE, PICK, SEGMENT
from studio.models.weights.digests import in_words
from studio.models.weights.store import size_in_words
from studio.ui.language import tell
from studio.ui.widgets import alerts
from studio.ui.work import cache, session

HEADINGS: dict[Task, str] = {
    COLORIZE: _("Models that colour"),
    SEGMENT: _("Models that find what is where"),
    PICK: _("Models that find what is clicked"),
    MEASURE: _("Models that measure"),
}


def list_offered(chosen: str) -> list[str]:
    """Return the names of the models that colour by themselves and of the chosen."""
    known = cache.registry().known()
    return [model.name for model in known if model.automatic or model.name == chosen]


def gallery() -> None:
    """Draw a card of every model, in two columns under what it is for."""
    for task, heading in HEADINGS.items():
        if known := cache.registry().known(task):
            st.subheader(tell(heading), anchor=False)
            cards(known)


def cards(models: Iterable[Model]) -> None:
    """Draw cards of models in two columns."""
    columns = st.columns(2)
    for index, model in enumerate(models):
        with columns[index % 2]:
            card(model)


def label(name: str) -> str:
    """Return a model's title, in the language of the page."""
    return tell(cache.registry().models[name].title)


def require(name: str) -> None:
    """Go on if the model called `name` is ready; else offer it or another, and end the page."""
    model = cache.registry().models[name]
    if is_ready(model.name):
        return
    st.markdown(tell("The chosen model is not ready. Nothing is downloaded until you ask for it."))
    card(model)
    for other in (model for model in cache.registry().ready() if model.automatic):
        instead = replace(session.recipe(), model=other.name)
        use = tell("Use {model} instead", model=other.title)
        st.button(use, on_click=session.keep, args=(instead,))
    st.stop()


def offer_richer() -> None:
    """Offer the model that colours best, with its size and what it is good at, unless ready."""
    ranked = {model.rank: model for model in cache.registry().known() if model.rank}
    model = ranked[min(ranked)] if ranked else None
    if model and not is_ready(model.name):
        offer = _("Richer colours: {model}, {size}", model=model.title, size=size_in_words(model))
        with st.popover(tell(offer)):
            card(model)


def card(model: Model) -> None:
    """Draw what a person wants to know of a model, and a button to install it."""
    ready, gap = is_ready(model.name), runtimes.find_gap(model.runtime)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**" + tell(model.title) + "**", width="content")
            needs = tell("Needs {package}", package=gap.title) if gap else tell("Not installed")
            st.badge(tell("Ready") if ready else needs, color="green" if ready else "gray")
        st.markdown(tell(model.summary))
        st.caption(" · ".join((tell(size_in_words(model)), tell(model.speed))))
        with st.expander(tell("Licence and source")):
            st.caption(" · ".join((tell(model.licence), model.source)))
        if gap:
            words = _("There is no {package} on this computer: {remedy}.")
            st.markdown(tell(words, package=gap.title, remedy=gap.remedy))
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
    else:
        label = tell("Install ({size})", size=size_in_words(model))
        if st.button(label, key=f"install-{model.name}"):
            _install(model)


def _install(model: Model) -> None:
    """Download a model under a progress bar, then draw the page anew."""
    bar = st.progress(0.0, tell("Asking for {model}", model=model.title))

    def show(done: int, total: int) -> None:
        words = _("Downloading: {done} of {total}", done=in_words(done), total=in_words(total))
        bar.progress(done / total, tell(words))

    with alerts.show_errors():
        cache.registry().install(model.name, show)
        st.rerun()
    bar.empty()
