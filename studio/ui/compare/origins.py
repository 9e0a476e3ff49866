"""What set each colour of a recipe: the model, the hints, or a region."""

from dataclasses import replace

import streamlit as st

from studio.color.sizes import resize_mask, shrink
from studio.photo.photo import Photo
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering import origin, render
from studio.segment.finder import Finder
from studio.ui.widgets import fitting, swatch
from studio.ui.work import cache, previews, session

REMEMBERED = 16  # maps: about 300 kB each


def draw(photo: Photo) -> None:
    """Offer to show what set the colours of the current recipe."""
    if not st.toggle("Show what set each colour of the recipe at hand"):
        return
    jpeg, shares = _map(photo, session.recipe())
    fitting.draw(photo, jpeg, "What set each colour")
    named = zip(origin.COLORS, origin.NAMES, shares, strict=True)
    st.html(
        "&emsp;".join(f"{swatch.inline(c)} {name} {share:.0%}" for c, name, share in named if share)
    )


@cache.remember(REMEMBERED)
def _map(photo: Photo, recipe: Recipe) -> tuple[bytes, tuple[float, ...]]:
    """Return the map of what set the colours, a JPEG file, and the share of each origin."""
    small = shrink(photo.rgb)
    registry = cache.registry()
    height, width = small.shape[:2]
    plain = replace(recipe, hints=NO_HINTS, reference=None)
    chroma, without = (render.propose(photo, r, registry) for r in (recipe, plain))
    hinted = resize_mask(origin.by_hints(recipe.effective_hints, chroma, without), height, width)
    finder = Finder(
        photo=photo, tidying=recipe.regions.tidying, registry=registry, size=(height, width)
    )
    labels = origin.origin(hinted, recipe.regions, finder.mask)
    return previews.encode(origin.painted(small, labels)), origin.shares(labels)
