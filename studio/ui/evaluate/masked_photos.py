"""The photos with masks on which clicks and hints are measured: a person's own."""

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from studio.color.arrays import Picture
from studio.color.sizes import shrink
from studio.errors import PhotoError
from studio.evaluate.masked import Masked
from studio.language import _, ngettext
from studio.photo import mask_files
from studio.photo.results import Kind
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.widgets import file_drop
from studio.ui.work import cache
from studio.works.upload import Upload

Pair = tuple[Upload, Upload]  # a photo, and its mask
CHOSEN = Entry[tuple[Pair, ...]](())
MOST = 12  # at a time: each takes some five seconds
NEEDED = _(
    "How well a click finds a thing, and how far the colour of a hint goes, is measured on photos "
    "with masks. A mask is a picture of the same shape: white where the thing is, black elsewhere. "
    "It is called as its photo, with {ending} behind, as Segment names the mask of a region when "
    "it is downloaded: hat.jpg and hat{ending}.png.",
    ending=Kind.MASK.value,
)


def choose() -> tuple[Pair, ...]:
    """Let a person choose photos with masks, and return them; without any, say what they are."""
    chosen = CHOSEN.get()
    if not chosen:
        st.markdown(tell(NEEDED))
    with st.expander(tell("Measure photos with masks"), expanded=not chosen):
        file_drop.receive_several(tell("Drop photos and their masks here"), "masked", _take)
        st.caption(tell("{n} photos at most.", n=MOST))
    return chosen


def open_pair(pair: Pair) -> Masked:
    """Read a photo, as large as a preview, and its mask; a `PhotoError` says if they do not fit."""
    photo, mask = pair
    rgb: Picture = shrink(cache.open_photo(photo).rgb)
    return Masked(rgb, [mask_files.read(mask.data, *rgb.shape[:2]) > 127])


def pair_up(uploads: Sequence[Upload]) -> tuple[Pair, ...]:
    """Find the mask of each photo by its name.

    Raises
    ------
    PhotoError
        If a photo has no mask, or a mask no photo.
    """
    stems = {PurePath(upload.name).stem: upload for upload in uploads}
    masks = {stem.removesuffix(Kind.MASK): stem for stem in stems if stem.endswith(Kind.MASK)}
    photos = [stem for stem in stems if stem not in masks.values()]
    for stem in {*photos} ^ {*masks}:
        found = _("no mask of {name}", name=stem)
        if stem in masks:
            found = _("no photo of the mask {name}", name=masks[stem])
        expected = _("NAME and NAME{ending} of each", ending=Kind.MASK.value)
        raise PhotoError(found, expected, _("drop both together"))
    return tuple((stems[stem], stems[masks[stem]]) for stem in photos)


def _take(uploads: Sequence[Upload]) -> None:
    pairs = pair_up(uploads)
    if len(pairs) > MOST:
        raise PhotoError(
            ngettext("{n} photo", "{n} photos", len(pairs)),
            _("{n} at most", n=MOST),
            _("measure them in parts"),
        )
    for pair in pairs:
        open_pair(pair)
    CHOSEN.set(pairs)
