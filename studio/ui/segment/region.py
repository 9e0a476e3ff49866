"""The region of an edit in the making: where it comes from, and what becomes of its border."""

import functools
import hashlib
from dataclasses import replace

import streamlit as st

from studio.photo import encoding, masks
from studio.recipe.regions import MOST_GROWTH, Drawn, Tidying
from studio.render.draft import NOTHING, PAINT, Draft
from studio.ui import page, session
from studio.ui.segment import state
from studio.ui.segment.state import BACKGROUND, CLASSES, FILE, FOREGROUND, REGION, SUBJECT, Bench
from studio.ui.session import Upload

NEEDS_MODEL = (FOREGROUND, BACKGROUND, CLASSES)
EXPLAINED = {
    FOREGROUND: "The subject that the model found.",
    BACKGROUND: "All but the subject that the model found.",
    CLASSES: "The classes that are switched on in the legend.",
    SUBJECT: "Draw a box around it on the photo. Mark what was missed or is too much.",
    FILE: "A picture of the photo's shape, white inside the region and black outside.",
}
PERCENT = 100.0
MOST_FEATHER = 5.0  # percent of the longer side


def draw(upload: Upload) -> None:
    """Offer where the region comes from, and what goes with it."""
    bench = state.bench()
    sources = [s for s in EXPLAINED if s not in NEEDS_MODEL or state.model()]
    st.subheader("New edit", anchor=False)
    session.show("source", bench.source if bench.source in sources else None)
    # a radio, because on a phone its choices take two lines, where others leave the screen
    st.radio("Region", sources, index=None, key="source", on_change=_take_source, horizontal=True)
    st.caption(EXPLAINED.get(bench.source or "", "Choose what to colour."))
    if bench.source == FILE:
        _uploader(upload)
    if bench.source:
        with st.expander("Border and brush"):
            _border(upload, bench)


def _uploader(upload: Upload) -> None:
    file = st.file_uploader("A mask", key=f"mask-{upload.sha256}")
    if file is None:
        return
    data, photo = file.getvalue(), upload.photo()
    with page.explained():
        packed = _packed(hashlib.sha256(data).hexdigest(), photo.height, photo.width, data)
        bench = state.bench()
        if bench.draft.start != Drawn(packed):
            begun = replace(bench.draft, start=Drawn(packed))
            state.keep(replace(bench, draft=begun, view=REGION))
            st.rerun()


@st.cache_data(max_entries=16, show_spinner="Reading the mask")
def _packed(sha256: str, height: int, width: int, _data: bytes) -> str:
    return masks.pack(masks.read(_data, height, width))


def _border(upload: Upload, bench: Bench) -> None:
    with st.container(horizontal=True, gap="medium"):
        _switch("inverted", "Invert", bench.draft.inverted)
        if bench.source != SUBJECT:
            _switch("refined", "Follow the photo's edges", bench.draft.refined)
            session.show("painting", bench.painting)
            st.toggle("Paint and erase", key="painting", on_change=_take_painting)
    grow, feather = st.columns(2, gap="medium")
    most = MOST_GROWTH * PERCENT / 2
    with grow:
        _slider("grow", "Grow or shrink", bench.draft.grow, (-most, most))
    with feather:
        _slider("feather", "Soft border", bench.draft.feather, (0.0, MOST_FEATHER))
    tidying = session.recipe().regions.tidying
    st.download_button(
        "Download mask",
        data=functools.partial(_file, upload, bench.draft, tidying),
        file_name=encoding.download_name(upload.name, "_mask.png"),
        mime="image/png",
        on_click="ignore",
        disabled=bench.draft.is_empty,
    )


def _switch(field: str, label: str, value: bool) -> None:
    session.show(field, value)
    st.toggle(label, key=field, on_change=_take, args=(field,))


def _slider(field: str, label: str, value: float, limits: tuple[float, float]) -> None:
    session.show(field, round(value * PERCENT, 2))
    st.slider(
        label,
        *limits,
        step=0.1,
        format="%.1f %%",
        key=field,
        help="Of the photo's longer side.",
        on_change=_take_share,
        args=(field,),
    )


def _file(upload: Upload, draft: Draft, tidying: Tidying) -> bytes:
    return masks.encode(state.exact(upload.photo(), draft, tidying)[1])


def _take_source() -> None:
    state.choose(st.session_state["source"])


def _take(field: str) -> None:
    _change(field, st.session_state[field])


def _take_share(field: str) -> None:
    _change(field, st.session_state[field] / PERCENT)


def _change(field: str, value: object) -> None:
    bench = state.bench()
    changed = replace(bench.draft, **{field: value})  # type: ignore[arg-type]  # as its widget
    state.keep(replace(bench, draft=changed))


def _take_painting() -> None:
    """Begin to paint on the region, or go back to it as it was before."""
    bench = state.bench()
    bare = replace(bench.draft, sketch=NOTHING)
    painting = st.session_state["painting"]
    state.keep(replace(bench, painting=painting, tool=PAINT, draft=bare))
