"""The follower: colours the frames of a scene in order, so that colours stay on their things."""

from collections.abc import Iterable, Iterator

import numpy as np

from studio.color.arrays import Float, Picture
from studio.film.coloring import State
from studio.film.following.average import Average
from studio.film.following.keys import Key, Sample
from studio.film.following.likeness import Advice
from studio.film.following.sight import Sight, Viewer
from studio.film.following.steps import EVERY, Last, begin, follow
from studio.film.following.tracking import Track
from studio.film.following.window import Link, find_block, look_back
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
        They are taken when the first frame is.
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
        self._last: Last | None = None  # of the frames that were coloured

    @property
    def key(self) -> str:
        """The recipe as JSON, and where the keys come from."""
        return f"{self._recipe.to_json()} {self._origin}"

    def look(self, rgb: Picture, place: int) -> Sight:
        """Look at a frame, uint8 (H, W, 3), by its place in the scene."""
        return self._viewer.glance(rgb) if place % EVERY else self._viewer.look(rgb)

    def color(self, seen: Iterable[Sight]) -> Iterator[Float]:
        """Yield a* and b* of each frame: float32 (h, w, 2); up to 11 frames more are taken."""
        known = [self._viewer.know(key) for key in self._keys]
        last = self._last
        waiting: list[tuple[Last, Link]] = []
        for sight in seen:
            last, link = follow(last, sight, known) if last else begin(self._start, sight, known)
            waiting.append((last, link))
            block = find_block(waiting[0][0].place)
            if last.place + 1 == block.stop + len(block):
                yield from self._finish(waiting, block.stop - waiting[0][0].place)
        if waiting:
            yield from self._finish(waiting, len(waiting))

    def _finish(self, waiting: list[tuple[Last, Link]], count: int) -> Iterator[Float]:
        """Yield the colours of the first of some frames, by what the others say of them."""
        lasts, links = zip(*waiting, strict=True)
        done = lasts[:count]
        del waiting[:count]
        for last, ab in zip(done, look_back([one.colors for one in done], links), strict=True):
            self._last = last
            yield ab

    def save(self) -> State:
        """Return what it needs to go on after the last frame, in another process."""
        last = self._last
        if last is None:
            return ()
        numbers = np.array([last.number, last.start])
        colors, track = last.colors, last.track
        anchor = (last.anchor.vectors, last.anchor.ab) if last.anchor else (NOTHING, NOTHING)
        return (
            *(numbers, last.gray, colors.ab, colors.weight, track.there, track.back),
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
            start=int(numbers[1]),
            gray=gray,
            colors=Average(ab, weight),
            track=Track(there, back),
            anchor=Sample(vectors=vectors, ab=anchored) if vectors.size else None,
            counsel=tuple(map(Advice, said[::2], said[1::2])),
        )
