"""Colouring: what a film asks of whatever colours its frames."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import numpy.typing as npt

from studio.color.arrays import Float, Picture
from studio.color.lab import compose, rgb_to_lab
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import render

State = tuple[npt.NDArray, ...]  # what the next frame needs to know of those before


class Colorist(Protocol):
    """Colours the frames of one scene in order; the same frames get the same colours each time."""

    @property
    def key(self) -> str:
        """All that its colours depend on besides the frames, the same in any process."""

    def look(self, rgb: Picture, place: int) -> Any:
        """Return what it sees in a frame, uint8 (H, W, 3), by its place in the scene, from 0."""

    def color(self, seen: Iterable[Any]) -> Iterator[Float | None]:
        """Yield a* and b* of each frame, float32 (h, w, 2), or None to leave it as it is.

        What is seen of some frames more is taken before.
        """

    def save(self) -> State:
        """Return what it needs to go on after the last frame, in another process."""

    def restore(self, state: State) -> None:
        """Go on as if it had coloured the frames up to where `state` was saved."""


def paint(rgb: Picture, chroma: Float | None) -> Picture:
    """Give a frame the colours that a `Colorist` said."""
    return rgb if chroma is None else compose(rgb, chroma)


def color_frames(
    colorist: Colorist, frames: Iterable[Picture], place: int = 0
) -> Iterator[Picture]:
    """Yield the frames of a scene in colour, from the one at a place on."""
    waiting: deque[Picture] = deque()

    def look() -> Iterator[Any]:
        for number, rgb in enumerate(frames, place):
            waiting.append(rgb)
            yield colorist.look(rgb, number)

    for chroma in colorist.color(look()):
        yield paint(waiting.popleft(), chroma)


class FrameByFrame:
    """Colours each frame as a photo of its own.

    Parameters
    ----------
    recipe : Recipe
    registry : Registry
        Holds the models.
    """

    def __init__(self, recipe: Recipe, registry: Registry) -> None:
        registry.check(recipe.model)
        self._recipe, self._registry = recipe, registry

    @property
    def key(self) -> str:
        """The recipe, as JSON."""
        return self._recipe.to_json()

    def look(self, rgb: Picture, place: int) -> Float:
        """Return a* and b* of each pixel; what came before does not matter."""
        photo = from_array(rgb)
        return rgb_to_lab(render(photo, self._recipe, Memory(self._registry)).rgb)[..., 1:]

    def color(self, seen: Iterable[Float]) -> Iterator[Float]:
        """Yield them."""
        yield from seen

    def save(self) -> State:
        """Return nothing: each frame stands alone."""
        return ()

    def restore(self, state: State) -> None:
        """Do nothing: each frame stands alone."""


class AsItIs:
    """Leaves frames that have their colours already."""

    key = "as it is"

    def look(self, rgb: Picture, place: int) -> None:
        """Do nothing: no frame is changed."""

    def color(self, seen: Iterable[None]) -> Iterator[None]:
        """Yield nothing for each: no frame is changed."""
        yield from seen

    def save(self) -> State:
        """Return nothing: each frame stands alone."""
        return ()

    def restore(self, state: State) -> None:
        """Do nothing: each frame stands alone."""
