"""Choice of a segmenter, by what it is to look for."""

from dataclasses import replace
from functools import partial

import streamlit as st

from studio.models.catalog import Model
from studio.models.registry import SEGMENT
from studio.photo.photo import Photo
from studio.recipe.regions import Foreground, OfClasses, Where
from studio.segment.segmentation import Segmentation
from studio.ui import cache, models, session
from studio.ui.segment import state
from studio.ui.widgets import inputs

# what people call the tables of classes
PURPOSES = {
    "CAMVID_11": "Street scene",
    "CAMVID": "Street scene, in detail",
    "PEOPLE": "People",
    "VOC": "20 things",
}
NONE_READY = (
    "No model that finds what is where is ready yet. Install one below, or point at your subject "
    "yourself: draw a box around it, or open a mask."
)


def draw(photo: Photo) -> Segmentation | None:
    """Offer what the ready models look for, and return what the chosen one finds.

    Where none is ready, the page says so, and the photo can still be drawn on.

    Raises
    ------
    StudioError
        If the chosen one cannot run.
    """
    used = state.model()
    if used is None:
        st.markdown(NONE_READY)
        return None
    purposes = list(dict.fromkeys(map(_purpose, _ready())))
    shown = _purpose(used)
    inputs.draw(st.segmented_control, "Look for", shown, _take_purpose, purposes, key="purpose")
    st.caption(f"{used.title}. {used.summary}")
    return state.segmentation(photo, used.name)


def offers() -> None:
    """Offer to install the models that are not ready."""
    ready = _ready()
    missing = [model for model in cache.registry().known(SEGMENT) if model not in ready]
    if missing:
        with st.expander("More models", expanded=not ready):
            models.cards(missing)


def advanced() -> None:
    """Offer the model itself, and how what it finds is tidied."""
    with st.expander("Advanced"):
        _model()
        floor, smoothing, smallest = st.columns(3, gap="medium")
        with floor:
            _slider("floor", "Confidence floor", 95.0, "Below it a spot counts as unsure.")
        with smoothing:
            _slider("smoothing", "Border smoothing", 3.0, "Window of the photo's longer side.")
        with smallest:
            _slider("smallest", "Smallest region", 5.0, "Of the photo's area; smaller ones go.")


def _model() -> None:
    used = state.model()
    if used is None:
        return
    inputs.draw(
        st.selectbox,
        "Model",
        used.name,
        _use,
        [model.name for model in _ready()],
        key="segmenter",
        format_func=models.label,
    )


def _slider(field: str, label: str, most: float, words: str) -> None:
    """Draw a slider, in percent, of one field of the recipe's tidying."""
    value, take = getattr(session.recipe().regions.tidying, field), partial(_take_tidying, field)
    inputs.percent(label, value, take, 0.0, most, key=field, help=words)


def _ready() -> list[Model]:
    return cache.registry().ready(SEGMENT)


def _purpose(model: Model) -> str:
    return PURPOSES.get(model.classes, model.title)


def _take_purpose(wanted: str) -> None:
    _use(next(model.name for model in _ready() if _purpose(model) == wanted))


def _use(name: str) -> None:
    """Take another segmenter; a region in the old one's words is said in those of the new."""
    state.change(model=name)
    state.change_draft(start=_translated(state.current().draft.start, name))


def _translated(where: Where | None, name: str) -> Where | None:
    match where:
        case Foreground():
            return Foreground(name)
        case OfClasses():
            return OfClasses(name, ())
    return where


def _take_tidying(field: str, share: float) -> None:
    changed = replace(session.recipe().regions.tidying, **{field: share})
    state.change_regions(tidying=changed)
