"""Tints: the colours that are offered for a region, likely ones first, all by name."""

from dataclasses import replace
from functools import partial

from studio.color import names
from studio.color.lab import hex_to_ab
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Tint
from studio.rendering import suggestions
from studio.ui.language import tell
from studio.ui.segment import region, state
from studio.ui.widgets import swatch
from studio.ui.work import cache, session

REMEMBERED = 16  # spots
MOST_LIKELY = 6
SEEN = 12.0  # ab units from gray from which on a tint is seen to be one
FALLBACK = "#2e86c1"  # where nothing is chosen that could have likely colours
PLAIN = {
    names.NAMES[name]: name
    for name in ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "brown")
}


def begin_with(photo: Photo) -> str:
    """Return the colour that a new tint has: the one chosen last, else a likely one."""
    likely = state.current().tint or next(
        (color for color in suggest(photo) if abs(hex_to_ab(color)).max() > SEEN), ""
    )
    return likely or FALLBACK


def suggest(photo: Photo) -> tuple[str, ...]:
    """Return the likeliest colours of the region at hand, likeliest first."""
    inside = region.mask(photo)
    if inside is None or not inside.any():
        return ()
    return _suggest(photo, session.recipe(), *suggestions.find_middle(inside))


def offer(photo: Photo, tint: Tint) -> None:
    """Offer colours for the open layer, which is tinted."""
    likely = suggest(photo)
    named = dict(zip(likely, names.names(likely), strict=True))
    for heading, colors in {_("Likely here"): named, _("Plain colours"): PLAIN}.items():
        if colors:
            told = {color: tell(name) for color, name in colors.items()}
            swatch.offer_names(tell(heading), told, tint.color, partial(_take, tint))


def _take(tint: Tint, color: str) -> None:
    state.change_layer(what=replace(tint, color=color))
    state.change(tint=color)


@cache.remember(REMEMBERED)
def _suggest(photo: Photo, recipe: Recipe, x: float, y: float) -> tuple[str, ...]:
    prediction = cache.memory().prediction(photo, recipe)
    return suggestions.suggest(prediction, photo.rgb, x, y, MOST_LIKELY)
