"""A draft: a region in the making, with all the ways to get at it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from studio.color.arrays import Picture
from studio.photo.mask_files import pack
from studio.recipe.hints import Hints, Stroke
from studio.recipe.regions import Drawn, OfClasses, Where
from studio.segment import grabcut, masks
from studio.segment.finder import Finder

Kind = Literal["paint", "erase"]
PAINT: Kind = "paint"  # is added to the mask
ERASE: Kind = "erase"  # is taken from it
LEVELS = {PAINT: 255, ERASE: 0}  # of a mask, where it was painted on


@dataclass(frozen=True)
class Mark:
    """One stroke and what it means."""

    kind: Kind
    stroke: Stroke  # its colour does not matter


@dataclass(frozen=True)
class Sketch:
    """All that was drawn, in its order; false when there is nothing."""

    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marks)


NOTHING = Sketch()


@dataclass(frozen=True)
class Draft:
    """What a person has chosen so far."""

    start: Where | None = None  # None for what is only drawn
    sketch: Sketch = NOTHING  # drawn over it
    refined: bool = False  # whether the border of `start` is drawn to the photo's edges

    @property
    def is_empty(self) -> bool:
        """Whether no region is chosen yet."""
        unpicked = isinstance(self.start, OfClasses) and not self.start.names
        return (self.start is None or unpicked) and not self.sketch


EMPTY = Draft()


def region(draft: Draft, rgb: Picture, finder: Finder) -> Where:
    """Return the region that a draft asks for.

    One of a model stays in its words, so that it fits another photo, too, unless its border was
    refined or painted on: then it becomes a mask.

    Parameters
    ----------
    draft : Draft
        Not empty.
    rgb : uint8 array of shape (H, W, 3)
        The photo, of the size at which a mask is to be kept.
    finder : Finder
        Of that photo and size; raises what stands in its way.
    """
    if draft.start is None or draft.sketch or draft.refined:
        return Drawn(pack(_draw(draft, rgb, finder)))
    return draft.start


def paint(sketch: Sketch, levels: Picture) -> Picture:
    """Add to a soft mask what was painted and take away what was erased, in their order."""
    for mark in sketch.marks:
        levels = masks.paint(levels, Hints(strokes=(mark.stroke,)), LEVELS[mark.kind])
    return levels


def _draw(draft: Draft, rgb: Picture, finder: Finder) -> Picture:
    if draft.start is None:
        levels = np.zeros(rgb.shape[:2], np.uint8)
    elif draft.refined:
        levels = finder.soften(grabcut.refine(finder.likelihood(draft.start), rgb))
    else:
        levels = finder.alpha(draft.start)
    return paint(draft.sketch, levels)
