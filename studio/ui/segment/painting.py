"""Painting on the current region: strokes that mend its border, and a brush on its mask.

The canvas is transparent and lies over a picture of the region, which follows every stroke without
the canvas being mounted anew.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from studio.color.sizes import shrink
from studio.errors import StudioError
from studio.photo.photo import Photo
from studio.rendering.draft import ERASE, INSIDE, OUTSIDE, PAINT, Kind, Mark, Sketch
from studio.segment import pictures
from studio.ui import quirks
from studio.ui.segment import region, state
from studio.ui.widgets import alerts, fitting, inputs
from studio.ui.widgets.canvas import Canvas, Pen
from studio.ui.widgets.drawing import INKS, drawing_to_sketch, sketch_to_drawing
from studio.ui.work import previews

CANVAS = Canvas("sketch", drawing_to_sketch, sketch_to_drawing)
POINTER = 0.012  # of the longer side: strokes that only point
REMEDY = "go on from what was there before, or choose nothing"
LARGEST = 20.0  # percent of the longer side
NAMES = {INSIDE: "Belongs", OUTSIDE: "Does not", PAINT: "Paint", ERASE: "Erase"}
ADVICE = {
    INSIDE: "Draw a line over what belongs to it: its border is found.",
    OUTSIDE: "Draw a line over what does not belong to it: its border is found.",
    PAINT: "Paint over what is to be added.",
    ERASE: "Paint over what is to go.",
}


def draw(photo: Photo) -> None:
    """Draw the photo with the region so far, to be painted on, and the inks above it."""
    starts = state.current().draft.start is not None
    inks = [ink for ink in NAMES if starts or ink in (PAINT, ERASE)]
    dip = partial(state.take, "ink")
    inputs.draw(st.segmented_control, "Draw", _ink(), dip, inks, key="ink", format_func=NAMES.get)
    with st.container(gap=None):
        _canvas(photo)
    st.caption(ADVICE[_ink()])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if _ink() in (PAINT, ERASE):
            share = state.current().brush
            resize = partial(state.take, "brush")
            inputs.percent("Brush", share, resize, 0.5, LARGEST, key="brush", step=0.5, width=180)
        st.button("Done", type="primary", on_click=_done, args=(photo,))
        st.button("Take back a stroke", on_click=_undo, disabled=not _marks())
        st.button("Clear", on_click=_keep_marks, args=((),), disabled=not _marks())
    alerts.show_remembered_error()


def _canvas(photo: Photo) -> None:
    sides = fitting.fit(photo)
    with quirks.beneath():
        st.image(_picture(photo), width=sides[0], alt="The photo, to be painted on")
    CANVAS.draw(
        state.current().draft.sketch,
        photo.sha256,
        sides,
        pen=_pen(max(sides)),
        take=partial(take, photo),
    )


def take(photo: Photo, sketch: Sketch) -> None:
    """Take what was drawn; where that would leave nothing, what was there stays.

    Raises
    ------
    StudioError
        If it would leave nothing.
    """
    draft = replace(state.current().draft, sketch=sketch)
    if sketch and region.is_void(photo, draft):
        raise StudioError("a stroke that leaves nothing", "one that leaves a part", REMEDY)
    state.change(draft=draft)


def _pen(longer: int) -> Pen:
    """Return what is drawn with; the longer side is in canvas pixels."""
    share = POINTER if _ink() in (INSIDE, OUTSIDE) else state.current().brush
    return Pen(INKS[_ink()], max(round(share * longer), 1))


def _picture(photo: Photo) -> bytes:
    seen = region.mask(photo)
    if seen is None:
        return previews.jpeg(photo)
    return previews.encode(pictures.region(shrink(photo.rgb), seen))


def _ink() -> Kind:
    now = state.current()
    return now.ink if now.draft.start or now.ink in (PAINT, ERASE) else PAINT


def _marks() -> tuple[Mark, ...]:
    return state.current().draft.sketch.marks


def _undo() -> None:
    _keep_marks(_marks()[:-1])


def _keep_marks(marks: tuple[Mark, ...]) -> None:
    draft = state.current().draft
    state.change(draft=replace(draft, sketch=replace(draft.sketch, marks=marks)))


def _done(photo: Photo) -> None:
    with alerts.remember_error():
        region.keep_painted(photo)
