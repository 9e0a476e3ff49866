"""The region of an edit in the making: where it comes from, and what becomes of its border."""

import functools

import streamlit as st

from studio.photo import masks
from studio.recipe.regions import Drawn, Tidying
from studio.rendering.draft import NOTHING, PAINT, Draft
from studio.ui import cache, files, page, session
from studio.ui.segment import state
from studio.ui.segment.state import BACKGROUND, CLASSES, FILE, FOREGROUND, REGION, SUBJECT, State
from studio.ui.session import Upload
from studio.ui.widgets import inputs

NEEDS_MODEL = (FOREGROUND, BACKGROUND, CLASSES)
EXPLAINED = {
    FOREGROUND: "The subject that the model found.",
    BACKGROUND: "All but the subject that the model found.",
    CLASSES: "The classes that are switched on in the legend.",
    SUBJECT: "Draw a box around it on the photo. Mark what was missed or is too much.",
    FILE: "A picture of the photo's shape, white inside the region and black outside.",
}
MOST_GROWTH, MOST_FEATHER = 5.0, 5.0  # percent of the longer side


def draw(upload: Upload) -> None:
    """Offer where the region comes from, and what goes with it."""
    now = state.current()
    sources = [s for s in EXPLAINED if s not in NEEDS_MODEL or state.model()]
    st.subheader("New edit", anchor=False)
    inputs.draw(
        st.radio,  # because on a phone its choices take two lines, where others leave the screen
        "Region",
        now.source if now.source in sources else None,
        state.choose,
        sources,
        key="source",
        horizontal=True,
    )
    st.caption(EXPLAINED.get(now.source or "", "Choose what to colour."))
    if now.source == FILE:
        _uploader(upload)
    if now.source:
        with st.expander("Border and brush"):
            _border(upload, now)


def _uploader(upload: Upload) -> None:
    file = st.file_uploader("A mask", key=f"mask-{upload.sha256}")
    if file is None:
        return
    photo = upload.photo()
    with page.show_errors():
        mask = _read(file.getvalue(), photo.height, photo.width)
        if state.current().draft.start != mask:
            state.change_draft(start=mask)
            state.change(view=REGION)
            st.rerun()


@cache.remember(16, "Reading the mask")
def _read(data: bytes, height: int, width: int) -> Drawn:
    return Drawn(masks.pack(masks.read(data, height, width)))


def _border(upload: Upload, now: State) -> None:
    with st.container(horizontal=True, gap="medium"):
        _switch("inverted", "Invert")
        if now.source != SUBJECT:
            _switch("refined", "Follow the photo's edges")
            inputs.draw(st.toggle, "Paint and erase", now.painting, _paint, key="painting")
    grow, feather = st.columns(2, gap="medium")
    with grow:
        _slider("grow", "Grow or shrink", -MOST_GROWTH, MOST_GROWTH)
    with feather:
        _slider("feather", "Soft border", 0.0, MOST_FEATHER)
    make = functools.partial(_file, upload, now.draft, session.recipe().regions.tidying)
    files.offer("Download mask", make, upload.name, "_mask.png", disabled=now.draft.is_empty)


def _switch(field: str, label: str) -> None:
    value, take = getattr(state.current().draft, field), functools.partial(state.take_draft, field)
    inputs.draw(st.toggle, label, value, take, key=field)


def _slider(field: str, label: str, low: float, high: float) -> None:
    value, take = getattr(state.current().draft, field), functools.partial(state.take_draft, field)
    inputs.percent(label, value, take, low, high, key=field, help="Of the photo's longer side.")


def _paint(painting: bool) -> None:
    """Begin to paint on the region, or go back to it as it was before."""
    state.change_draft(sketch=NOTHING)
    state.change(painting=painting, tool=PAINT)


def _file(upload: Upload, draft: Draft, tidying: Tidying) -> bytes:
    return masks.encode(state.exact(upload.photo(), draft, tidying)[1])
