"""The extent of a spot's colour: in the thing under it, which is outlined, or over all like it."""

from dataclasses import replace

from studio.color.arrays import Mask
from studio.color.sizes import fit
from studio.errors import StudioError
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hint_edits import Hint
from studio.recipe.hints import LEVELS, THING, Extent, Level
from studio.rendering import filling
from studio.segment import pictures
from studio.segment.picking import Found, spread
from studio.ui.hint_canvas import pen, selection
from studio.ui.work import cache, session

SAME = 0.95  # overlap from which on two levels are one to a person


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
    hint = selection.find_hint(at)
    shown = _find(photo, hint)
    for step in range(1, len(LEVELS)):
        level = LEVELS[(shown.level + step) % len(LEVELS)]
        other = _find(photo, replace(hint, level=level))
        if filling.overlap(_draw(photo, shown), _draw(photo, other)) < SAME:
            _take(at, level)
            return
    found = "a part, a thing and a group that are the same here"
    raise StudioError(found, "one that is larger or smaller", "choose a spot beside it")


def outline(photo: Photo) -> bytes | None:
    """Return a map of the thing that the colour of the open spot stays in; None for all."""
    at = selection.spot()
    if at is None or selection.find_hint(at).within != THING:
        return None
    return pictures.outline_map(_draw(photo, _find(photo, selection.find_hint(at))))


def _take(at: selection.Spot, level: Level) -> None:
    """Keep a level where it stands: in the spot's hint, or at the spot while there is none."""
    if at.hint:
        _change(at.hint, THING, level)
    else:
        selection.SPOT.set(replace(at, level=level))


def _change(name: str, within: Extent, level: Level) -> None:
    session.change(hints=hint_edits.extend(session.recipe().hints, name, within, level))


def _find(photo: Photo, hint: Hint) -> Found:
    return cache.memory().find_thing(photo, filling.point_at(hint))


def _draw(photo: Photo, found: Found) -> Mask:
    """Tell which pixels of a preview a colour fills."""
    return spread(found, *fit(photo.height, photo.width)) > 0.5
