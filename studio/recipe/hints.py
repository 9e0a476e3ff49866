"""Hints: which colour a person wants where, in coordinates that fit the photo at any size.

As a document a hint file is
`{"points": [{"x": 0.31, "y": 0.42, "color": "#b03a2e", "size": 0.02}],
"strokes": [{"path": [[0.1, 0.2], [0.3, 0.2]], "color": "#2e86c1", "size": 0.01}]}`.
On a map later hints lie over earlier ones, and points over strokes: a click is the more precise.
"""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from studio.recipe import documents
from studio.recipe.documents import STRICT, Text, Within, limit

MOST_HINTS = 2_000
MOST_VERTICES = 20_000  # in all strokes together
MOST_CHARACTERS = 4_000_000  # several times what the largest allowed file needs
SMALLEST = 1e-6  # no photo has a pixel that small
BEYOND = 0.5  # how far a stroke may run out of the photo, as a share of its side

HEX = Text("^#[0-9a-fA-F]{6}$", "a colour such as #b03a2e")
Color = Annotated[str, HEX, AfterValidator(str.lower)]  # "#rrggbb"
Share = Annotated[float, Within(0, 1)]
Size = Annotated[float, Within(SMALLEST, 1)]  # diameter as a share of the longer side
Place = Annotated[float, Within(-BEYOND, 1 + BEYOND)]
Path = Annotated[tuple[tuple[Place, Place], ...], Field(min_length=1, max_length=MOST_VERTICES)]


@dataclass(frozen=True, config=STRICT)
class Point:
    """A colour for a disc."""

    x: Share  # of the photo's width, from the left
    y: Share  # of its height, from the top
    color: Color
    size: Size


@dataclass(frozen=True, config=STRICT)
class Stroke:
    """A colour for a brush stroke with round ends."""

    path: Path  # of x and y as of a point; may leave the photo by BEYOND
    color: Color
    size: Size


@dataclass(frozen=True, config=STRICT)
class Hints:
    """All hints of a photo, in the order they were given; false when there are none.

    Raises
    ------
    RecipeError
        If there are more than MOST_HINTS, or they have more than MOST_VERTICES.
    """

    points: Annotated[tuple[Point, ...], Field(max_length=MOST_HINTS)] = ()
    strokes: Annotated[tuple[Stroke, ...], Field(max_length=MOST_HINTS)] = ()

    def __post_init__(self) -> None:
        limit(len(self), MOST_HINTS, "hints")
        limit(sum(len(stroke.path) for stroke in self.strokes), MOST_VERTICES, "stroke vertices")

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
    """Read a hint file: JSON in the form at the head of this module; either list may be missing.

    Raises
    ------
    RecipeError
        If it is not such JSON, or breaks a limit of this module.
    """
    return documents.read(Hints, documents.decode(text, MOST_CHARACTERS, "a hint file"))
