"""Hints: which colour a person wants where, in coordinates that fit the photo at any size."""

import re
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from studio.color import vocabulary
from studio.errors import RecipeError, raise_by_name
from studio.language import _
from studio.recipe import documents
from studio.recipe.documents import Count, Text, Within, letters, limit, value

MOST_HINTS = 2_000
MOST_VERTICES = 20_000  # in all strokes together
MOST_CHARACTERS = 4_000_000  # several times what the largest allowed file needs
SMALLEST = 1e-6  # no photo has a pixel that small
MOST_LAYERS = 32
BEYOND = 0.5  # how far a stroke may run out of the photo, as a share of its side

Extent = Literal["photo", "thing"]  # how far a hint's colour goes
PHOTO: Extent = "photo"
THING: Extent = "thing"
Level = Literal["best", "part", "thing", "group"]
BEST: Level = "best"  # what the picker holds likeliest
LEVELS: tuple[Level, ...] = ("part", "thing", "group")  # the lips, the woman, the women
PICKER = "pick-compact"  # the picker that ships
Name = Annotated[str, letters(1, 100)]
Layer = Annotated[int, Count(MOST_LAYERS)]
HEX = Text("^#[0-9a-fA-F]{6}$", _("a colour such as #b03a2e"))
Color = Annotated[str, HEX, AfterValidator(str.lower)]  # "#rrggbb"
Share = Annotated[float, Within(0, 1)]
Size = Annotated[float, Within(SMALLEST, 1)]  # diameter as a share of the longer side
Place = Annotated[float, Within(-BEYOND, 1 + BEYOND)]
Path = Annotated[tuple[tuple[Place, Place], ...], Field(min_length=1, max_length=MOST_VERTICES)]


@value(kw_only=True)
class Point:
    """A colour for a disc.

    Parameters
    ----------
    x : float, 0 to 1
        Of its centre, as a share of the photo's width from the left.
    y : float, 0 to 1
        Of its centre, as a share of the photo's height from the top.
    color : str, "#rrggbb"
        In sRGB; small and capital letters are the same.
    size : float, 1e-06 to 1
        Its diameter, as a share of the photo's longer side.
    within : str, default "photo"
        How far its colour goes: "photo", over all that is like it; "thing", in the thing under it.
    level : str, default "best"
        Which thing under it: "part", "thing", "group", or "best", what the picker holds likeliest.
    layer : int, 0 to 32, default 0
        Which of the region edits its colour lies in, the first being 1; 0, beneath them all.
    picker : str, default "pick-compact"
        Name of the picker in the catalog that finds the thing.
    """

    x: Share
    y: Share
    color: Color
    size: Size
    within: Extent = PHOTO
    level: Level = BEST
    layer: Layer = 0
    picker: Name = PICKER


@value()
class Stroke:
    """A colour for a brush stroke with round ends.

    Parameters
    ----------
    path : tuple of pairs of float, -0.5 to 1.5
        x and y of each vertex, as of a point; at least one, and it may leave the photo.
    color : str, "#rrggbb"
        In sRGB.
    size : float, 1e-06 to 1
        The brush's width, as a share of the photo's longer side.
    within : str, default "photo"
        How far its colour goes, as of a point.
    level : str, default "best"
        Which thing under it, as of a point.
    layer : int, 0 to 32, default 0
        Which of the region edits its colour lies in, as of a point.
    picker : str, default "pick-compact"
        Name of a picker in the catalog, as of a point.
    """

    path: Path
    color: Color
    size: Size
    within: Extent = PHOTO
    level: Level = BEST
    layer: Layer = 0
    picker: Name = PICKER


@value()
class Hints:
    """All hints of a photo, in the order they were given; false when there are none.

    Parameters
    ----------
    points : tuple of Point, default ()
        They lie over all strokes, later ones over earlier ones.
    strokes : tuple of Stroke, default ()
        Of 20,000 vertices together at most.

    Raises
    ------
    RecipeError
        If there are more than MOST_HINTS, or they have more than MOST_VERTICES.
    """

    points: Annotated[tuple[Point, ...], Field(max_length=MOST_HINTS)] = ()
    strokes: Annotated[tuple[Stroke, ...], Field(max_length=MOST_HINTS)] = ()

    def __post_init__(self) -> None:
        limit(len(self), MOST_HINTS, _("hints"))
        limit(sum(len(stroke.path) for stroke in self.strokes), MOST_VERTICES, _("stroke vertices"))

    def __len__(self) -> int:
        return len(self.points) + len(self.strokes)

    @property
    def painted(self) -> tuple[Stroke | Point, ...]:
        """All of them in the order of painting: strokes, then points."""
        return (*self.strokes, *self.points)

    def only(self, within: Extent) -> "Hints":
        """Return those whose colour goes so far."""
        return self._choose(lambda hint: hint.within == within)

    def in_layer(self, number: int) -> "Hints":
        """Return those whose colour lies in a layer, the first being 1."""
        return self._choose(lambda hint: hint.layer == number)

    def beneath(self, layers: int) -> "Hints":
        """Return those that lie beneath so many layers: in none, or in one that is not there."""
        return self._choose(lambda hint: not 0 < hint.layer <= layers)

    def _choose(self, belongs: Callable[[Point | Stroke], bool]) -> "Hints":
        if all(map(belongs, self.painted)):
            return self
        return Hints(tuple(filter(belongs, self.points)), tuple(filter(belongs, self.strokes)))

    @property
    def names(self) -> list[str]:
        """What messages call them ("stroke 1", "point 3"), in the order of painting."""
        strokes = map(_name_stroke, range(1, len(self.strokes) + 1))
        return [*strokes, *map(_name_point, range(1, len(self.points) + 1))]


def read_color(text: str) -> str:
    """Return a colour, #rrggbb, that is written so or called by a name.

    Raises
    ------
    RecipeError
        If it is neither; names that are written much like it are listed.
    """
    if re.fullmatch(HEX.pattern, text):
        return text.lower()
    if found := vocabulary.find(text):
        return found
    expected = _("#rrggbb or a name, such as {names}", names=", ".join(vocabulary.resemble(text)))
    raise RecipeError(_("the colour {text!r:.60}", text=text), expected, _("choose one"))


def loads(text: str | bytes) -> Hints:
    """Read a hint file: JSON as `docs/recipe.md` says; either list may be missing.

    Colours may be called by their names there, as `read_color` knows them.

    Raises
    ------
    RecipeError
        If it is not such JSON, or breaks a limit of this module.
    """
    document = documents.decode(text, MOST_CHARACTERS, _("a hint file"))
    if isinstance(document, dict):
        for entry, name in (("points", _name_point), ("strokes", _name_stroke)):
            _read_names(document.get(entry), name)
    return documents.read(Hints, document)


def _name_stroke(number: int) -> str:
    return _("stroke {number}", number=number)


def _name_point(number: int) -> str:
    return _("point {number}", number=number)


def _read_names(hints: object, name: Callable[[int], str]) -> None:
    """Put colours in the place of their names, in decoded hints that may be anything at all."""
    for number, hint in enumerate(hints if isinstance(hints, list) else (), 1):
        match hint:
            case {"color": str(text)}:
                with raise_by_name(name(number)):
                    hint["color"] = read_color(text)
