"""The extent of a spot's colour: in the thing under it, which is outlined, or over all like it."""

from dataclasses import replace
from functools import partial

from studio.color.sizes import fit, resize_map
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hints import THING, Extent, Level
from studio.recipe.regions import AS_FOUND
from studio.rendering import filling
from studio.segment import picking
from studio.segment.finder import Finder
from studio.ui.hint_canvas import pen, selection
from studio.ui.widgets.outline import describe
from studio.ui.widgets.view import Area
from studio.ui.work import cache, session


def extend(within: Extent) -> None:
    """Let the colour of the spot's hint go so far; where there is none yet, that of new ones."""
    at = selection.spot()
    if at and at.hint:
        _change(at.hint, within, selection.find_hint(at).level)
    else:
        pen.change(within=within)


def turn(photo: Photo) -> None:
    """Go on from the part to the thing to the group, and around again.

    Raises
    ------
    StudioError
        If all three are the same at the spot.
    """
    at = selection.spot()
    if at is None or selection.find_hint(at).within != THING:
        return
    find = partial(cache.memory().find_thing, session.see(photo))
    where = filling.point_at(selection.find_hint(at))
    _take(at, picking.find_other(find, where))


def outline(photo: Photo) -> Area | None:
    """Return the thing that the colour of the open spot stays in; None for all."""
    at = selection.spot()
    if at is None or selection.find_hint(at).within != THING:
        return None
    size = fit(photo.height, photo.width)
    seen = session.see(photo)
    finder = Finder(photo=seen, tidying=AS_FOUND, segmenters=cache.memory(), size=size)
    share = finder.share(filling.point_at(selection.find_hint(at)))
    return describe(resize_map(share, *size) > 0.5)


def _take(at: selection.Spot, level: Level) -> None:
    """Keep a level where it stands: in the spot's hint, or at the spot while there is none."""
    if at.hint:
        _change(at.hint, THING, level)
    else:
        selection.SPOT.set(replace(at, level=level))


def _change(name: str, within: Extent, level: Level) -> None:
    session.change(hints=hint_edits.extend(session.recipe().hints, name, within, level))
