"""What was made of photos that were turned gray, in pictures; one of them beside its original."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from studio.color.sizes import resize_picture, shrink
from studio.evaluate import automatic, originals
from studio.evaluate.automatic import AnyWay, Colored, Way
from studio.language import _
from studio.photo.photo import Photo
from studio.ui.entries import Entry
from studio.ui.escaping import plain, short
from studio.ui.evaluate.measurement import Made, title
from studio.ui.language import tell
from studio.ui.widgets import card, comparison
from studio.ui.widgets.comparison import Compared, Side
from studio.ui.work import cache, previews
from studio.works.upload import Upload

REMEMBERED = 64
ENDS = _("Best photo"), _("Worst photo")


@dataclass(frozen=True)
class Enlarged:
    """The picture that was pressed last."""

    asked: tuple[str, ...]  # SHA-256 of all photos that were measured then
    index: int  # of the photo
    way: AnyWay


ENLARGED = Entry[Enlarged | None](None)


def pair(uploads: Sequence[Upload], made: Made, best: AnyWay) -> None:
    """Draw an original beside what a way to colour made of it.

    That is the one pressed last; else what the best way did best.
    """
    chosen = ENLARGED.get()
    if chosen is None or chosen.asked != _list_digests(uploads) or chosen.way not in made:
        chosen = Enlarged(_list_digests(uploads), _rank(uploads, made, best)[0], best)
    photo, way = cache.open_photo(uploads[chosen.index]), chosen.way
    if uploads[1:]:
        _offer_ends(uploads, made, chosen)
    if isinstance(way, Way):
        picture = previews.color(photo, way.recipe).jpeg
    else:
        picture = _in_shape(made[way][chosen.index], photo)
    first, second = Side(tell("Original"), previews.jpeg(photo)), Side(title(way), picture)
    compared = Compared(
        sides=(first, second),
        photo=photo.sha256,
        width=photo.width,
        height=photo.height,
        sharp=photo.width,  # no part is looked at more closely
    )
    comparison.draw(compared)


def pictures(uploads: Sequence[Upload], made: Made) -> None:
    """Draw what every way made of the photos, a photo in a row; one that is pressed is enlarged."""
    asked = _list_digests(uploads)
    for index, upload in enumerate(uploads):
        with st.container(horizontal=True, gap="small"):
            for number, (way, results) in enumerate(made.items()):
                small = _in_shape(results[index], cache.open_photo(upload))
                key, enlarged = f"way-{index}-{number}", Enlarged(asked, index, way)
                with st.container(width=card.TILE_WIDTH):
                    card.draw(small, title(way), ENLARGED.set, enlarged, key=key)


def _offer_ends(uploads: Sequence[Upload], made: Made, chosen: Enlarged) -> None:
    """Offer the photos that a way coloured best and worst."""
    ranked = _rank(uploads, made, chosen.way)
    with st.container(horizontal=True, vertical_alignment="center"):
        for end, index in zip(ENDS, (ranked[0], ranked[-1]), strict=True):
            st.button(
                tell("{end}: {name}", end=end, name=plain(short(uploads[index].name))),
                key=f"end-{end}",
                on_click=ENLARGED.set,
                args=(Enlarged(chosen.asked, index, chosen.way),),
                type="primary" if index == chosen.index else "secondary",
            )


def _rank(uploads: Sequence[Upload], made: Made, way: AnyWay) -> list[int]:
    return _rank_results(_list_digests(uploads), way.name, made[way])


@cache.remember(REMEMBERED)
def _rank_results(asked: tuple[str, ...], name: str, _results: Sequence[Colored]) -> list[int]:
    return automatic.rank(_results)


def _list_digests(uploads: Sequence[Upload]) -> tuple[str, ...]:
    return tuple(upload.sha256 for upload in uploads)


def _in_shape(made: Colored, photo: Photo) -> bytes:
    """Return a square picture in the shape of its photo, as the bytes of a JPEG file."""
    height, width = shrink(photo.rgb, originals.SIDE).shape[:2]
    return previews.encode(resize_picture(made.picture, height, width))
