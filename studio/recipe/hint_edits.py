"""Editing: one hint moved, recoloured, resized or removed; hints go by name, as "point 3"."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from studio.errors import RecipeError
from studio.recipe.documents import raise_recipe_errors
from studio.recipe.hints import BEYOND, Hints, Point, Stroke

Hint = Point | Stroke
REACH = 0.03  # of the longer side: how far from a hint a person may take hold of it


def find(hints: Hints, name: str) -> Hint:
    """Return the hint of that name, which is one of `hints.names`."""
    return hints.painted[hints.names.index(name)]


def spot(hint: Hint) -> tuple[float, float]:
    """Return where a hint is, relative to the photo: a point's centre, the middle of a stroke."""
    return (hint.x, hint.y) if isinstance(hint, Point) else hint.path[len(hint.path) // 2]


def nearest(hints: Hints, x: float, y: float, width: int, height: int) -> str | None:
    """Return the name of the hint at a relative spot of a photo that large; None for none."""
    scale = width / max(width, height), height / max(width, height)
    gaps = [_gap(hint, x, y, scale) for hint in hints.painted]
    topmost_first = zip(reversed(gaps), reversed(hints.names), strict=True)
    gap, name = min(topmost_first, key=lambda pair: pair[0], default=(math.inf, ""))
    return name if gap <= REACH else None


def without(hints: Hints, name: str) -> Hints:
    """Remove one hint."""
    gone = hints.names.index(name)
    return _grouped(hint for index, hint in enumerate(hints.painted) if index != gone)


def recolored(hints: Hints, name: str, color: str) -> Hints:
    """Give one hint another colour.

    Raises
    ------
    RecipeError
        If it is not #rrggbb.
    """
    return _changed(hints, name, color=color)


def moved(hints: Hints, name: str, dx: float, dy: float) -> Hints:
    """Move one hint by a share of the photo's sides, at most to its edge."""
    hint = find(hints, name)
    if isinstance(hint, Point):
        x, y = _clipped(hint.x + dx, hint.y + dy, 0)
        return _changed(hints, name, x=x, y=y)
    path = tuple(_clipped(x + dx, y + dy, BEYOND) for x, y in hint.path)
    return _changed(hints, name, path=path)


def edited(hints: Hints, name: str, field: str, value: object, width: int, height: int) -> Hints:
    """Change one field of one hint, in the words of a table.

    Parameters
    ----------
    hints : Hints
    name : str
        Of the hint.
    field : {"x", "y", "size", "color"}
    value : object
        Pixels of the photo, from its top left corner; for "color", #rrggbb.
    width, height : int
        Of the photo.

    Raises
    ------
    RecipeError
        If the value is no such colour, or no number of pixels that the photo has.
    """
    hint = find(hints, name)
    if field == "color":
        return _changed(hints, name, color=value)
    side = {"x": width, "y": height, "size": max(width, height)}[field]
    share = _share(f"{name}, {field}", value, side)
    if field == "size":
        return _changed(hints, name, size=share)
    x, y = spot(hint)
    return moved(hints, name, *((share - x, 0.0) if field == "x" else (0.0, share - y)))


def _share(what: str, pixels: object, side: int) -> float:
    if isinstance(pixels, (int, float)) and 0 <= pixels <= side:
        return pixels / side
    raise RecipeError(f"{what}: {pixels}", f"0 to {side:,} pixels", "correct it")


def _gap(hint: Hint, x: float, y: float, scale: tuple[float, float]) -> float:
    """Return the distance from a spot to a hint's edge as a share of the longer side."""
    vertices = [(hint.x, hint.y)] if isinstance(hint, Point) else hint.path
    apart = min(math.hypot((x - u) * scale[0], (y - v) * scale[1]) for u, v in vertices)
    return max(apart - hint.size / 2, 0)


def _clipped(x: float, y: float, beyond: float) -> tuple[float, float]:
    low, high = -beyond, 1 + beyond
    return min(max(x, low), high), min(max(y, low), high)


def _changed(hints: Hints, name: str, **fields: Any) -> Hints:
    index = hints.names.index(name)
    with raise_recipe_errors(name):
        changed = replace(hints.painted[index], **fields)
    return _grouped((*hints.painted[:index], changed, *hints.painted[index + 1 :]))


def _grouped(painted: Iterable[Hint]) -> Hints:
    hints = tuple(painted)
    return Hints(
        tuple(hint for hint in hints if isinstance(hint, Point)),
        tuple(hint for hint in hints if isinstance(hint, Stroke)),
    )
