"""A finder: what is where in one photo, as classes, as regions and as likelihoods."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.sizes import (
    mask_to_levels,
    resize_levels,
    resize_map,
    resize_mask,
    resize_picture,
)
from studio.models.classes import Classes
from studio.photo.mask_files import unpack
from studio.photo.photo import Photo
from studio.recipe.regions import (
    SOFT,
    Drawn,
    Foreground,
    OfClasses,
    Picked,
    RegionEdit,
    Tidying,
    Where,
)
from studio.segment.masks import grow, of_classes, probability
from studio.segment.matting import Matte, solve
from studio.segment.picking import Found, hold, spread
from studio.segment.segmentation import Segmentation, from_probabilities
from studio.segment.tidying import tidy

# How many times likelier inside than outside a spot is, at least, that a hint's colour goes to. On
# 40 people and on ten streets it covers .76 and .80 of its thing and spills on .028 and .033 of the
# rest; with even odds .79 and .87, .039 and .043.
ODDS = np.float32(1.35)


class Segmenters(Protocol):
    """Who tells what is where in photos: a memory of what models said."""

    def segment(self, photo: Photo, model: str) -> tuple[Float, Classes]:
        """Return what the segmenter of that name says, float32 (h, w, C), and its C classes."""

    def find_thing(self, photo: Photo, where: Picked) -> Found:
        """Return what clicks or a box point at."""

    def lightness(self, photo: Photo) -> Float:
        """Return the L* of a photo, shrunk for what is worked out once: float32 (h, w)."""

    def recall(self, key: tuple, answer: Callable[[], Matte]) -> Matte:
        """Return what is filed under a key, from `answer` the first time."""


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
        """Tell which pixels an edit concerns for the most part: bool (H, W)."""
        return self.levels(edit) > 127

    def levels(self, edit: RegionEdit) -> Picture:
        """Tell how far an edit concerns each pixel: uint8 (H, W), 0 to 255."""
        soft = edit.border == SOFT
        levels = self.alpha(edit.where) if soft else mask_to_levels(self.region(edit.where))
        if edit.inverted:
            levels = 255 - levels
        if edit.grow:
            moved = mask_to_levels(grow(levels > 127, edit.grow))
            return (np.maximum if edit.grow > 0 else np.minimum)(levels, moved)
        return levels

    def region(self, where: Where) -> Mask:
        """Tell which pixels a region has: bool (H, W)."""
        if isinstance(where, Drawn | Picked):
            return self.alpha(where) > 127
        return of_classes(self.segmentation(where.model), self.names(where))

    def alpha(self, where: Where) -> Picture:
        """Tell how far a region has each pixel: uint8 (H, W), 0 to 255; the same at any size."""
        if isinstance(where, Drawn):
            return resize_levels(unpack(where.mask), *self.size)
        levels = self._matte(where).draw(self._rgb)
        if isinstance(where, Picked):
            hold(levels, where.clicks)
        return levels

    def share(self, where: Picked) -> Float:
        """Tell how far a hint's colour fills a thing: float32 (h, w) as `lightness`, 0 to 1.

        A spot that the picker doubts is rather left alone.
        """
        light = self.segmenters.lightness(self.photo)

        def find() -> Matte:
            likely = self._likely(where)
            rest = ODDS * (1 - likely)
            return solve(np.divide(likely, likely + rest, dtype=np.float32), light)

        levels = self.segmenters.recall((self.photo.key, "share", where), find).sketch(light)
        hold(levels, where.clicks)
        return levels.astype(np.float32) / np.float32(255)

    def soften(self, mask: Mask) -> Picture:
        """Let the border of a mask, bool (H, W), fade as the photo does: uint8 (H, W), 0 to 255."""
        light = self.segmenters.lightness(self.photo)
        return solve(resize_mask(mask, *light.shape).astype(np.float32), light).draw(self._rgb)

    def _matte(self, where: Foreground | OfClasses | Picked) -> Matte:
        key = (self.photo.key, "matte", where, self.tidying)
        light = self.segmenters.lightness(self.photo)
        return self.segmenters.recall(key, lambda: solve(self._likely(where), light))

    def _likely(self, where: Foreground | OfClasses | Picked) -> Float:
        """Tell how likely each spot of `lightness` is of a region: float32 (h, w)."""
        size = self.segmenters.lightness(self.photo).shape
        return resize_map(self._overview.likelihood(where), size[0], size[1])

    @cached_property
    def _overview(self) -> "Finder":
        """What finds the same at the size at which mattes are made."""
        return replace(self, size=self.segmenters.lightness(self.photo).shape)

    @cached_property
    def _rgb(self) -> Picture:
        """The photo at the size of what is returned."""
        rgb = self.photo.rgb
        return rgb if rgb.shape[:2] == self.size else resize_picture(rgb, *self.size)

    def likelihood(self, where: Where) -> Float:
        """Tell how likely each spot is of a region: float32 (h, w), at a model's resolution."""
        if isinstance(where, Drawn):
            return self.region(where).astype(np.float32)
        if isinstance(where, Picked):
            return spread(self.segmenters.find_thing(self.photo, where), *self.size)
        return probability(self.segmentation(where.model), self.names(where))

    def names(self, where: Foreground | OfClasses) -> tuple[str, ...]:
        """Return the classes that make a region."""
        if isinstance(where, OfClasses):
            return where.names
        return self.segmentation(where.model).classes.foreground
