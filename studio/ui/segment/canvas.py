"""The canvas of the Segment page: a box or strokes on a subject, and a brush on its mask.

The canvas is transparent and lies over a picture of the region, which follows every stroke without
the canvas being mounted anew.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.rendering.draft import ERASE, INSIDE, NOTHING, OUTSIDE, PAINT
from studio.segment import pictures
from studio.ui import previews, quirks
from studio.ui.segment import state
from studio.ui.segment.state import BOX, SUBJECT
from studio.ui.widgets import inputs
from studio.ui.widgets.canvas import Canvas
from studio.ui.widgets.drawing import (
    BOX_COLOR,
    BOX_WIDTH,
    CLEAR,
    INKS,
    drawing_to_sketch,
    sketch_to_drawing,
)

CANVAS = Canvas("sketch", drawing_to_sketch, sketch_to_drawing)
POINTER = 0.012  # of the longer side: strokes that only point
LARGEST = 20.0  # percent of the longer side
TOOLS = {BOX: "Box", INSIDE: "Belongs", OUTSIDE: "Does not", PAINT: "Paint", ERASE: "Erase"}
ADVICE = {
    BOX: "Drag a box around the whole subject.",
    INSIDE: "Draw a line over what belongs to the subject.",
    OUTSIDE: "Draw a line over what does not belong to it.",
    PAINT: "Paint over what is to be added.",
    ERASE: "Paint over what is to go.",
}


def draw(photo: Photo) -> None:
    """Draw the photo with the region so far, to be drawn on, and the tools above it."""
    names = list(TOOLS) if state.current().source == SUBJECT else [PAINT, ERASE]
    inputs.draw(
        st.segmented_control,
        "Draw",
        _tool(),
        partial(state.take, "tool"),
        names,
        key="sketch-tool",
        format_func=TOOLS.get,
    )
    with st.container(gap=None):
        _canvas(photo)
    st.caption(ADVICE[_tool()])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if _tool() in (PAINT, ERASE):
            _brush()
        nothing = not state.current().draft.sketch
        st.button("Take back a stroke", on_click=_undo, disabled=nothing)
        st.button("Clear", on_click=state.take_draft, args=("sketch", NOTHING), disabled=nothing)


def _canvas(photo: Photo) -> None:
    sides = previews.fit(photo)
    with quirks.beneath():
        st.image(_picture(photo), width=sides[0], alt="The photo, to be drawn on")
    CANVAS.draw(
        state.current().draft.sketch,
        photo.sha256,
        sides,
        tool=_pen(max(sides)),
        take=partial(state.take_draft, "sketch"),
    )


def _brush() -> None:
    share, take = state.current().brush, partial(state.take, "brush")
    inputs.percent("Brush", share, take, 0.5, LARGEST, key="brush", step=0.5, width=180)


def _pen(longer: int) -> dict:
    """Return what the canvas draws with; the longer side is in canvas pixels."""
    tool = _tool()
    if tool == BOX:
        return {
            "drawing_mode": "rect",
            "stroke_color": BOX_COLOR,
            "stroke_width": BOX_WIDTH,
            "fill_color": CLEAR,
        }
    share = POINTER if tool in (INSIDE, OUTSIDE) else state.current().brush
    pixels = max(round(share * longer), 1)
    return {"drawing_mode": "freedraw", "stroke_color": INKS[tool], "stroke_width": pixels}


def _picture(photo: Photo) -> bytes:
    region = state.region(photo)
    if region is None:
        return previews.jpeg(photo)
    return previews.encoded(pictures.region(shrink(photo.rgb), region))


def _tool() -> str:
    now = state.current()
    fits = now.source == SUBJECT or now.tool in (PAINT, ERASE)
    return now.tool if fits else PAINT


def _undo() -> None:
    sketch = state.current().draft.sketch
    state.change_draft(sketch=replace(sketch, marks=sketch.marks[:-1]) if sketch.marks else NOTHING)
