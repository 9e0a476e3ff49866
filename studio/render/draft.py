"""A draft: a region edit in the making, with all the ways to get at its region."""

from dataclasses import dataclass

import numpy as np

from studio.photo.color import Float, Picture
from studio.photo.masks import Mask, pack
from studio.recipe.regions import Background, Drawn, Keep, OfClasses, RegionEdit, Tint, What, Where
from studio.render import sketch
from studio.render.recoloring import Segment, select
from studio.render.sketch import Sketch
from studio.segment import grabcut
from studio.segment.masks import probability

NOTHING = Sketch()
BLUE = Tint("#2e86c1")
SOFT = 0.003  # of the longer side: a border as soft as that of a sharp photo


@dataclass(frozen=True)
class Draft:
    """What a person has chosen so far."""

    start: Where | None = None  # None for what is only drawn
    sketch: Sketch = NOTHING  # drawn over it
    refined: bool = False  # whether the border of `start` is drawn to the photo's edges
    what: What = BLUE
    inverted: bool = False
    grow: float = 0.0
    feather: float = SOFT

    @property
    def is_empty(self) -> bool:
        """Whether no region is chosen yet."""
        unpicked = isinstance(self.start, OfClasses) and not self.start.names
        return (self.start is None or unpicked) and not self.sketch


def edit(draft: Draft, rgb: Picture, segment: Segment) -> RegionEdit:
    """Make the edit that a draft asks for.

    A region of a model stays in its words, so that it fits another photo, too, unless its border
    was refined or painted on: then it becomes a mask.

    Parameters
    ----------
    draft : Draft
        Not empty.
    rgb : uint8 array of shape (H, W, 3)
        The photo, of the size at which a mask is to be kept.
    segment : callable
        Gives a segmenter's result on the photo by the segmenter's name.

    Raises
    ------
    RecipeError
        If the segmenter knows no class of one of the names.
    """
    where = draft.start
    if where is None or draft.sketch or draft.refined:
        where = Drawn(pack(_drawn(draft, rgb, segment)))
    return RegionEdit(where, draft.what, True, draft.inverted, draft.grow, draft.feather)


def _drawn(draft: Draft, rgb: Picture, segment: Segment) -> Mask:
    if draft.sketch.points_out:
        mask = sketch.subject(draft.sketch, rgb)
    elif draft.start is None:
        mask = np.zeros(rgb.shape[:2], np.bool_)
    elif draft.refined:
        mask = grabcut.refine(_likely(draft.start, rgb, segment), rgb)
    else:
        mask = _plain(draft.start, rgb, segment)
    return sketch.painted(draft.sketch, mask)


def _plain(where: Where, rgb: Picture, segment: Segment) -> Mask:
    return select(RegionEdit(where, Keep()), segment, *rgb.shape[:2])


def _likely(where: Where, rgb: Picture, segment: Segment) -> Float:
    """Return how likely each spot is of the region: a model's own confidence, if it is one's."""
    if isinstance(where, Drawn):
        return _plain(where, rgb, segment).astype(np.float32)
    found = segment(where.model)
    if isinstance(where, OfClasses):
        return probability(found, where.names)
    subject = probability(found, found.classes.foreground)
    return 1 - subject if isinstance(where, Background) else subject
