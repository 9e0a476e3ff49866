"""What a click or a box on the picture chooses: the thing that is meant, more of it, or less."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from studio.errors import StudioError
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.hints import LEVELS, Level
from studio.recipe.regions import Click, Drawn, Picked, Where
from studio.rendering.draft import Draft
from studio.segment import picking
from studio.segment.picking import Found
from studio.ui.panels import picker_choice
from studio.ui.segment import region, state
from studio.ui.widgets.events import How
from studio.ui.widgets.fabric import DIGITS
from studio.ui.work import cache, session


def take(photo: Photo, x: float, y: float, how: How) -> None:
    """Choose the thing at a spot, or mend the region at hand by it.

    Raises
    ------
    StudioError
        If nothing would be left.
    """
    click = Click(round(x, DIGITS), round(y, DIGITS), how != "less")
    now = region.edit(photo)
    if how == "new" and now and _ends_with(now.where, click):
        turn(photo)
    elif how == "new" or (now is None and how == "more"):
        state.begin(Draft(Picked(model=picker_choice.current(), clicks=(click,))))
    elif now and isinstance(now.where, Picked):
        _put(photo, replace(now.where, clicks=(*now.where.clicks, click)))
    elif now:
        _put(photo, _mend(photo, click), **region.AS_SEEN)


def enclose(left: float, top: float, right: float, bottom: float) -> None:
    """Choose the thing in a box.

    Raises
    ------
    RecipeError
        If the box has no area.
    """
    left, top, right, bottom = (round(side, DIGITS) for side in (left, top, right, bottom))
    state.begin(Draft(Picked(model=picker_choice.current(), box=(left, top, right, bottom))))


def turn(photo: Photo) -> None:
    """Go on from the part to the thing to the group, and around again.

    Raises
    ------
    StudioError
        If all three are the same here.
    """
    now = region.edit(photo)
    if now is None or not isinstance(now.where, Picked):
        return
    _put(photo, replace(now.where, level=picking.find_other(_find(photo), now.where)))


def find_level(photo: Photo, where: Picked) -> Level:
    """Tell whether a part, a thing or a group was found."""
    return LEVELS[_find(photo)(where).level]


def take_level(photo: Photo, where: Picked, level: Level) -> None:
    """Choose the part, the thing or the group."""
    _put(photo, replace(where, level=level))


def _ends_with(where: Where, click: Click) -> bool:
    """Tell whether a click falls on the spot of the one before."""
    return isinstance(where, Picked) and where.clicks[-1:] == (click,)


def _mend(photo: Photo, click: Click) -> Drawn:
    """Return a region of another kind with the thing at a spot added, or taken out."""
    now = region.levels(photo)
    spot = Picked(model=picker_choice.current(), clicks=(replace(click, inside=True),))
    thing = state.finder(photo).alpha(spot)
    if now is None:
        return Drawn.from_array(thing)
    return Drawn.from_array(
        np.maximum(now, thing) if click.inside else np.minimum(now, 255 - thing)
    )


def _put(photo: Photo, where: Where, **fields: Any) -> None:
    """Make a region the one at hand, if there is anything in it; that of the open layer, too."""
    if not state.finder(photo).region(where).any():
        found = _("a click after which nothing is left")
        raise StudioError(
            found, _("one that leaves a part"), _("choose nothing, or click another spot")
        )
    if state.layer():
        state.change_layer(where=where, **fields)
    else:
        state.mend(Draft(where))


def _find(photo: Photo) -> Callable[[Picked], Found]:
    return partial(cache.memory().find_thing, session.see(photo))
