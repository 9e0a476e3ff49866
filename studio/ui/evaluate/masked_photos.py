"""The photos with masks on which clicks and hints are measured: a person's own."""

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from studio.color.arrays import Picture
from studio.color.sizes import shrink
from studio.errors import PhotoError
from studio.evaluate.masked import Masked
from studio.photo import mask_files
from studio.photo.results import Kind
from studio.ui.entries import Entry
from studio.ui.widgets import file_drop
from studio.ui.work import cache
from studio.works.upload import Upload

Pair = tuple[Upload, Upload]  # a photo, and its mask
CHOSEN = Entry[tuple[Pair, ...]](())
MOST = 12  # at a time: each takes some five seconds
NEEDED = (
    "How well a click finds a thing, and how far the colour of a hint goes, is measured on photos "
    "with masks. A mask is a picture of the same shape: white where the thing is, black elsewhere. "
    f"It is called as its photo, with {Kind.MASK} behind, as Segment names the mask of a region "
    f"when it is downloaded: hat.jpg and hat{Kind.MASK}.png."
)


def choose() -> tuple[Pair, ...]:
    """Let a person choose photos with masks, and return them; without any, say what they are."""
    chosen = CHOSEN.get()
    if not chosen:
        st.markdown(NEEDED)
    with st.expander("Measure photos with masks", expanded=not chosen):
        file_drop.receive_several("Drop photos and their masks here", "masked", _take)
        st.caption(f"{MOST} photos at most.")
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
        found = f"no mask of {stem}" if stem in photos else f"no photo of the mask {masks[stem]}"
        raise PhotoError(found, f"NAME and NAME{Kind.MASK} of each", "drop both together")
    return tuple((stems[stem], stems[masks[stem]]) for stem in photos)


def _take(uploads: Sequence[Upload]) -> None:
    pairs = pair_up(uploads)
    if len(pairs) > MOST:
        raise PhotoError(f"{len(pairs)} photos", f"{MOST} at most", "measure them in parts")
    for pair in pairs:
        open_pair(pair)
    CHOSEN.set(pairs)
