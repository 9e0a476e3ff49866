"""The follower: colours the frames of a scene in order, so that colours stay on their things."""

from collections.abc import Iterable

import numpy as np

from studio.color.arrays import Float, Picture
from studio.film.coloring import State
from studio.film.following import Last, begin, follow
from studio.film.keys import Key, KnownKey, Sample
from studio.film.likeness import Advice
from studio.film.sight import Sight, Viewer
from studio.film.tracking import Track
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe

NOTHING = np.zeros(0, np.float32)


class Follower:
    """Colours the frames of a scene in order.

    Parameters
    ----------
    recipe : Recipe
        Its model, vividness, strength and warmth colour what no key shows. Hints and regions are of
        one photo: they colour a key.
    registry : Registry
        Holds the models.
    start : int, default 0
        Number of the scene's first frame in the film's index.
    keys : iterable of Key, default ()
        They are taken when the first frame is to be coloured.
    origin : str, default ""
        Tells these keys from all others.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model cannot run.
    """

    def __init__(
        self,
        recipe: Recipe,
        registry: Registry,
        *,
        start: int = 0,
        keys: Iterable[Key] = (),
        origin: str = "",
    ) -> None:
        registry.check(recipe.model)
        self._recipe = recipe.for_any_photo
        self._viewer = Viewer(self._recipe, registry)
        self._start = start
        self._keys = keys
        self._origin = origin
        self._known: list[KnownKey] | None = None
        self._last: Last | None = None

    @property
    def key(self) -> str:
        """The recipe as JSON, the first frame, and where the keys come from."""
        return f"{self._recipe.to_json()} {self._start} {self._origin}"

    def look(self, rgb: Picture) -> Sight:
        """Look at a frame, uint8 (H, W, 3)."""
        return self._viewer.look(rgb)

    def color(self, seen: Sight) -> Float:
        """Return a* and b* of the next frame: float32 (h, w, 2)."""
        if self._known is None:
            self._known = [self._viewer.know(key) for key in self._keys]
        if self._last is None:
            self._last = begin(self._start, seen, self._known)
        else:
            self._last = follow(self._last, seen, self._known)
        return self._last.ab

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
