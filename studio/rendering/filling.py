"""Filling: a hint's colour fills the thing that it lies on, and ends at the thing's border.

What has plainly another colour in it, as a button or the skin in a shirt's neck, stays. Lightness
is never touched, so that shade and texture stay as well.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Float
from studio.color.lab import hex_to_ab
from studio.color.sizes import resize_map
from studio.recipe.footprint import Numbers, label
from studio.recipe.hints import THING, Hints, Point, Stroke
from studio.recipe.regions import Click, Picked
from studio.segment.picking import overlap

# Both by covered and spilt on 40 people and ten streets: a wider border
# spills as much as it covers, and likeness of 15 covers a tenth less.
LIKENESS = 25.0  # ab units at which a spot, unlike the hinted one, takes a third of the change
SAME = 0.5  # overlap from which on two hints lie on one thing
MOST_CLICKS = 4  # along a stroke

Find = Callable[[Picked], Float]


@dataclass(frozen=True, eq=False)
class Thing:
    """A thing with hints on it.

    Parameters
    ----------
    inside : float32 array of shape (h, w)
        1 inside, 0 outside, and between them in the border's band.
    numbers : tuple of int
        Of its hints, as `footprint.label` counts them.
    """

    inside: Float
    numbers: tuple[int, ...]


def fill(chroma: Float, hints: Hints, find: Find) -> Float:
    """Lay the colours of hints over the things that they lie on.

    Parameters
    ----------
    chroma : float32 array of shape (h, w, 2)
        What the model and all other hints ask for.
    hints : Hints
        Several on one thing share it, each strongest where it is; one that is of no thing goes
        over all that is like its spot.
    find : callable
        Tells how far the thing that clicks point at has each spot: float32 (h, w), 0 to 1.

    Returns
    -------
    float32 array of shape (h, w, 2)
        `chroma` bit for bit where no such thing is.
    """
    if not hints:
        return chroma
    labels = label(hints, *chroma.shape[:2])
    asked = np.stack([hex_to_ab(hint.color) for hint in hints.painted])
    filled = chroma.copy()
    for thing in _find_things(hints, find, labels.shape):
        _fill_thing(filled, thing, labels, asked)
    return filled


def point_at(hint: Point | Stroke) -> Picked:
    """Return the thing that a hint belongs to: what is under it."""
    places = [(hint.x, hint.y)] if isinstance(hint, Point) else _sample(hint.path)
    clicks = tuple(Click(x, y) for x, y in places)
    return Picked(model=hint.picker, clicks=clicks, level=hint.level)


def _sample(path: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a few places on the photo along a path, its first one brought there if none is."""
    on_photo = [place for place in path if 0 <= min(place) <= max(place) <= 1]
    if not on_photo:
        return [(min(max(path[0][0], 0), 1), min(max(path[0][1], 0), 1))]
    chosen = np.linspace(0, len(on_photo) - 1, min(MOST_CLICKS, len(on_photo)))
    return [on_photo[round(index)] for index in chosen]


def _find_things(hints: Hints, find: Find, size: tuple[int, ...]) -> Iterator[Thing]:
    """Find what each hint lies on; those on the same thing are taken together."""
    things: list[Thing] = []
    for number, hint in enumerate(hints.painted, 1):
        inside = _find_inside(hint, find, size)
        same = [thing for thing in things if overlap(thing.inside, inside) > SAME]
        for thing in same:
            things.remove(thing)
            inside = np.maximum(inside, thing.inside)
        earlier = (known for thing in same for known in thing.numbers)
        things.append(Thing(inside, (*earlier, number)))
    yield from things


def _find_inside(hint: Point | Stroke, find: Find, size: tuple[int, ...]) -> Float:
    """Return how far the colour of a hint goes, from 0 to 1: float32 of that size."""
    if hint.within != THING:
        return np.ones(size, np.float32)
    return resize_map(find(point_at(hint)), size[0], size[1]).clip(0, 1)


def _fill_thing(chroma: Float, thing: Thing, labels: Numbers, asked: Float) -> None:
    """Fill one thing in place."""
    inside = thing.inside > 0
    below = chroma[inside]
    rows, columns = np.nonzero(inside)
    change = np.zeros_like(below)
    total = np.zeros(len(below), np.float32)
    most = np.zeros(len(below), np.float32)
    for number in thing.numbers:
        covered = labels[inside] == number
        if not covered.any():  # another hint lies over it
            continue
        start = below[covered].mean(axis=0)
        like = np.exp(-(((below - start) / LIKENESS) ** 2).sum(axis=1))
        distance = (rows - rows[covered].mean()) ** 2 + (columns - columns[covered].mean()) ** 2
        weight = like / (distance + covered.sum())
        change += weight[:, None] * (asked[number - 1] - start)
        total += weight
        most = np.maximum(most, like)
    share = thing.inside[inside] * most / np.maximum(total, np.finfo(np.float32).tiny)
    filled = below + share[:, None] * change
    for number in thing.numbers:
        filled[labels[inside] == number] = asked[number - 1]
    chroma[inside] = filled
