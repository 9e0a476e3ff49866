"""Hints: which colour a person wants where, in coordinates that fit the photo at any size.

As a document a hint file is
`{"points": [{"x": 0.31, "y": 0.42, "color": "#b03a2e", "size": 0.02}],
"strokes": [{"path": [[0.1, 0.2], [0.3, 0.2]], "color": "#2e86c1", "size": 0.01}]}`.
On a map later hints lie over earlier ones, and points over strokes: a click is the more precise.
"""

import json
from dataclasses import dataclass

from studio.errors import HintError, RecipeError
from studio.recipe.documents import (
    Reader,
    color,
    entries,
    items,
    limit,
    number,
    refusal,
    some_entries,
)

MOST_HINTS = 2_000
MOST_VERTICES = 20_000  # in all strokes together
MOST_CHARACTERS = 4_000_000  # several times what the largest allowed file needs
SMALLEST = 1e-6  # no photo has a pixel that small
BEYOND = 0.5  # how far a stroke may run out of the photo, as a share of its side


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
    try:
        hints = Hints(**some_entries("hints", document, _HINTS))
        limit(len(hints), MOST_HINTS, "hints")
        limit(sum(len(stroke.path) for stroke in hints.strokes), MOST_VERTICES, "stroke vertices")
    except RecipeError as error:
        raise HintError(error.found, error.expected, error.remedy) from error
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


def _listed(word: str, read: Reader) -> Reader:
    """Make a reader of a list of hints, which messages call "`word` 1" and so on."""

    def read_all(name: str, value: object) -> tuple:
        found = items(name, value)
        limit(len(found), MOST_HINTS, "hints")
        return tuple(read(f"{word} {place}", item) for place, item in enumerate(found, 1))

    return read_all


def _point(name: str, value: object) -> Point:
    return Point(**entries(name, value, _POINT))


def _stroke(name: str, value: object) -> Stroke:
    return Stroke(**entries(name, value, _STROKE))


def _path(name: str, value: object) -> tuple[tuple[float, float], ...]:
    path = items(name, value)
    if not path:
        raise refusal(name, path, "at least one vertex")
    return tuple(_vertex(name, vertex) for vertex in path)


def _vertex(name: str, value: object) -> tuple[float, float]:
    pair = items(name, value)
    if len(pair) != 2:
        raise refusal(name, value, "pairs of x and y")
    x, y = (_coordinate(name, share) for share in pair)
    return x, y


_coordinate = number(-BEYOND, 1 + BEYOND)
_LOOK = {"color": color, "size": number(SMALLEST, 1)}
_POINT = {"x": number(0, 1), "y": number(0, 1), **_LOOK}
_STROKE = {"path": _path, **_LOOK}
_HINTS = {"points": _listed("point", _point), "strokes": _listed("stroke", _stroke)}
