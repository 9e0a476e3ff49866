"""The canvas of the Segment page: a box or strokes on a subject, and a brush on its mask.

The draft is the truth, and the canvas a view of it, as on the hint canvas. It is transparent and
lies over a picture of the region, which follows every stroke without the canvas being mounted anew.
"""

from dataclasses import dataclass, replace

import streamlit as st

from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.render.draft import ERASE, INSIDE, NOTHING, OUTSIDE, PAINT, Sketch
from studio.segment import pictures
from studio.ui import previews, session
from studio.ui.hint_canvas import actions, canvas
from studio.ui.segment import state
from studio.ui.segment.state import BOX, SUBJECT
from studio.ui.widgets.drawing import (
    BOX_COLOR,
    BOX_WIDTH,
    CLEAR,
    INKS,
    drawing_to_sketch,
    sketch_to_drawing,
)

SHEET = "studio-sheet"
POINTER = 0.012  # of the longer side: strokes that only point
LARGEST = 0.2  # of the longer side
PERCENT = 100.0
TOOLS = {BOX: "Box", INSIDE: "Belongs", OUTSIDE: "Does not", PAINT: "Paint", ERASE: "Erase"}
ADVICE = {
    BOX: "Drag a box around the whole subject.",
    INSIDE: "Draw a line over what belongs to the subject.",
    OUTSIDE: "Draw a line over what does not belong to it.",
    PAINT: "Paint over what is to be added.",
    ERASE: "Paint over what is to go.",
}
# The picture takes no room, so that the canvas, which comes next, lies over it.
STYLE = "<style>.st-key-region-below {position: absolute; pointer-events: none;}</style>"


@dataclass(frozen=True)
class Sheet:
    """One canvas on the page."""

    number: int
    photo: str  # its digest
    sides: tuple[int, int]  # width and height in pixels
    given: Sketch  # what it was mounted with
    shown: Sketch | None  # that and what was drawn since; None where that cannot be read

    @property
    def key(self) -> str:
        """Of the widget: a new one mounts a new canvas."""
        return f"sketch-{self.number}"


def draw(photo: Photo) -> None:
    """Draw the photo with the region so far, to be drawn on, and the tools above it."""
    names = list(TOOLS) if state.bench().source == SUBJECT else [PAINT, ERASE]
    session.show("sketch-tool", _tool())
    st.segmented_control(
        "Draw",
        names,
        format_func=lambda tool: TOOLS[tool],
        key="sketch-tool",
        on_change=_take_tool,
    )
    with st.container(gap=None):
        _canvas(photo)
    st.caption(ADVICE[_tool()])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if _tool() in (PAINT, ERASE):
            _brush()
        nothing = not state.bench().draft.sketch
        st.button("Take back a stroke", on_click=_undo, disabled=nothing)
        st.button("Clear", on_click=_change, args=(NOTHING,), disabled=nothing)


def _canvas(photo: Photo) -> None:
    from streamlit_drawable_canvas import st_canvas  # cannot be imported outside of a page

    sides = canvas.size(photo)
    sheet = _sheet(photo, sides)
    st.html(STYLE)
    with st.container(key="region-below"):
        st.image(_picture(photo), width=sides[0])
    # The frame cuts off the canvas's own toolbar: its undo knows nothing of the draft.
    with st.container(height=sides[1] + canvas.SCROLLBAR, border=False):
        st_canvas(
            **_pen(max(sides)),
            width=sides[0],
            height=sides[1],
            initial_drawing=sketch_to_drawing(sheet.given, *sides),
            key=sheet.key,
            on_change=_take,
        )


def _brush() -> None:
    session.show("brush", round(state.bench().brush * PERCENT, 1))
    st.slider(
        "Brush",
        0.5,
        LARGEST * PERCENT,
        step=0.5,
        format="%.1f %%",
        key="brush",
        on_change=_take_brush,
        width=180,
    )


def _sheet(photo: Photo, sides: tuple[int, int]) -> Sheet:
    """Return the canvas that shows what the draft says: the one there, or a new one."""
    sketch, old = state.bench().draft.sketch, st.session_state.get(SHEET)
    sheet = Sheet(old.number if old else 0, photo.sha256, sides, sketch, sketch)
    if old and old.key in st.session_state and old == replace(sheet, given=old.given):
        return old
    st.session_state[SHEET] = replace(sheet, number=sheet.number + 1)
    return st.session_state[SHEET]


def _take() -> None:
    """Take what was drawn on the canvas into the draft."""
    # Streamlit also calls this for a canvas that is gone, so what counts is the one on the page.
    sheet = st.session_state[SHEET]
    if sheet.key not in st.session_state:
        return
    drawing = (st.session_state[sheet.key].get("drawing") or {}).get("raw") or {}
    st.session_state[SHEET] = replace(sheet, shown=None)
    with actions.attempted():
        drawn = drawing_to_sketch(drawing, *sheet.sides)
        _change(drawn)
        # of several boxes, and of clicks, the canvas shows more than counts: it is mounted anew
        if len(drawing["objects"]) == len(sketch_to_drawing(drawn, *sheet.sides)["objects"]):
            st.session_state[SHEET] = replace(sheet, shown=drawn)


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
    share = POINTER if tool in (INSIDE, OUTSIDE) else state.bench().brush
    pixels = max(round(share * longer), 1)
    return {"drawing_mode": "freedraw", "stroke_color": INKS[tool], "stroke_width": pixels}


def _picture(photo: Photo) -> bytes:
    region = state.region(photo)
    if region is None:
        return previews.jpeg(photo)
    return previews.encoded(pictures.region(shrink(photo.rgb), region))


def _tool() -> str:
    bench = state.bench()
    fits = bench.source == SUBJECT or bench.tool in (PAINT, ERASE)
    return bench.tool if fits else PAINT


def _undo() -> None:
    sketch = state.bench().draft.sketch
    _change(replace(sketch, marks=sketch.marks[:-1]) if sketch.marks else NOTHING)


def _change(sketch: Sketch) -> None:
    bench = state.bench()
    state.keep(replace(bench, draft=replace(bench.draft, sketch=sketch)))


def _take_tool() -> None:
    tool = st.session_state["sketch-tool"]
    if tool:  # else the chosen one was pressed again
        state.keep(replace(state.bench(), tool=tool))


def _take_brush() -> None:
    brush = st.session_state["brush"] / PERCENT
    state.keep(replace(state.bench(), brush=brush))
