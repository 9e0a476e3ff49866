"""The two pictures that are compared, how far they are apart, and ways to use one."""

from collections.abc import Sequence

import streamlit as st

from studio.color.arrays import Picture
from studio.color.sizes import PREVIEW_SIDE
from studio.evaluate.difference import compare, legend, paint
from studio.photo.photo import Photo
from studio.ui.compare.sheet import PAIR, Choice, Tile, draw_picture
from studio.ui.escaping import plain
from studio.ui.panels import downloads
from studio.ui.widgets import comparison
from studio.ui.widgets.comparison import Difference, Pair, Side
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

REMEMBERED = 16  # maps: about 300 kB each


def draw(upload: Upload, picks: Sequence[Tile]) -> None:
    """Draw the two that are picked, ways to use one, and how far they are apart."""
    photo = cache.open_photo(upload)
    first, second = picks
    mean, p95, apart = _measure(photo, first.recipe, second.recipe)
    sides = [Side(tile.title, draw_picture(photo, tile.recipe)) for tile in picks]
    ratio = photo.width / photo.height
    comparison.draw(Pair(first=sides[0], second=sides[1], ratio=ratio, difference=apart))
    for column, letter, tile in zip(st.columns(len(PAIR)), PAIR, picks, strict=True):
        with column:
            _offer(upload, letter, tile)
    st.caption(
        f"On average the two differ by {mean:.1f}, on 95 % of the photo by less than {p95:.1f}. "
        "A difference of 1 is just visible."
    )


def _offer(upload: Upload, letter: str, tile: Tile) -> None:
    """Offer to use a recipe, or its picture; the recipe before can be had back by undo."""
    st.markdown(f"**{letter}** {plain(tile.title)}")
    if tile.recipe is None:
        return
    is_used = tile.recipe == session.recipe()
    with st.container(horizontal=True, gap="small"):
        st.button(
            "In use" if is_used else "Use this one",
            key=f"use-{letter}",
            disabled=is_used,
            on_click=session.keep,
            args=(tile.recipe,),
        )
        key = f"download-{letter}"
        downloads.offer_picture(upload, tile.recipe, emphasis="secondary", key=key)


@cache.remember(REMEMBERED, "Measuring the difference")
def _measure(photo: Photo, first: Choice, second: Choice) -> tuple[float, float, Difference]:
    """Return mean and 95th percentile of the difference between two previews, and its map."""
    found = compare(_pixels(photo, first), _pixels(photo, second))
    picture = previews.encode(paint(found.delta_e, found.scale))
    return found.mean, found.p95, Difference(picture, previews.encode(legend()), found.scale)


def _pixels(photo: Photo, recipe: Choice) -> Picture:
    if recipe is None:
        return previews.before_pixels(photo)
    return previews.render(photo, recipe, PREVIEW_SIDE).rgb
