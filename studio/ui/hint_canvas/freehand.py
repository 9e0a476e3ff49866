"""The sheet: strokes drawn over the photo with nothing done yet, which become hints together."""

import streamlit as st

from studio.language import _
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.recipe import Recipe
from studio.ui import quirks
from studio.ui.entries import Entry
from studio.ui.hint_canvas import pen, selection
from studio.ui.language import tell
from studio.ui.widgets import alerts, canvas, fitting, inputs
from studio.ui.widgets.canvas import Canvas
from studio.ui.widgets.drawing import Strokes, drawing_to_strokes, strokes_to_drawing
from studio.ui.work import previews, session

OFFER = _("Draw freehand")
EXPLAINED = _("Draw strokes in any colours: nothing changes until they become hints, all at once.")
LARGEST = 12.5  # percent of the longer side: of a brush
CANVAS = Canvas("sheet", drawing_to_strokes, strokes_to_drawing)
DRAWN = Entry[tuple[int, Strokes]]((0, ()))  # for which of the photos opened so far, and what


def draw(photo: Photo, recipe: Recipe) -> None:
    """Offer a sheet over the photo in the colours of a recipe."""
    if not st.toggle(tell(OFFER), help=tell(EXPLAINED)):
        return
    used, width, strokes = pen.PEN.get(), pen.brush() or pen.USUAL, _list_strokes()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        inputs.draw(st.color_picker, tell("Colour"), used.color, pen.dip, key="sheet-color")
        inputs.percent(tell("Brush"), width, pen.resize, 0.2, LARGEST, key="sheet-size", width=180)
        st.button(tell("Make hints of it"), type="primary", on_click=_make, disabled=not strokes)
        st.button(tell("Clear the sheet"), on_click=DRAWN.drop, disabled=not strokes)
    sides = fitting.fit(photo)
    drawn_with = canvas.Pen(used.color, max(round(width * max(sides)), 1))
    with st.container(gap=None):
        with quirks.beneath():
            seen = previews.color(photo, recipe).jpeg
            st.image(seen, width=sides[0], alt=tell("The photo, to be drawn on"))
        CANVAS.draw(strokes, photo.sha256, sides, pen=drawn_with, take=take)


def take(strokes: Strokes) -> None:
    """Keep what was drawn on the sheet."""
    DRAWN.set((session.OPENED.get(), strokes))


def _list_strokes() -> Strokes:
    """Return what was drawn for the photo that is open."""
    opened, strokes = DRAWN.get()
    return strokes if opened == session.OPENED.get() else ()


def _make() -> None:
    """Make a hint of each stroke, as the brush of the picture does."""
    hints = session.recipe().hints
    with alerts.remember_error():
        for stroke in _list_strokes():
            made = selection.make_stroke(stroke.path, stroke.color, stroke.size)
            hints, _ = hint_edits.add(hints, made)
        session.change(hints=hints)
        DRAWN.drop()
