"""The follower: colours the frames of a film in order, so that colours stay on their things."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import compose
from studio.film.coloring import State
from studio.film.following import Last, begin, follow
from studio.film.keys import Key, KnownKey, Sample
from studio.film.likeness import Advice
from studio.film.sight import Viewer
from studio.film.tracking import Track
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe

NOTHING = np.zeros(0, np.float32)


class Follower:
    """Colours the frames of a film in order.

    Parameters
    ----------
    recipe : Recipe
        Its model, vividness, strength and warmth colour what no key shows. Hints and regions are of
        one photo: they colour a key.
    registry : Registry
        Holds the models.
    keys : mapping of int to sequence of Key, optional
        Those of each scene, by the number of its first frame.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model cannot run.
    """

    def __init__(
        self, recipe: Recipe, registry: Registry, keys: Mapping[int, Sequence[Key]] | None = None
    ) -> None:
        registry.require(recipe.model)
        self._recipe = recipe
        self._viewer = Viewer(recipe, registry)
        self._keys = dict(keys or {})
        self._known: list[KnownKey] = []  # of the scene
        self._last: Last | None = None

    @property
    def key(self) -> str:
        """The recipe as JSON, and a digest of the keys."""
        digest = hashlib.sha256()
        for scene, keys in sorted(self._keys.items()):
            for key in keys:
                digest.update(f"{scene} {key.number} {key.rgb.shape} ".encode())
                digest.update(key.rgb.tobytes())
        return f"{self._recipe.to_json()} {digest.hexdigest()}"

    def color(self, rgb: Picture, *, begins: bool) -> Picture:
        """Colour a frame, uint8 (H, W, 3); `begins` tells that it is the first of a scene."""
        sight = self._viewer.look(rgb)
        if self._last is not None and not begins:
            self._last = follow(self._last, sight, self._known)
        else:
            number = 0 if self._last is None else self._last.number + 1
            self._open(number)
            self._last = begin(number, sight, self._known)
        return compose(rgb, self._last.ab)

    def save(self) -> State:
        """Return what it needs to go on after the last frame, in another process."""
        last = self._last
        if last is None:
            return ()
        numbers = np.array([last.number, last.scene])
        anchor = (last.anchor.vectors, last.anchor.ab) if last.anchor else (NOTHING, NOTHING)
        return (
            *(numbers, last.gray, last.ab, last.weight, last.track.there, last.track.back),
            *anchor,
            *(plane for advice in last.counsel for plane in (advice.pull, advice.sure)),
        )

    def restore(self, state: State) -> None:
        """Go on as if it had coloured the frames up to where `state` was saved."""
        if not state:
            self._last = None
            return
        numbers, gray, ab, weight, there, back, vectors, anchored, *said = state
        self._last = Last(
            number=int(numbers[0]),
            scene=int(numbers[1]),
            gray=gray,
            ab=ab,
            weight=weight,
            track=Track(there, back),
            anchor=Sample(vectors=vectors, ab=anchored) if vectors.size else None,
            counsel=tuple(map(Advice, said[::2], said[1::2])),
        )
        self._open(self._last.scene)

    def _open(self, scene: int) -> None:
        """Look at the keys of a scene."""
        self._known = [self._viewer.know(key) for key in self._keys.get(scene, ())]
