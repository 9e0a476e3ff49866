"""The current region: that of the open layer, or one in the making that no layer has yet."""

from dataclasses import replace
from typing import Any

from studio.color.arrays import Mask
from studio.color.sizes import shrink
from studio.models.classes import spoken
from studio.photo.mask_files import pack
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    Drawn,
    Foreground,
    Keep,
    OfClasses,
    RegionEdit,
    Tidying,
    What,
    Where,
)
from studio.rendering import draft
from studio.rendering.draft import EMPTY, Draft, Sketch
from studio.segment.areas import Areas, areas, classes_of
from studio.segment.grabcut import Box
from studio.ui.segment import state
from studio.ui.widgets.fabric import DIGITS
from studio.ui.work import cache, session

REMEMBERED = 16  # drafts
SOFT = 0.003  # of the longer side: a border as soft as that of a sharp photo
MUCH = 0.2  # share of a region from which on a class gives it its name
AS_SEEN: dict[str, Any] = {"inverted": False, "grow": 0.0}  # of a region that a mask says whole
SUBJECT, DRAWN = "subject", "painted area"


def edit(photo: Photo) -> RegionEdit | None:
    """Return the open layer with what is drawn over it, else the region in the making.

    None while there is neither; a mask in it is of the size of a preview.
    """
    asked = state.current().draft
    opened = state.layer()
    if asked.is_empty:
        return opened
    where = _where(photo, asked, session.recipe().regions.tidying)
    return (
        replace(opened, where=where, **AS_SEEN) if opened else RegionEdit(where=where, what=Keep())
    )


def mask(photo: Photo) -> Mask | None:
    """Return the current region in a preview: bool (H, W); None while there is none."""
    made = edit(photo)
    return None if made is None else state.finder(photo).mask(made)


def recipe_to_show(photo: Photo) -> Recipe:
    """Return the current recipe with what is drawn over the open layer.

    A region in the making changes no colour.
    """
    made = edit(photo)
    place = state.current().layer
    recipe = session.recipe()
    if made is None or place is None or state.layer() is None:
        return recipe
    edits = (*state.layers()[:place], made, *state.layers()[place + 1 :])
    return replace(recipe, regions=replace(recipe.regions, edits=edits))


def take(photo: Photo, x: float, y: float, *, more: bool) -> None:
    """Choose the area at a spot, or with `more` add it to the current region, or take it out."""
    used = state.model()
    parts = used and find_areas(photo, used.name, session.recipe().regions.tidying)
    number = parts.at(x, y) if parts else 0
    if not used or not parts or not number:
        return
    wanted = area = parts.numbers == number
    chosen = mask(photo) if more else None
    if chosen is not None:
        wanted = chosen & ~area if (chosen & area).any() else chosen | area
    if not wanted.any():
        state.close()
    elif more and state.layer():
        state.change_layer(where=_as_region(photo, wanted, used.name), **AS_SEEN)
    else:
        state.begin(Draft(_as_region(photo, wanted, used.name)))


def enclose(left: float, top: float, right: float, bottom: float) -> None:
    """Choose the subject in a box."""
    sides = (round(side, DIGITS) for side in (left, top, right, bottom))  # as a canvas has them
    state.begin(Draft(sketch=Sketch(Box(*sides))))


def exact(photo: Photo, asked: Draft) -> Where:
    """Return the region that a draft asks for, at the photo's own size."""
    return draft.region(
        asked, photo.rgb, state.whole_finder(photo, session.recipe().regions.tidying)
    )


def add(photo: Photo, what: What) -> None:
    """Make a layer of the region in the making, and open it; raises as `Regions.add` does."""
    asked = state.current().draft
    regions = session.recipe().regions
    where = exact(photo, asked)
    made = RegionEdit(where=where, what=what, feather=SOFT, name=_free_name(name(photo)))
    session.change(regions=regions.add(made))
    state.open_layer(len(regions.edits))


def refine(photo: Photo) -> None:
    """Draw the border of the open layer to the photo's edges."""
    if opened := state.layer():
        state.change_layer(where=exact(photo, Draft(opened.where, refined=True)))


def paint(photo: Photo) -> None:
    """Begin to paint on the current region, as it is seen."""
    seen = mask(photo)
    if state.layer() and seen is not None:
        state.change(draft=Draft(Drawn(pack(seen))))
    state.change(painting=True)


def keep_painted(photo: Photo) -> None:
    """Give the open layer what was painted over it; a region in the making keeps it as it is."""
    state.change(painting=False)
    asked = state.current().draft
    if state.layer() and not asked.is_empty:
        state.change_layer(where=exact(photo, asked), **AS_SEEN)
        state.change(draft=EMPTY)


@cache.remember(cache.PHOTOS)
def find_areas(photo: Photo, model: str, tidying: Tidying) -> Areas:
    """Return the areas that a segmenter finds in a preview."""
    return areas(state.tidied_finder(photo, tidying).segmentation(model))


def title(made: RegionEdit) -> str:
    """Return what a layer is called: its name, else what it concerns."""
    match made.where:
        case _ if made.name:
            return made.name
        case Foreground():
            return "background" if made.inverted else "foreground"
        case OfClasses(names=names):
            return _list_names(names)
    return "mask"


def name(photo: Photo) -> str:
    """Return what the region in the making is called."""
    asked = state.current().draft
    if asked.sketch.points_out:
        return SUBJECT
    if isinstance(asked.start, OfClasses):
        return _list_names(asked.start.names)
    inside = mask(photo)
    used = state.model()
    if inside is None or used is None or asked.start is None:
        return DRAWN
    shares = state.finder(photo).segmentation(used.name).shares_of(inside)
    return _list_names(tuple(name for name, share in shares.items() if share > MUCH)) or DRAWN


def _list_names(names: tuple[str, ...]) -> str:
    """Return names in a person's words: "sky, tree and car"."""
    *others, last = map(spoken, names or [""])
    return f"{', '.join(others)} and {last}" if others else last


def _free_name(wanted: str) -> str:
    """Return a name that no layer has: with a number, if one is called so."""
    titles = {title(made) for made in state.layers()}
    numbered = (f"{wanted} {number}" for number in range(2, len(titles) + 3))
    return next(name for name in (wanted, *numbered) if name not in titles)


def _as_region(photo: Photo, wanted: Mask, model: str) -> Where:
    """Return a region as classes of a model if they fit, so that it fits another photo, too."""
    names = classes_of(wanted, state.finder(photo).segmentation(model))
    return OfClasses(model, names) if names else Drawn(pack(wanted))


@cache.remember(REMEMBERED, "Finding the subject")
def _where(photo: Photo, asked: Draft, tidying: Tidying) -> Where:
    return draft.region(asked, shrink(photo.rgb), state.tidied_finder(photo, tidying))
