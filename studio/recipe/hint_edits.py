"""Editing: one hint added, moved, recoloured, resized or removed; they go by name, as "point 3"."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from studio.errors import RecipeError
from studio.language import _
from studio.recipe.hints import BEYOND, Extent, Hints, Level, Point, Stroke

Hint = Point | Stroke
SIZE = _("size")
Field = Literal["x", "y", "size", "color"]


def find(hints: Hints, name: str) -> Hint:
    """Return the hint of that name, which is one of `hints.names`."""
    return hints.painted[hints.names.index(name)]


def spot(hint: Hint) -> tuple[float, float]:
    """Return where a hint is, relative to the photo: a point's centre, the middle of a stroke."""
    return (hint.x, hint.y) if isinstance(hint, Point) else hint.path[len(hint.path) // 2]


def add(hints: Hints, hint: Hint) -> tuple[Hints, str]:
    """Add one hint, over those of its kind, and return its name as well.

    Raises a `RecipeError` if they are too many.
    """
    more = _group((*hints.painted, hint))
    last = len(more) if isinstance(hint, Point) else len(more.strokes)
    return more, more.names[last - 1]


def remove(hints: Hints, name: str) -> Hints:
    """Remove one hint."""
    gone = hints.names.index(name)
    return _group(hint for index, hint in enumerate(hints.painted) if index != gone)


def recolor(hints: Hints, name: str, color: str) -> Hints:
    """Give one hint another colour; a `RecipeError` if it is not #rrggbb."""
    return _change(hints, name, color=color)


def resize(hints: Hints, name: str, size: float) -> Hints:
    """Give one hint another diameter, as a share of the photo's longer side.

    It is a share of the photo's longer side; a `RecipeError` if no hint can be of that size.
    """
    return _change(hints, name, size=size)


def extend(hints: Hints, name: str, within: Extent, level: Level) -> Hints:
    """Let the colour of one hint go so far; `level` says which thing under it is meant."""
    return _change(hints, name, within=within, level=level)


def extend_like(hint: Hint, point: Point) -> Point:
    """Let the colour of a point go as far as that of a hint, and lie where it lies."""
    return replace(
        point, within=hint.within, level=hint.level, layer=hint.layer, picker=hint.picker
    )


def lay(hints: Hints, name: str, layer: int) -> Hints:
    """Lay one hint in a layer, the first being 1, or beneath them all."""
    return _change(hints, name, layer=layer)


def renumber(hints: Hints, numbers: Mapping[int, int]) -> Hints:
    """Give hints the new numbers of their layers; those in one that has none lie beneath all."""
    return _group(replace(hint, layer=numbers.get(hint.layer, 0)) for hint in hints.painted)


def move(hints: Hints, name: str, dx: float, dy: float) -> Hints:
    """Move one hint by a share of the photo's sides, at most to its edge."""
    hint = find(hints, name)
    if isinstance(hint, Point):
        x, y = _clip(hint.x + dx, hint.y + dy, 0)
        return _change(hints, name, x=x, y=y)
    path = tuple(_clip(x + dx, y + dy, BEYOND) for x, y in hint.path)
    return _change(hints, name, path=path)


def edit(hints: Hints, name: str, field: Field, value: object, width: int, height: int) -> Hints:
    """Change one field of one hint, in the words of a table.

    The value is in pixels of the photo, from its top left corner; for "color" it is #rrggbb. Width
    and height are the photo's.

    Raises
    ------
    RecipeError
        If the value is no such colour, or no number of pixels that the photo has.
    """
    if field == "color":
        return _change(hints, name, color=value)
    side = {"x": width, "y": height, "size": max(width, height)}[field]
    if not (isinstance(value, (int, float)) and 0 <= value <= side):
        known = hints.names[hints.names.index(name)]
        words = SIZE if field == "size" else field
        expected = _("0 to {side:,} pixels", side=side)
        plain = _(
            "{name:capital}, {field}: {value} will not do. {expected} are expected.",
            name=known,
            field=words,
            value=value,
            expected=expected,
        )
        found = _("{name}, {field}: {value}", name=known, field=words, value=value)
        raise RecipeError(found, expected, _("correct it"), plain)
    share = value / side
    if field == "size":
        return _change(hints, name, size=share)
    x, y = spot(find(hints, name))
    return move(hints, name, *((share - x, 0.0) if field == "x" else (0.0, share - y)))


def _clip(x: float, y: float, beyond: float) -> tuple[float, float]:
    low, high = -beyond, 1 + beyond
    return min(max(x, low), high), min(max(y, low), high)


def _change(hints: Hints, name: str, **fields: Any) -> Hints:
    index = hints.names.index(name)
    try:
        changed = replace(hints.painted[index], **fields)
    except RecipeError as error:
        found = _("{name}, {found}", name=hints.names[index], found=error.found)
        raise RecipeError(found, error.expected, error.remedy, error.plain) from error
    return _group((*hints.painted[:index], changed, *hints.painted[index + 1 :]))


def _group(painted: Iterable[Hint]) -> Hints:
    hints = tuple(painted)
    return Hints(
        tuple(hint for hint in hints if isinstance(hint, Point)),
        tuple(hint for hint in hints if isinstance(hint, Stroke)),
    )
