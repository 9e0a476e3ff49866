"""Hints: which colour a person wants where, in coordinates that fit the photo at any size.

As a document a hint file is
`{"points": [{"x": 0.31, "y": 0.42, "color": "#b03a2e", "size": 0.02}],
"strokes": [{"path": [[0.1, 0.2], [0.3, 0.2]], "color": "#2e86c1", "size": 0.01}]}`.
On a map later hints lie over earlier ones, and points over strokes: a click is the more precise.
"""

import json
import re
import reprlib
from collections.abc import Sequence
from dataclasses import dataclass

from studio.errors import HintError

MOST_HINTS = 2_000
MOST_VERTICES = 20_000  # in all strokes together
MOST_CHARACTERS = 4_000_000  # several times what the largest allowed file needs
SMALLEST = 1e-6  # no photo has a pixel that small
BEYOND = 0.5  # how far a stroke may run out of the photo, as a share of its side
COLOR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True)
class Point:
    """A colour for a disc."""

    x: float  # share of the photo's width, 0 (left) to 1
    y: float  # share of its height, 0 (top) to 1
    color: str  # "#rrggbb", lower case
    size: float  # diameter as a share of the longer side


@dataclass(frozen=True)
class Stroke:
    """A colour for a brush stroke with round ends."""

    path: tuple[tuple[float, float], ...]  # at least one x, y; may leave the photo by BEYOND
    color: str
    size: float


@dataclass(frozen=True)
class Hints:
    """All hints of a photo, in the order they were given; false when there are none."""

    points: tuple[Point, ...] = ()
    strokes: tuple[Stroke, ...] = ()

    def __len__(self) -> int:
        return len(self.points) + len(self.strokes)

    @property
    def painted(self) -> tuple[Stroke | Point, ...]:
        """All of them in the order of painting: strokes, then points."""
        return (*self.strokes, *self.points)

    @property
    def names(self) -> list[str]:
        """What messages call them ("stroke 1", "point 3"), in the order of painting."""
        strokes = [f"stroke {number}" for number in range(1, len(self.strokes) + 1)]
        return strokes + [f"point {number}" for number in range(1, len(self.points) + 1)]


def loads(text: str | bytes) -> Hints:
    """Read a hint file.

    Parameters
    ----------
    text : str or bytes
        JSON in the form at the head of this module.

    Raises
    ------
    HintError
        If it is not such JSON, or breaks a limit of this module.
    """
    if len(text) > MOST_CHARACTERS:
        raise HintError(
            f"a hint file of {len(text):,} characters",
            f"at most {MOST_CHARACTERS:,}",
            "use fewer hints",
        )
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise HintError(
            f"a hint file that cannot be read ({type(error).__name__})", "JSON", "mend the file"
        ) from error
    return parse(document)


def parse(document: object) -> Hints:
    """Turn a decoded JSON document into hints: the only door, whatever they come from.

    Parameters
    ----------
    document : object
        Of the form at the head of this module; either list may be missing.

    Raises
    ------
    HintError
        Naming the first hint that has a wrong key, type, number or colour, or the limit broken.
    """
    if not isinstance(document, dict) or document.keys() - {"points", "strokes"}:
        raise _refusal("a document", document, 'an object with "points" and "strokes"')
    points = _items("points", document.get("points", []))
    strokes = _items("strokes", document.get("strokes", []))
    _limit(len(points) + len(strokes), MOST_HINTS, "hints")
    hints = Hints(
        tuple(_point(f"point {number}", item) for number, item in enumerate(points, 1)),
        tuple(_stroke(f"stroke {number}", item) for number, item in enumerate(strokes, 1)),
    )
    _limit(sum(len(stroke.path) for stroke in hints.strokes), MOST_VERTICES, "stroke vertices")
    return hints


def to_document(hints: Hints) -> dict[str, list[dict]]:
    """Return what `parse` turns back into equal hints; ready for JSON."""
    return {
        "points": [
            {"x": point.x, "y": point.y, "color": point.color, "size": point.size}
            for point in hints.points
        ],
        "strokes": [
            {"path": [list(xy) for xy in stroke.path], "color": stroke.color, "size": stroke.size}
            for stroke in hints.strokes
        ],
    }


def _point(name: str, item: object) -> Point:
    fields = _fields(name, item, {"x", "y", "color", "size"})
    return Point(
        _number(f"{name}, x", fields["x"], 0, 1),
        _number(f"{name}, y", fields["y"], 0, 1),
        _color(name, fields["color"]),
        _number(f"{name}, size", fields["size"], SMALLEST, 1),
    )


def _stroke(name: str, item: object) -> Stroke:
    fields = _fields(name, item, {"path", "color", "size"})
    path = _items(f"{name}, path", fields["path"])
    if not path:
        raise _refusal(f"{name}, path", path, "at least one vertex")
    return Stroke(
        tuple(_vertex(name, vertex) for vertex in path),
        _color(name, fields["color"]),
        _number(f"{name}, size", fields["size"], SMALLEST, 1),
    )


def _vertex(name: str, vertex: object) -> tuple[float, float]:
    if len(pair := _items(f"{name}, path", vertex)) != 2:
        raise _refusal(f"{name}, path", vertex, "pairs of x and y")
    x, y = (_number(f"{name}, path", value, -BEYOND, 1 + BEYOND) for value in pair)
    return x, y


def _fields(name: str, item: object, keys: set[str]) -> dict:
    if not isinstance(item, dict) or item.keys() != keys:
        raise _refusal(name, item, f"an object with {', '.join(sorted(keys))}")
    return item


def _items(name: str, value: object) -> Sequence:
    if not isinstance(value, (list, tuple)):
        raise _refusal(name, value, "a list")
    return value


def _number(name: str, value: object, low: float, high: float) -> float:
    # The comparison also turns away NaN, the infinities and integers too large for a float.
    if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
        return float(value)
    raise _refusal(name, value, f"a number from {low:g} to {high:g}")


def _color(name: str, value: object) -> str:
    if not isinstance(value, str) or not COLOR.fullmatch(value.lower()):
        raise _refusal(f"{name}, color", value, "a colour such as #b03a2e")
    return value.lower()


def _limit(count: int, most: int, what: str) -> None:
    if count > most:
        raise HintError(f"{count:,} {what}", f"at most {most:,}", "remove some")


def _refusal(name: str, value: object, expected: str) -> HintError:
    return HintError(f"{name}: {_shorten(value)}", expected, "correct or remove it")


def _shorten(value: object) -> str:
    """Show what was met, however long or deep it is."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "an integer of many digits"
    if isinstance(value, dict):
        return f"an object with {reprlib.repr(list(value)) if value else 'no keys'}"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return reprlib.repr(value)
