"""The canvas of the hints: drawn on over the photo, and what they make of it beside."""

import streamlit as st

from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.recipe import hint_edits
from studio.recipe.hints import Hints
from studio.recipe.recipe import Recipe
from studio.render import render
from studio.render.suggestions import in_hex, next_spots, pixel, uncertainty_map
from studio.ui import cache, previews, session
from studio.ui.hint_canvas import actions, at_hand, pen
from studio.ui.widgets.canvas import Canvas
from studio.ui.widgets.drawing import RING, RING_WIDTH, drawing_to_hints, hints_to_drawing
from studio.ui.widgets.fabric import Sides

CANVAS = Canvas("canvas", drawing_to_hints, hints_to_drawing)
MARK = "#808080"  # of clicks and lines that place no hint
MARK_WIDTH = 3  # canvas pixels


def draw(photo: Photo, sides: Sides, *, hidden: bool, unsure: bool) -> None:
    """Draw the photo with its hints, to be drawn on.

    Parameters
    ----------
    photo : Photo
    sides : tuple of int
        Width and height of the canvas in pixels.
    hidden : bool
        Whether the hints are there, but not seen.
    unsure : bool
        Whether to show where the model is unsure, and the best spots for the next hints.
    """
    background = (_doubt if unsure else previews.before)(photo, max(sides))
    CANVAS.draw(
        session.recipe().hints,
        photo.sha256,
        sides,
        tool={**_tool(max(sides)), "background_image": background},
        take=lambda drawn: take(drawn, sides),
        hidden=hidden,
    )
    if unsure:
        st.caption("Amber: where the model is unsure. 1 to 3: the best spots for the next hints.")


def result(photo: Photo, recipe: Recipe, wide: int) -> None:
    """Draw what the hints make of the photo, as wide as the canvas."""
    with st.container(width=wide):
        st.image(previews.colored(photo, recipe).jpeg, width="stretch")


def take(drawn: Hints, sides: Sides) -> None:
    """Do what the tool at hand does with what was drawn.

    Parameters
    ----------
    drawn : Hints
        All that the canvas shows: the hints it was given, and the last click or line.
    sides : tuple of int
        Width and height of the canvas in pixels.
    """
    hints, tool = session.recipe().hints, pen.held().tool
    if tool == pen.MOVE and len(drawn.strokes) > len(hints.strokes):
        _move(hints, drawn.strokes[-1].path, sides)
    elif tool == pen.PICK and len(drawn.points) > len(hints.points):
        _pick(drawn.points[-1].x, drawn.points[-1].y)
    else:
        _place(hints, drawn)


def _place(hints: Hints, drawn: Hints) -> None:
    actions.keep(drawn)
    if len(drawn) > len(hints):
        painted = len(drawn.strokes) > len(hints.strokes)
        name = f"stroke {len(drawn.strokes)}" if painted else f"point {len(drawn.points)}"
        at_hand.select(name)
        pen.dip(hint_edits.find(drawn, name).color)


def _move(hints: Hints, path: tuple[tuple[float, float], ...], sides: Sides) -> None:
    (x, y), (to_x, to_y) = path[0], path[-1]
    name = hint_edits.nearest(hints, x, y, *sides)
    if name:
        actions.keep(hint_edits.moved(hints, name, to_x - x, to_y - y))
        at_hand.select(name)


def _pick(x: float, y: float) -> None:
    """Dip the pen into the result."""
    if upload := session.upload():
        photo, registry = upload.photo(), cache.registry()
        result = render.render(photo, actions.recipe(), registry, side=render.OBEDIENT_SIDE)
        pen.dip(in_hex(pixel(result.rgb, x, y)))


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


def _doubt(photo: Photo, side: int) -> bytes:
    """Return a JPEG of the photo that shows where the model is unsure, given the hints."""
    recipe = actions.recipe()
    prediction = render.predict(photo, recipe, cache.registry())
    spots = next_spots(prediction, recipe.hints)
    return previews.encoded(uncertainty_map(shrink(photo.rgb, side), prediction, spots))
