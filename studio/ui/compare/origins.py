"""What set each colour of a recipe: the model, the hints, or a region."""

import streamlit as st

from studio.color.sizes import shrink
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.rendering import origin
from studio.ui.language import tell, tell_figure
from studio.ui.widgets import fitting, swatch
from studio.ui.work import cache, previews, session

REMEMBERED = 16  # maps: about 300 kB each


def draw(photo: Photo) -> None:
    """Offer to show what set the colours of the current recipe."""
    if not st.toggle(tell("Show what set each colour of the recipe at hand")):
        return
    jpeg, shares = _map(photo, session.recipe())
    fitting.draw(photo, jpeg, tell("What set each colour"))
    named = zip(origin.COLORS, origin.NAMES, shares, strict=True)
    lines = [
        f"{swatch.inline(color)} {tell(name)} {tell_figure(share, '.0%')}"
        for color, name, share in named
        if share
    ]
    st.html("&emsp;".join(lines))


@cache.remember(REMEMBERED)
def _map(photo: Photo, recipe: Recipe) -> tuple[bytes, tuple[float, ...]]:
    """Return the map of what set the colours, a JPEG file, and the share of each origin."""
    small = shrink(photo.rgb)
    labels = origin.find(photo, recipe, cache.memory(), small.shape[:2])
    return previews.encode(origin.paint(small, labels)), origin.shares(labels)
