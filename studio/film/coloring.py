"""Colouring: what a film asks of whatever colours its frames."""

from typing import Protocol

import numpy.typing as npt

from studio.color.arrays import Picture
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

    def color(self, rgb: Picture) -> Picture:
        """Colour the next frame, uint8 (H, W, 3)."""

    def save(self) -> State:
        """Return what it needs to go on after the last frame, in another process."""

    def restore(self, state: State) -> None:
        """Go on as if it had coloured the frames up to where `state` was saved."""


class FrameByFrame:
    """Colours each frame as a photo of its own.

    Parameters
    ----------
    recipe : Recipe
    registry : Registry
        Holds the models.
    """

    def __init__(self, recipe: Recipe, registry: Registry) -> None:
        registry.require(recipe.model)
        self._recipe, self._registry = recipe, registry

    @property
    def key(self) -> str:
        """The recipe, as JSON."""
        return self._recipe.to_json()

    def color(self, rgb: Picture) -> Picture:
        """Colour a frame; what came before does not matter."""
        return render(from_array(rgb), self._recipe, Memory(self._registry)).rgb

    def save(self) -> State:
        """Return nothing: each frame stands alone."""
        return ()

    def restore(self, state: State) -> None:
        """Do nothing: each frame stands alone."""


class AsItIs:
    """Leaves frames that have their colours already."""

    key = "as it is"

    def color(self, rgb: Picture) -> Picture:
        """Return the frame."""
        return rgb

    def save(self) -> State:
        """Return nothing: each frame stands alone."""
        return ()

    def restore(self, state: State) -> None:
        """Do nothing: each frame stands alone."""
