"""A finder: what is where in one photo, as classes, as regions and as likelihoods."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.sizes import resize_mask, resize_picture
from studio.models.classes import Classes
from studio.photo.mask_files import unpack
from studio.photo.photo import Photo
from studio.recipe.regions import (
    Drawn,
    Foreground,
    OfClasses,
    Picked,
    RegionEdit,
    Tidying,
    Where,
)
from studio.segment.masks import grow, of_classes, probability
from studio.segment.picking import Found, Window, draw
from studio.segment.segmentation import Segmentation, from_probabilities
from studio.segment.tidying import tidy


class Segmenters(Protocol):
    """Who tells what is where in photos: a memory of what models said."""

    def segment(self, photo: Photo, model: str) -> tuple[Float, Classes]:
        """Return what the segmenter of that name says, float32 (h, w, C), and its C classes."""

    def find_thing(self, photo: Photo, where: Picked) -> Found:
        """Return what clicks or a box point at."""


@dataclass(frozen=True, kw_only=True)
class Finder:
    """Looks for things in a photo; what a model found is worked out once.

    Each method raises what stands in the way of a model: UnknownModelError, MissingWeightsError or
    CorruptWeightsError; and RecipeError if it knows no class of a name.
    """

    photo: Photo
    tidying: Tidying  # of what models find
    segmenters: Segmenters
    size: tuple[int, int]  # height and width of all it returns; nets see the same photo for each
    _found: dict[str, Segmentation] = field(default_factory=dict, init=False, repr=False)

    def segmentation(self, model: str) -> Segmentation:
        """Tell the class of every pixel by the segmenter of that name."""
        if model not in self._found:
            probabilities, classes = self.segmenters.segment(self.photo, model)
            found = from_probabilities(probabilities, *self.size, classes)
            self._found[model] = tidy(found, self.tidying)
        return self._found[model]

    def mask(self, edit: RegionEdit) -> Mask:
        """Tell which pixels an edit concerns: bool (H, W)."""
        region = self.region(edit.where)
        return grow(~region if edit.inverted else region, edit.grow)

    def region(self, where: Where) -> Mask:
        """Tell which pixels a region has: bool (H, W)."""
        if isinstance(where, Drawn):
            return resize_mask(unpack(where.mask), *self.size)
        if isinstance(where, Picked):
            return self._draw(where)
        return of_classes(self.segmentation(where.model), self.names(where))

    def _draw(self, where: Picked) -> Mask:
        """Draw what clicks or a box point at."""
        found = self.segmenters.find_thing(self.photo, where)
        down, across = self.size[0] / self.photo.height, self.size[1] / self.photo.width
        if down == across == 1:
            return draw(found, self.photo.rgb, where.clicks)
        window = Window(
            top=round(found.window.top * down),
            bottom=max(round(found.window.bottom * down), 1),
            left=round(found.window.left * across),
            right=max(round(found.window.right * across), 1),
        )
        return draw(replace(found, window=window), self._small, where.clicks)

    @cached_property
    def _small(self) -> Picture:
        """The photo, shrunk to the size of what is returned."""
        return resize_picture(self.photo.rgb, *self.size)

    def likelihood(self, where: Where) -> Float:
        """Tell how likely each spot is of a region: float32 (h, w), at a model's resolution."""
        if isinstance(where, Drawn | Picked):
            return self.region(where).astype(np.float32)
        return probability(self.segmentation(where.model), self.names(where))

    def names(self, where: Foreground | OfClasses) -> tuple[str, ...]:
        """Return the classes that make a region."""
        if isinstance(where, OfClasses):
            return where.names
        return self.segmentation(where.model).classes.foreground
