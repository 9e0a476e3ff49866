"""The current region: that of the open layer, or one in the making that no layer has yet."""

from dataclasses import replace
from typing import Any

from studio.color.arrays import Mask, Picture
from studio.color.sizes import shrink
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.regions import (
    PHOTO,
    SOFT,
    Colorize,
    Drawn,
    Keep,
    OfClasses,
    Picked,
    RegionEdit,
    Tidying,
    What,
    Where,
)
from studio.rendering import draft
from studio.rendering.draft import Draft
from studio.ui.language import tell
from studio.ui.segment import names, state
from studio.ui.work import cache, session

REMEMBERED = 16  # drafts
PAINTED = 0.003  # of the longer side: a painted border, as soft as the edges of a sharp photo
# of a region that a mask says whole
AS_SEEN: dict[str, Any] = {"inverted": False, "border": SOFT, "grow": 0.0}


def edit(photo: Photo) -> RegionEdit | None:
    """Return the open layer, else the region in the making; None while there is neither.

    A mask of the latter is of the size of a preview.
    """
    asked = state.current().draft
    if asked.is_empty:
        return state.layer()
    return RegionEdit(
        where=_where(session.see(photo), asked, session.recipe().regions.tidying), what=Keep()
    )


def mask(photo: Photo) -> Mask | None:
    """Return the current region in a preview: bool (H, W); None while there is none."""
    made = levels(photo)
    return None if made is None else made > 127


def levels(photo: Photo) -> Picture | None:
    """Return how far the current region has each pixel of a preview: uint8 (H, W), 0 to 255."""
    made = edit(photo)
    if made is None:
        return None
    return _levels(
        session.see(photo), replace(made, what=Keep(), name=""), session.recipe().regions.tidying
    )


def is_void(photo: Photo, asked: Draft) -> bool:
    """Tell whether nothing lies inside the region that a draft asks for."""
    tidying = session.recipe().regions.tidying
    seen = session.see(photo)
    where = _where(seen, asked, tidying)
    return not state.tidied_finder(seen, tidying).region(where).any()


def exact(photo: Photo, asked: Draft) -> Where:
    """Return the region that a draft asks for, at the photo's own size."""
    finder = state.whole_finder(photo, session.recipe())
    return draft.region(asked, finder.photo.rgb, finder)


def add(photo: Photo, what: What) -> None:
    """Make a layer of the region in the making, and open it; raises as `Regions.add` does."""
    regions = session.recipe().regions
    session.change(regions=regions.add(_layer(photo, what)))
    state.open_layer(len(regions.edits))


def isolate(photo: Photo) -> None:
    """Colour the current region alone: the photo as given lies around it, other layers are off.

    Raises
    ------
    RecipeError
        If there are too many layers, or their masks too large.
    """
    regions = session.recipe().regions
    place = state.current().layer
    if state.layer() is None or place is None:
        place = len(regions.edits)
        regions = regions.add(_layer(photo, Colorize()))
    edits = tuple(
        replace(made, on=True, what=Colorize()) if number == place else replace(made, on=False)
        for number, made in enumerate(regions.edits)
    )
    session.change(regions=replace(regions, edits=edits, base=PHOTO))
    state.open_layer(place)


def refine(photo: Photo) -> None:
    """Draw the border of the open layer to the photo's edges."""
    if opened := state.layer():
        state.change_layer(where=exact(photo, Draft(opened.where, refined=True)), border=SOFT)


def name(photo: Photo) -> str:
    """Return what the region in the making is called."""
    start = state.current().draft.start
    if isinstance(start, OfClasses):
        return names.list_classes(start.names)
    inside, used = mask(photo), state.model()
    if inside is None or used is None or start is None:
        return tell(names.THING if isinstance(start, Picked) else names.DRAWN)
    return names.name_mask(start, inside, state.finder(photo).segmentation(used.name))


def _layer(photo: Photo, what: What) -> RegionEdit:
    """Return the region in the making as a layer."""
    where = exact(photo, state.current().draft)
    free = names.find_free(name(photo), {names.title(made) for made in state.layers()})
    feather = PAINTED if isinstance(where, Drawn) else 0.0
    return RegionEdit(where=where, what=what, feather=feather, name=free)


@cache.remember(REMEMBERED, _("Finding the subject"))
def _where(photo: Photo, asked: Draft, tidying: Tidying) -> Where:
    return draft.region(asked, shrink(photo.rgb), state.tidied_finder(photo, tidying))


@cache.remember(REMEMBERED)
def _levels(photo: Photo, made: RegionEdit, tidying: Tidying) -> Picture:
    return state.tidied_finder(photo, tidying).levels(made)
