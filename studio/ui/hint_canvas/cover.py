"""The cover of a spot: the layer whose colour is seen there, whatever a hint asks for."""

from dataclasses import replace

from studio.color.sizes import fit
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hint_edits import Hint
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.recipe.regions import PHOTO, Adjust, Keep, RegionEdit, Tint
from studio.rendering.memory import OBEDIENT_SIDE
from studio.segment.finder import Finder
from studio.ui.work import cache, session

REMEMBERED = 16  # spots
AROUND = _("All around the layers is kept as it was.")
# what lets no colour through from beneath, and what is said of it: to a hint in it, and to others
OVER = {
    Tint: (
        _("{name:capital}, tinted, lies over this."),
        _("{name:capital}, tinted, lies over this: what is beneath is not seen."),
    ),
    Keep: (
        _("{name:capital}, kept as it was, lies over this."),
        _("{name:capital}, kept as it was, lies over this: what is beneath is not seen."),
    ),
}


def find(photo: Photo, x: float, y: float) -> int:
    """Return the number of the layer that hides a hint's colour at a spot; 0 if none does.

    Raises
    ------
    StudioError
        If a layer's model cannot run.
    """
    top = _find_top(photo, _plain_recipe(), x, y)
    return top if top and type(_layer(top).what) in OVER else 0


def describe(photo: Photo, hint: Hint) -> str:
    """Return a sentence on the layer over a hint, or its own one that is off; empty for neither.

    Raises as `find` does.
    """
    regions, (x, y) = session.recipe().regions, hint_edits.spot(hint)
    if 0 < hint.layer <= len(regions.edits) and not _layer(hint.layer).on:
        if name := _layer(hint.layer).name:
            return _("It lies in {name}, which is off.", name=_(name))
        return _("It lies in a layer, which is off.")
    if over := find(photo, x, y):
        name, (to_own, to_others) = _layer(over).name, OVER[type(_layer(over).what)]
        words = to_own if hint.layer == over else to_others
        return _(words, name=_(name) if name else _("a layer"))
    is_around = regions.edits and not _find_top(photo, _plain_recipe(), x, y)
    return AROUND if is_around and regions.base == PHOTO else ""


def _plain_recipe() -> Recipe:
    """Return the recipe without hints, which have no say in what is where."""
    return replace(session.recipe(), hints=NO_HINTS)


def _layer(number: int) -> RegionEdit:
    return session.recipe().regions.edits[number - 1]


@cache.remember(REMEMBERED)
def _find_top(photo: Photo, recipe: Recipe, x: float, y: float) -> int:
    """Return the number of the last layer that gives a spot colours of its own; 0 without one."""
    height, width = fit(photo.height, photo.width, OBEDIENT_SIDE)
    row = min(max(int(y * height), 0), height - 1)
    column = min(max(int(x * width), 0), width - 1)
    finder = Finder(
        photo=cache.memory().see(photo, recipe),
        tidying=recipe.regions.tidying,
        segmenters=cache.memory(),
        size=(height, width),
    )
    for number, made in reversed(list(enumerate(recipe.regions.edits, 1))):
        if made.on and not isinstance(made.what, Adjust) and finder.mask(made)[row, column]:
            return number
    return 0
