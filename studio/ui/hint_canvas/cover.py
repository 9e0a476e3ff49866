"""The cover of a spot: the layer whose colour is seen there, whatever a hint below asks for."""

from studio.color.sizes import fit
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import PHOTO, Adjust, Keep, RegionEdit, Tint
from studio.rendering.memory import OBEDIENT_SIDE
from studio.segment.finder import Finder
from studio.ui.work import cache

REMEMBERED = 16  # spots
AROUND = "All around the layers is kept as it was."
DONE = {Tint: "tinted", Keep: "kept as it was"}  # what lets no colour through from beneath


@cache.remember(REMEMBERED)
def describe(photo: Photo, recipe: Recipe, x: float, y: float) -> str:
    """Return a sentence on the layer that hides a hint's colour at a spot; empty if none does.

    Raises
    ------
    StudioError
        If a layer's model cannot run.
    """
    height, width = fit(photo.height, photo.width, OBEDIENT_SIDE)
    spot = min(int(y * height), height - 1), min(int(x * width), width - 1)
    finder = Finder(
        photo=photo,
        tidying=recipe.regions.tidying,
        segmenters=cache.memory(),
        size=(height, width),
    )
    for made in reversed(recipe.regions.edits):
        if made.on and not isinstance(made.what, Adjust) and finder.mask(made)[spot]:
            return _tell(made)
    return AROUND if recipe.regions.edits and recipe.regions.base == PHOTO else ""


def _tell(made: RegionEdit) -> str:
    """Say what the topmost layer does, unless the colours of hints are seen in it."""
    done = DONE.get(type(made.what))
    name = made.name or "a layer"
    return f"{name[0].upper()}{name[1:]}, {done}, lies over this." if done else ""
