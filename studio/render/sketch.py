"""A sketch: the box and the strokes by which a person points at a part of a photo."""

from dataclasses import dataclass

from studio.photo.color import Picture
from studio.photo.masks import Mask
from studio.recipe.hints import Hints, Stroke
from studio.segment import grabcut
from studio.segment.grabcut import WHOLE, Box
from studio.segment.masks import union, without

INSIDE, OUTSIDE = "inside", "outside"  # say what belongs to the subject; its border is found
PAINT, ERASE = "paint", "erase"  # change the mask itself


@dataclass(frozen=True)
class Mark:
    """One stroke and what it means."""

    kind: str  # INSIDE, OUTSIDE, PAINT or ERASE
    stroke: Stroke  # its colour does not matter


@dataclass(frozen=True)
class Sketch:
    """All that was drawn, strokes in their order; false when there is nothing."""

    box: Box | None = None  # around a subject
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.box or self.marks)

    @property
    def points_out(self) -> bool:
        """Whether it tells of a subject whose border is to be found."""
        return bool(self.box) or any(mark.kind in (INSIDE, OUTSIDE) for mark in self.marks)


def subject(sketch: Sketch, rgb: Picture) -> Mask:
    """Find the subject that a sketch points out: bool (H, W)."""
    inside, outside = (_strokes(sketch, kind) for kind in (INSIDE, OUTSIDE))
    return grabcut.subject(rgb, sketch.box or WHOLE, inside, outside)


def painted(sketch: Sketch, mask: Mask) -> Mask:
    """Add to a mask what was painted and take away what was erased, in their order."""
    for mark in sketch.marks:
        if mark.kind == PAINT:
            mask = union(mask, Hints(strokes=(mark.stroke,)))
        elif mark.kind == ERASE:
            mask = without(mask, Hints(strokes=(mark.stroke,)))
    return mask


def _strokes(sketch: Sketch, kind: str) -> Hints:
    return Hints(strokes=tuple(mark.stroke for mark in sketch.marks if mark.kind == kind))
