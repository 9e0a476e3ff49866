"""The drawing canvas: its JSON to strokes, and back.

On the canvas of streamlit-drawable-canvas 0.13 a line of the "freedraw" tool is a `Path` whose
`stroke` is the colour. What was dragged out of the photo is brought back to its edge.
"""

from studio.language import _
from studio.recipe import documents
from studio.recipe.hints import Hints, Stroke
from studio.ui.widgets import fabric
from studio.ui.widgets.fabric import Sides

Strokes = tuple[Stroke, ...]


def drawing_to_strokes(drawing: object, sides: Sides) -> Strokes:
    """Read the strokes that were drawn on a canvas that shows the whole photo.

    Raises
    ------
    RecipeError
        If the drawing is malformed, or holds anything but strokes.
    """
    strokes = []
    for kind, thing in fabric.things(drawing):
        if kind != "Path":
            raise fabric.refusal(_("an object"), _("strokes"))
        strokes.append(fabric.read_stroke(thing, sides))
    return documents.read(Hints, {"strokes": strokes}).strokes


def strokes_to_drawing(strokes: Strokes, sides: Sides) -> dict:
    """Write strokes for a canvas to begin with; reading them gives them back to 5 digits."""
    return {"objects": [fabric.write_stroke(stroke, sides) for stroke in strokes]}
