"""The drawing canvas: its JSON to a sketch, and back.

On the canvas of streamlit-drawable-canvas 0.13 a line of the "freedraw" tool is a `Path` whose
`stroke` is the colour. What was dragged out of the photo is brought back to its edge.
"""

from studio.recipe import documents
from studio.recipe.hints import Hints
from studio.rendering.draft import ERASE, INSIDE, OUTSIDE, PAINT, Mark, Sketch
from studio.ui.widgets import fabric
from studio.ui.widgets.fabric import Sides

# Strokes on a subject are seen; under those that paint its mask must stay visible.
INKS = {INSIDE: "#2ecc71", OUTSIDE: "#e74c3c", PAINT: "#ffffff66", ERASE: "#00000066"}
KINDS = {ink: kind for kind, ink in INKS.items()}
ANY_COLOR = "#000000"  # of the strokes of a sketch


def drawing_to_sketch(drawing: object, sides: Sides) -> Sketch:
    """Read the strokes that were drawn on a canvas that shows the whole photo.

    Raises
    ------
    RecipeError
        If the drawing is malformed, or holds anything but strokes of the four inks.
    """
    strokes, kinds = [], []
    for kind, thing in fabric.things(drawing):
        ink = thing.get("stroke")
        if kind == "Path" and isinstance(ink, str) and ink in KINDS:
            strokes.append({**fabric.read_stroke(thing, sides), "color": ANY_COLOR})
            kinds.append(KINDS[ink])
        else:
            raise fabric.refusal("an object", "a stroke of the studio's inks")
    marks = map(Mark, kinds, documents.read(Hints, {"strokes": strokes}).strokes)
    return Sketch(tuple(marks))


def sketch_to_drawing(sketch: Sketch, sides: Sides) -> dict:
    """Write a sketch for a canvas to begin with; reading it gives it back to 5 digits."""
    paths = [
        {**fabric.write_stroke(mark.stroke, sides), "stroke": INKS[mark.kind]}
        for mark in sketch.marks
    ]
    return {"objects": paths}
