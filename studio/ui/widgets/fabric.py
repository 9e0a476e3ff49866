"""Fabric: the JSON of Fabric.js 7.4, in which the drawing canvas tells what was drawn on it.

Positions are canvas pixels there, and shares of the photo's sides here.
"""

import math

import numpy as np
import numpy.typing as npt

from studio.errors import RecipeError
from studio.language import _
from studio.recipe.hints import BEYOND, MOST_HINTS, Stroke

LARGEST = 1e6  # canvas pixels, degrees or scale; hostile numbers would overflow
DIGITS = 5  # of a relative coordinate; coarser than the canvas rounds, so reading it is stable
DOT = 1e-3  # canvas pixels; browsers draw nothing of a line of length 0
ORIGINS = {"left": -0.5, "top": -0.5, "center": 0.0, "right": 0.5, "bottom": 0.5}
NUMBERS = {"M": 2, "L": 2, "Q": 4}  # that follow each letter of a path

Array = npt.NDArray[np.float64]
Sides = tuple[int, int]  # width and height of a canvas, in pixels


def things(drawing: object) -> list[tuple[str, dict]]:
    """Return the objects of a drawing, each after the name of its type.

    Raises
    ------
    RecipeError
        If it is no drawing, one of too many objects, or of some without a type.
    """
    objects = drawing.get("objects") if isinstance(drawing, dict) else None
    if not isinstance(objects, list) or len(objects) > MOST_HINTS:
        raise refusal(_("a drawing"), _("at most {n:,} objects", n=MOST_HINTS))
    return [(_type(thing), thing) for thing in objects]


def read_stroke(path: dict, sides: Sides) -> dict:
    """Read a `Path` as a document of hints has it."""
    vertices, box = _trace(path.get("path"))
    low, high = box.min(0), box.max(0)
    matrix, centre = placement(path, high - low)
    xy = (vertices - (low + high) / 2) @ matrix.T + centre
    relative = np.clip(xy / sides, -BEYOND, 1 + BEYOND).round(DIGITS)
    moved = np.append(True, np.diff(relative, axis=0).any(1))
    width = number(path, "strokeWidth") * math.sqrt(abs(np.linalg.det(matrix)))
    return {
        "path": relative[moved].tolist(),
        "color": path.get("stroke"),
        "size": float(np.clip(width / max(sides), 10**-DIGITS, 1).round(DIGITS)),
    }


def write_stroke(stroke: Stroke, sides: Sides) -> dict:
    """Write a stroke as a `Path`."""
    xy = np.array(stroke.path) * sides
    line = xy if len(xy) > 1 else xy + np.array([[0, 0], [DOT, 0]])
    return {
        "type": "Path",
        "path": [["L" if k else "M", *vertex] for k, vertex in enumerate(line.tolist())],
        "fill": None,
        "stroke": stroke.color,
        "strokeWidth": stroke.size * max(sides),
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
        **place_centre((line.min(0) + line.max(0)) / 2),
    }


def place_centre(xy: Array) -> dict:
    """Write where the centre of an object is, in canvas pixels."""
    return {"left": float(xy[0]), "top": float(xy[1]), "originX": "center", "originY": "center"}


def placement(thing: dict, extent: Array) -> tuple[Array, Array]:
    """Return what takes an object's own axes to the canvas: a 2 x 2 matrix, and its centre."""
    angle, skew_x, skew_y = (
        math.radians(number(thing, key, 0)) for key in ("angle", "skewX", "skewY")
    )
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    slant = np.array([[1, math.tan(skew_x)], [0, 1]]) @ [[1, 0], [math.tan(skew_y), 1]]
    scale = [
        number(thing, f"scale{axis}", 1) * (-1 if thing.get(f"flip{axis}") else 1) for axis in "XY"
    ]
    shape = np.diag(scale) @ slant
    reach = np.abs(shape) @ (extent + number(thing, "strokeWidth"))
    anchor = np.array([number(thing, "left"), number(thing, "top")])
    return turn @ shape, anchor - turn @ (_origin(thing) * reach)


def number(thing: dict, key: str, default: float | None = None) -> float:
    """Read a finite number of an object."""
    return _finite(key, thing.get(key, default))


def refusal(what: str, expected: str) -> RecipeError:
    """Make the error for what no tool of the canvas draws."""
    found = _("{what} that no tool draws", what=what)
    return RecipeError(found, expected, _("clear the canvas and draw again"))


def _origin(thing: dict) -> Array:
    names = [thing.get(key, "center") for key in ("originX", "originY")]
    if not all(isinstance(name, str) and name in ORIGINS for name in names):
        raise refusal(_("an object's origin"), _("left, top, center, right or bottom"))
    return np.array([ORIGINS[name] for name in names])


def _trace(commands: object) -> tuple[Array, Array]:
    """Return the vertices of a path, curves halved, and points that span its box."""
    if not isinstance(commands, list) or not commands:
        raise refusal(_("a path"), _("a list of M, L and Q commands"))
    vertices: list[Array] = []
    box: list[Array] = []
    for command in commands:
        *control, end = _pairs(command)
        if control and vertices:
            start, middle = vertices[-1], control[0]
            vertices.append((start + 2 * middle + end) / 4)
            box.append(_bulge(start, middle, end))
        vertices.append(end)
        box.append(end)
    return np.array(vertices), np.array(box)


def _pairs(command: object) -> Array:
    letter, *numbers = command if isinstance(command, list) and command else [None]
    if not isinstance(letter, str) or NUMBERS.get(letter) != len(numbers):
        raise refusal(_("a path"), _("M, L and Q commands with their numbers"))
    return np.array([_finite("path", value) for value in numbers]).reshape(-1, 2)


def _bulge(start: Array, control: Array, end: Array) -> Array:
    """Return a curve's turning point on each axis, or its start where it has none.

    Fabric takes the quadratic for a cubic with both control points in one place; to find the
    centre that it turned the path around, so does this.
    """
    near, far = np.sqrt(np.abs(control - start)), np.sqrt(np.abs(end - control))
    turns = (control - start) * (end - control) < 0
    t = np.where(turns, near / np.where(turns, near + far, 1), 0)
    return (1 - t) ** 3 * start + 3 * t * (1 - t) * control + t**3 * end


def _finite(key: str, value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return float(value)
    expected = _("a number of at most {most:g}", most=LARGEST)
    raise refusal(_("an object's {key}", key=key), expected)


def _type(thing: object) -> str:
    kind = thing.get("type") if isinstance(thing, dict) else None
    if not isinstance(kind, str):
        raise refusal(_("an object"), _("one that says its type"))
    return kind
