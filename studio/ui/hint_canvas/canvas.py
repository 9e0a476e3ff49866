"""The canvas: a view of the recipe's hints over the photo, on which a person draws.

The recipe is the truth. What the canvas shows is remembered; where the recipe says otherwise, after
an undo or an edit in the table, a new canvas is mounted. A canvas that was only drawn on stays.
"""

from dataclasses import dataclass, replace

import streamlit as st

from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.recipe.hints import Hints
from studio.recipe.recipe import Recipe
from studio.render import render
from studio.render.suggestions import next_spots, uncertainty_map
from studio.ui import cache, previews, session
from studio.ui.hint_canvas import actions, pen
from studio.ui.previews import MOST_HEIGHT
from studio.ui.widgets import width
from studio.ui.widgets.drawing import RING, RING_WIDTH, drawing_to_hints, hints_to_drawing

VIEW = "studio-canvas"
ASSUMED = 440  # pixels wide, until the browser has told: half of a laptop's page
SCROLLBAR = 18  # pixels left for a horizontal one, else a vertical one comes and both stay
MARK = "#808080"  # of clicks and lines that place no hint
MARK_WIDTH = 3  # canvas pixels


@dataclass(frozen=True)
class View:
    """One canvas on the page."""

    number: int
    photo: str  # its digest
    sides: tuple[int, int]  # width and height in pixels
    hidden: bool  # whether hints are there, but not seen
    given: Hints  # those it was mounted with
    shown: Hints | None  # those and what was drawn since; None where that cannot be read

    @property
    def key(self) -> str:
        """Of the widget: a new one mounts a new canvas."""
        return f"canvas-{self.number}"


def size(photo: Photo) -> tuple[int, int]:
    """Return the width and height in pixels of a canvas that fits its place on the page."""
    scale = min(width.measured("canvas-width", ASSUMED) / photo.width, MOST_HEIGHT / photo.height)
    return max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)


def draw(photo: Photo, sides: tuple[int, int], *, hidden: bool, unsure: bool) -> None:
    """Draw the photo with its hints, to be drawn on.

    Parameters
    ----------
    photo : Photo
    sides : tuple of int
        Of the canvas, as `size` returns it.
    hidden : bool
        Whether the hints are there, but not seen.
    unsure : bool
        Whether to show where the model is unsure, and the best spots for the next hints.
    """
    from streamlit_drawable_canvas import st_canvas  # cannot be imported outside of a page

    view = _view(photo, sides, hidden=hidden)
    # The frame cuts off the canvas's own toolbar: its undo knows nothing of the table.
    with st.container(height=sides[1] + SCROLLBAR, border=False):
        st_canvas(
            **_tool(max(sides)),
            background_image=(_doubt if unsure else previews.jpeg)(photo, max(sides)),
            width=sides[0],
            height=sides[1],
            initial_drawing=_drawing(view),
            key=view.key,
            on_change=_take,
        )
    if unsure:
        st.caption("Amber: where the model is unsure. 1 to 3: the best spots for the next hints.")


def result(photo: Photo, recipe: Recipe, wide: int) -> None:
    """Draw what the hints make of the photo, as wide as the canvas."""
    place = st.container(width=wide)  # first, so that a spinner comes below and moves nothing
    place.image(previews.colored(photo, recipe).jpeg, width="stretch")


def _view(photo: Photo, sides: tuple[int, int], *, hidden: bool) -> View:
    """Return the canvas that shows what the recipe says: the one there, or a new one."""
    hints, old = session.recipe().hints, st.session_state.get(VIEW)
    view = View(old.number if old else 0, photo.sha256, sides, hidden, hints, hints)
    if old and old.key in st.session_state and old == replace(view, given=old.given):
        return old
    st.session_state[VIEW] = replace(view, number=view.number + 1)
    return st.session_state[VIEW]


def _take() -> None:
    """Take what was drawn on the canvas into the recipe."""
    # Streamlit also calls this for a canvas that is gone, so what counts is the one on the page.
    view = st.session_state[VIEW]
    if view.key not in st.session_state:
        return
    drawing = st.session_state[view.key].get("drawing") or {}
    st.session_state[VIEW] = replace(view, shown=None)
    with actions.attempted():
        drawn = drawing_to_hints(drawing.get("raw"), *view.sides)
        st.session_state[VIEW] = replace(view, shown=drawn)
        actions.take(drawn, view.sides)


def _tool(longer: int) -> dict:
    """Return what the canvas draws with; the longer side is in canvas pixels."""
    held = pen.held()
    pixels = held.size * longer
    point = {"drawing_mode": "point", "stroke_color": RING, "stroke_width": RING_WIDTH}
    line = {"drawing_mode": "freedraw"}
    tools = {
        pen.POINT: {**point, "fill_color": held.color, "point_display_radius": pixels / 2},
        pen.BRUSH: {**line, "stroke_color": held.color, "stroke_width": pixels},
        pen.MOVE: {**line, "stroke_color": MARK, "stroke_width": MARK_WIDTH},
        pen.PICK: {**point, "fill_color": MARK, "point_display_radius": MARK_WIDTH},
    }
    return tools[held.tool]


def _drawing(view: View) -> dict:
    drawing = hints_to_drawing(view.given, *view.sides)
    for thing in drawing["objects"]:
        thing["opacity"] = 0 if view.hidden else 1
    return drawing


def _doubt(photo: Photo, side: int) -> bytes:
    """Return a JPEG of the photo that shows where the model is unsure, given the hints."""
    recipe = actions.recipe()
    prediction = render.predict(photo, recipe, cache.registry())
    spots = next_spots(prediction, recipe.hints)
    return previews.encoded(uncertainty_map(shrink(photo.rgb, side), prediction, spots))
