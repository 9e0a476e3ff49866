"""Sight: what models see of a frame, and what they would colour it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import lightness, rgb_to_lab
from studio.color.sizes import resize_map, resize_picture
from studio.film.following.keys import Key, KnownKey
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe
from studio.rendering.decode import decode
from studio.rendering.reference import vectors

WHITE = np.float32(255 / 100)  # levels of gray for one of L*


@dataclass(frozen=True, eq=False)
class Opinion:
    """What models say of a frame."""

    features: Sequence[Float]  # from fine to coarse: float32 (C, h', w') each
    own: Float  # (h, w, 2): a* and b* that it gets as a photo of its own


@dataclass(frozen=True, eq=False)
class Sight:
    """What is seen of a frame, at the size at which pictures are compared."""

    gray: Picture  # (h, w): L*, 255 for white
    opinion: Opinion | None = None  # of models, if they looked


class Viewer:
    """Looks at pictures.

    Parameters
    ----------
    recipe : Recipe
        Its model, vividness, strength and warmth count.
    registry : Registry
        Holds that model, and the one that compares.
    """

    def __init__(self, recipe: Recipe, registry: Registry) -> None:
        self._recipe, self._registry = recipe, registry

    def glance(self, rgb: Picture) -> Sight:
        """Look at the lightness of a frame, uint8 (H, W, 3), without models."""
        return Sight(_gray(self._fit(rgb)))

    def look(self, rgb: Picture) -> Sight:
        """Have models look at a frame."""
        small = self._fit(rgb)
        gray = _gray(small)
        comparer = self._registry.comparer()
        seen = comparer.encode(small)
        features = comparer.features(seen)
        colorizer = self._registry.colorizer(self._recipe.model)
        if self._recipe.model != self._registry.comparing().name:
            seen = colorizer.encode(resize_picture(rgb, *colorizer.size(*rgb.shape[:2])))
        ab = decode(colorizer.color(seen), gray.astype(np.float32) / WHITE, self._recipe)
        return Sight(gray, Opinion(features, resize_map(ab, *gray.shape)))

    def know(self, key: Key) -> KnownKey:
        """Look at a key."""
        small = self._fit(key.rgb)
        comparer = self._registry.comparer()
        found = vectors(comparer.features(comparer.encode(small)))
        gray = _gray(small)
        ab = resize_map(rgb_to_lab(key.rgb)[..., 1:], *gray.shape)
        return KnownKey(number=key.number, gray=gray, vectors=found, ab=ab)

    def _fit(self, rgb: Picture) -> Picture:
        return resize_picture(rgb, *self._registry.comparer().size(*rgb.shape[:2]))


def _gray(small: Picture) -> Picture:
    return np.rint(lightness(small) * WHITE).astype(np.uint8)
