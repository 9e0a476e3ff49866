"""What is looked for in the photo, and what was found, to be chosen by name."""

from functools import partial

import streamlit as st

from studio.language import _
from studio.models.catalog import Model
from studio.models.classes import spoken
from studio.models.registry import SEGMENT
from studio.photo.photo import Photo
from studio.recipe.regions import OfClasses
from studio.rendering.draft import EMPTY, Draft
from studio.segment.segmentation import Segmentation
from studio.ui.escaping import plain
from studio.ui.language import tell, tell_figure
from studio.ui.panels import model_cards
from studio.ui.segment import state
from studio.ui.widgets import inputs
from studio.ui.work import cache

LEAST = 0.005  # of the photo's area: what is smaller is only clicked
NONE_READY = _(
    "No model that names what is where is ready yet. Install one below, or point at your subject "
    "yourself: click it, draw a box around it, or open a mask."
)


def draw(photo: Photo) -> None:
    """Offer what the ready models look for, and what the one in use found.

    Where none is ready, the page says so, and a thing can still be clicked. Raises as
    `state.segmentation` does.
    """
    used = state.model()
    if used is None:
        st.markdown(tell(NONE_READY))
        return
    purposes = list(dict.fromkeys(map(_purpose, list_ready())))
    shown = _purpose(used)
    inputs.draw(
        st.segmented_control,
        tell("Look for"),
        shown,
        _take_purpose,
        purposes,
        key="purpose",
        format_func=tell,
    )
    found = state.segmentation(photo, used.name)
    _chips(found, used)
    _missing(found)


def _chips(found: Segmentation, used: Model) -> None:
    """Offer each class that was found; those chosen make the region."""
    known = found.classes.names
    shares = {n: share for n, share in found.shares().items() if n in known and share >= LEAST}
    start = state.current().draft.start
    names = start.names if isinstance(start, OfClasses) and start.model == used.name else ()
    inputs.draw(
        st.pills,
        tell("What was found"),
        [name for name in shares if name in names],
        partial(_pick, used.name),
        list(shares),
        key=f"found-{used.name}",
        selection_mode="multi",
        wrap=True,
        format_func=lambda name: f"{plain(tell(spoken(name)))} {tell_figure(shares[name], '.0%')}",
    )


def _missing(found: Segmentation) -> None:
    """Say so where the photo has no subject that the model knows."""
    wanted = found.classes.foreground
    if wanted and not set(wanted) & set(found.shares()):
        *others, last = [tell(spoken(name)) for name in wanted]
        names = tell("{names} or {last}", names=", ".join(others), last=last) if others else last
        st.caption(
            tell(
                "No {names} was found in this photo: choose your subject in the picture.",
                names=names,
            )
        )


def _pick(model: str, names: list[str]) -> None:
    state.begin(Draft(OfClasses(model, tuple(names))) if names else EMPTY)


def offer_models() -> None:
    """Offer to install the models that are not ready."""
    there = list_ready()
    missing = [model for model in cache.registry().known(SEGMENT) if model not in there]
    if missing:
        with st.expander(tell("More models"), expanded=not there):
            model_cards.cards(missing)


def list_ready() -> list[Model]:
    """Return the segmenters that are ready."""
    return cache.registry().ready(SEGMENT)


def use(name: str) -> None:
    """Take another segmenter; what was chosen in the words of the old one is dropped."""
    state.close()
    state.change(model=name)


def _purpose(model: Model) -> str:
    return model.purpose or model.title


def _take_purpose(wanted: str) -> None:
    use(next(model.name for model in list_ready() if _purpose(model) == wanted))
