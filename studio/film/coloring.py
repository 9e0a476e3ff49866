"""Colouring: what a film asks of whatever colours its frames."""

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

    def look(self, rgb: Picture) -> Any:
        """Return what it sees in a frame, uint8 (H, W, 3), before those before are coloured."""

    def color(self, seen: Any) -> Float | None:
        """Return a* and b* of the next frame, float32 (h, w, 2); None to leave it as it is."""

    def save(self) -> State:
        """Return what it needs to go on after the last frame, in another process."""

    def restore(self, state: State) -> None:
        """Go on as if it had coloured the frames up to where `state` was saved."""


def paint(rgb: Picture, chroma: Float | None) -> Picture:
    """Give a frame the colours that a `Colorist` said."""
    return rgb if chroma is None else compose(rgb, chroma)


def color_frame(colorist: Colorist, rgb: Picture) -> Picture:
    """Colour the next frame of a scene, uint8 (H, W, 3), all at once."""
    return paint(rgb, colorist.color(colorist.look(rgb)))


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

    def look(self, rgb: Picture) -> Float:
        """Return a* and b* of each pixel; what came before does not matter."""
        photo = from_array(rgb)
        return rgb_to_lab(render(photo, self._recipe, Memory(self._registry)).rgb)[..., 1:]

    def color(self, seen: Float) -> Float:
        """Return them."""
        return seen

    def save(self) -> State:
        """Return nothing: each frame stands alone."""
        return ()

    def restore(self, state: State) -> None:
        """Do nothing: each frame stands alone."""


class AsItIs:
    """Leaves frames that have their colours already."""

    key = "as it is"

    def look(self, rgb: Picture) -> None:
        """Do nothing: no frame is changed."""

    def color(self, seen: None) -> None:
        """Do nothing: no frame is changed."""

    def save(self) -> State:
        """Return nothing: each frame stands alone."""
        return ()

    def restore(self, state: State) -> None:
        """Do nothing: each frame stands alone."""
