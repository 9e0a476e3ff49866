"""The photo as it was understood: its classes, how sure the model is, and the region chosen."""

from dataclasses import replace

import streamlit as st

from studio.photo.color import Picture
from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.segment import pictures
from studio.segment.segmentation import Segmentation
from studio.ui import previews, session
from studio.ui.segment import legend, state
from studio.ui.segment.state import CONFIDENCE, MASK, OVERLAY, REGION

SURE = "This model names no doubt: it is certain everywhere."
HEAT = "Dark: the model guesses. Bright: it is certain."


def draw(photo: Photo, found: Segmentation | None) -> None:
    """Draw the photo in the chosen view, and the choice above it."""
    region = state.region(photo)
    views = [OVERLAY, MASK, CONFIDENCE] if found else []
    views += [REGION] if region is not None else []
    view = state.bench().view
    view = view if view in views else next(iter(views), "")
    if views:
        session.show("view", view)
        st.segmented_control("What is where", views, key="view", on_change=_take_view)
    if view == REGION and region is not None:
        picture = pictures.region(shrink(photo.rgb), region)
    elif found:
        picture = _view(shrink(photo.rgb), found, view)
    else:
        picture = shrink(photo.rgb)
    previews.draw(photo, previews.encoded(picture))
    if view == OVERLAY:
        _opacity()
    if view == CONFIDENCE and found:
        st.caption(SURE if found.confidence.min() == 1 else HEAT)


def _view(rgb: Picture, found: Segmentation, view: str) -> Picture:
    if view == CONFIDENCE:
        return pictures.confidence(rgb, found.confidence)
    opacity = 1.0 if view == MASK else state.bench().opacity
    return pictures.classes(rgb, found, opacity, legend.picked(found))


def _opacity() -> None:
    session.show("opacity", state.bench().opacity)
    st.slider("Opacity", 0.0, 1.0, step=0.05, key="opacity", on_change=_take_opacity)


def _take_view() -> None:
    view = st.session_state["view"]
    if view:  # else the chosen one was pressed again
        state.keep(replace(state.bench(), view=view))


def _take_opacity() -> None:
    state.keep(replace(state.bench(), opacity=st.session_state["opacity"]))
