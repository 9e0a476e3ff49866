"""Sight: what models see of a frame, and what they would colour it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import lightness, rgb_to_lab
from studio.color.sizes import resize_map, resize_picture
from studio.film.keys import Key, KnownKey
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe
from studio.rendering.decode import decode
from studio.rendering.reference import vectors

WHITE = np.float32(255 / 100)  # levels of gray for one of L*


@dataclass(frozen=True, eq=False)
class Sight:
    """What is seen of a frame, at the size at which pictures are compared."""

    gray: Picture  # (h, w): L*, 255 for white
    features: Sequence[Float]  # from fine to coarse: float32 (C, h', w') each
    own: Float  # (h, w, 2): a* and b* that the model gives it as a photo of its own


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

    def look(self, rgb: Picture) -> Sight:
        """Look at a frame: uint8 (H, W, 3), of which only the lightness counts."""
        gray, seen = self._see(rgb)
        features = self._registry.comparer().features(seen)
        colorizer = self._registry.colorizer(self._recipe.model)
        if self._recipe.model != self._registry.comparing().name:
            seen = colorizer.encode(resize_picture(rgb, *colorizer.size(*rgb.shape[:2])))
        ab = decode(colorizer.color(seen), gray.astype(np.float32) / WHITE, self._recipe)
        return Sight(gray, features, resize_map(ab, *gray.shape))

    def know(self, key: Key) -> KnownKey:
        """Look at a key."""
        gray, seen = self._see(key.rgb)
        ab = resize_map(rgb_to_lab(key.rgb)[..., 1:], *gray.shape)
        found = vectors(self._registry.comparer().features(seen))
        return KnownKey(number=key.number, gray=gray, vectors=found, ab=ab)

    def _see(self, rgb: Picture) -> tuple[Picture, Any]:
        """Return the gray of a picture, and what the model that compares sees in it."""
        comparer = self._registry.comparer()
        small = resize_picture(rgb, *comparer.size(*rgb.shape[:2]))
        gray = np.rint(lightness(small) * WHITE).astype(np.uint8)
        return gray, comparer.encode(small)
