"""The drawing canvas: its JSON to a sketch, and back.

On the canvas of streamlit-drawable-canvas 0.13 a line of the "freedraw" tool is a `Path` whose
`stroke` is the colour, and what the "rect" tool draws is a `Rect`. What was dragged out of the
photo is brought back to its edge.
"""

import numpy as np

from studio.recipe import documents
from studio.recipe.hints import Hints
from studio.rendering.draft import ERASE, INSIDE, OUTSIDE, PAINT, Mark, Sketch
from studio.segment.grabcut import Box
from studio.ui.widgets import fabric
from studio.ui.widgets.fabric import DIGITS, Sides

BOX_COLOR, BOX_WIDTH = "#e8743b", 3
CLEAR = "#00000000"  # fills a box
CLICK = 8  # canvas pixels: the rect tool makes a square of 3 or 6 of a mere click
# Strokes on a subject are seen; under those that paint its mask must stay visible.
INKS = {INSIDE: "#2ecc71", OUTSIDE: "#e74c3c", PAINT: "#ffffff66", ERASE: "#00000066"}
KINDS = {ink: kind for kind, ink in INKS.items()}
ANY_COLOR = "#000000"  # of the strokes of a sketch


def drawing_to_sketch(drawing: object, sides: Sides) -> Sketch:
    """Read the boxes and strokes that were drawn on a canvas that shows the whole photo.

    Of several boxes the last one counts; mere clicks and boxes beside the photo do not.

    Raises
    ------
    RecipeError
        If the drawing is malformed, or holds anything but boxes and strokes of the four inks.
    """
    boxes, strokes, kinds = [], [], []
    for kind, thing in fabric.things(drawing):
        ink = thing.get("stroke")
        if kind == "Rect":
            boxes += _read_box(thing, sides)
        elif kind == "Path" and isinstance(ink, str) and ink in KINDS:
            strokes.append({**fabric.read_stroke(thing, sides), "color": ANY_COLOR})
            kinds.append(KINDS[ink])
        else:
            raise fabric.refusal("an object", "a box or a stroke of the studio's inks")
    marks = map(Mark, kinds, documents.read(Hints, {"strokes": strokes}).strokes)
    return Sketch(boxes[-1] if boxes else None, tuple(marks))


def sketch_to_drawing(sketch: Sketch, sides: Sides) -> dict:
    """Write a sketch for a canvas to begin with; reading it gives it back to 5 digits."""
    paths = [
        {**fabric.write_stroke(mark.stroke, sides), "stroke": INKS[mark.kind]}
        for mark in sketch.marks
    ]
    return {"objects": [*([_rect(sketch.box, sides)] if sketch.box else []), *paths]}


def _rect(box: Box, sides: Sides) -> dict:
    low, high = np.array([box.left, box.top]) * sides, np.array([box.right, box.bottom]) * sides
    width, height = (high - low).tolist()
    return {
        "type": "Rect",
        "width": width,
        "height": height,
        "fill": CLEAR,
        "stroke": BOX_COLOR,
        "strokeWidth": BOX_WIDTH,
        **fabric.place_centre((low + high) / 2),
    }


def _read_box(rect: dict, sides: Sides) -> list[Box]:
    """Read a box; none if it was a click, or lies beside the photo."""
    extent = np.array([fabric.number(rect, "width"), fabric.number(rect, "height")])
    matrix, centre = fabric.placement(rect, extent)
    reach = np.abs(matrix) @ np.abs(extent) / 2
    low, high = np.clip(np.array([centre - reach, centre + reach]) / sides, 0, 1).round(DIGITS)
    if 2 * reach.max() < CLICK or not (low < high).all():
        return []
    return [Box(*low.tolist(), *high.tolist())]
