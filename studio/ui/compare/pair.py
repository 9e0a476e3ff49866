"""The pictures that are compared, how far two are apart, and ways to use one."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from studio.color.arrays import Picture
from studio.color.sizes import PREVIEW_SIDE
from studio.evaluate.difference import compare, legend, paint
from studio.language import _
from studio.photo.photo import Photo
from studio.ui.compare.sheet import LETTERS, Choice, Tile, draw_picture
from studio.ui.escaping import plain
from studio.ui.language import tell
from studio.ui.panels import downloads, photo_view
from studio.ui.widgets import alerts, comparison, events
from studio.ui.widgets.comparison import Compared, Difference, Side
from studio.ui.widgets.events import Event
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

REMEMBERED = 16  # maps: about 300 kB each
AROUND = 400  # CSS pixels of the window that are left to the tiles and what else is around


def draw(upload: Upload, picks: Sequence[Tile]) -> None:
    """Draw those that are picked, ways to use one, and how far two are apart."""
    photo = cache.open_photo(upload)
    _compare(photo, picks)
    for column, letter, tile in zip(st.columns(len(picks)), LETTERS, picks, strict=False):
        with column:
            _offer(upload, letter, tile)
    if len(picks) == 2:
        found = _measure(photo, picks[0].recipe, picks[1].recipe)
        words = tell(
            "On average the two differ by {mean:.1f}, on 95 % of the photo by less than "
            "{most:.1f}. A difference of 1 is just visible.",
            mean=found.mean,
            most=found.p95,
        )
        st.caption(words)


@st.fragment
def _compare(photo: Photo, picks: Sequence[Tile]) -> None:
    """Draw pictures to be compared; what is only looked at draws them anew, and nothing else."""
    with alerts.show_errors():
        sides = [
            Side(
                f"{letter}: {tell(tile.title)}",
                draw_picture(photo, tile.recipe),
                photo_view.crop(photo, tile.recipe),
            )
            for letter, tile in zip(LETTERS, picks, strict=False)
        ]
        apart = _measure(photo, picks[0].recipe, picks[1].recipe) if len(picks) == 2 else None
        compared = Compared(
            sides=tuple(sides),
            photo=photo.sha256,
            width=photo.width,
            height=photo.height,
            sharp=photo_view.sharp_width(photo),
            around=AROUND,
            difference=apart.map if apart else None,
        )
        comparison.draw(compared, _take)


def _take(event: Event) -> None:
    if isinstance(event, events.Look):
        photo_view.look(event.box)


def _offer(upload: Upload, letter: str, tile: Tile) -> None:
    """Offer to use a recipe, or its picture; the recipe before can be had back by undo."""
    st.markdown(f"**{letter}** " + plain(tell(tile.title)))
    if tile.recipe is None:
        return
    is_used = tile.recipe == session.recipe()
    with st.container(horizontal=True, gap="small"):
        st.button(
            tell("In use") if is_used else tell("Use this one"),
            key=f"use-{letter}",
            disabled=is_used,
            on_click=session.keep,
            args=(tile.recipe,),
        )
        key = f"download-{letter}"
        downloads.offer_picture(upload, tile.recipe, emphasis="secondary", key=key)


@dataclass(frozen=True)
class _Distance:
    """How far two pictures are apart."""

    mean: float  # CIEDE2000
    p95: float  # on 95 % of the photo it is less
    map: Difference


@cache.remember(REMEMBERED, _("Measuring the difference"))
def _measure(photo: Photo, first: Choice, second: Choice) -> _Distance:
    """Return how far two previews are apart."""
    found = compare(_pixels(photo, first), _pixels(photo, second))
    picture = previews.encode(paint(found.delta_e, found.scale))
    apart = Difference(picture, previews.encode(legend()), found.scale)
    return _Distance(found.mean, found.p95, apart)


def _pixels(photo: Photo, recipe: Choice) -> Picture:
    if recipe is None:
        return previews.before_pixels(photo)
    return previews.render(photo, recipe, PREVIEW_SIDE).rgb
