"""Segmenting: what a person has on the bench, and what comes of it.

The recipe holds the edits that were made; the bench holds the one in the making, and how the photo
is looked at meanwhile. Both outlive a change of page.
"""

from dataclasses import dataclass, replace

import streamlit as st

from studio.models.catalog import Model
from studio.models.registry import SEGMENT
from studio.photo.masks import Mask
from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    Foreground,
    OfClasses,
    RegionEdit,
    Regions,
    Tidying,
    Where,
)
from studio.render import draft
from studio.render.draft import Draft
from studio.segment.finder import Finder
from studio.segment.segmentation import Segmentation
from studio.ui import cache, session

BENCH = "studio-bench"
FOREGROUND, BACKGROUND, CLASSES = "Foreground", "Background", "Classes"
SUBJECT, FILE = "Subject", "Mask"
OVERLAY, MASK, CONFIDENCE, REGION = "Overlay", "Classes", "Confidence", "Region"
UNDECIDED = Draft()
BOX = "box"  # a tool; the others are the kinds of marks
REMEMBERED = 16  # drafts


@dataclass(frozen=True)
class Bench:
    """What lies before one person."""

    photo: str = ""  # digest of the one that the draft is for
    model: str = ""  # of the segmenter; empty for the best that is ready
    view: str = OVERLAY
    opacity: float = 0.55
    source: str | None = None  # where the region comes from: one of the five words above
    draft: Draft = UNDECIDED
    painting: bool = False  # whether a brush changes the region
    tool: str = BOX
    brush: float = 0.04  # share of the photo's longer side

    @property
    def drawing(self) -> bool:
        """Whether the photo is drawn on."""
        return self.source == SUBJECT or self.painting


def bench() -> Bench:
    """Return the bench; with another photo the draft is a new one."""
    kept: Bench = st.session_state.get(BENCH, Bench())
    upload = session.upload()
    if upload and kept.photo != upload.sha256:
        return replace(cleared(kept), photo=upload.sha256)
    return kept


def keep(changed: Bench) -> None:
    """Make this the bench."""
    st.session_state[BENCH] = changed


def cleared(bench: Bench) -> Bench:
    """Return a bench without a region, but with the colour chosen last."""
    view = OVERLAY if bench.view == REGION else bench.view
    fresh = Draft(what=bench.draft.what)
    return replace(bench, source=None, draft=fresh, painting=False, view=view)


def model() -> Model | None:
    """Return the segmenter in use; None while none is ready."""
    ready = {model.name: model for model in cache.registry().ready(SEGMENT)}
    return ready.get(bench().model) or next(iter(ready.values()), None)


def choose(source: str | None) -> None:
    """Take the region from somewhere else; what was drawn for the last one goes."""
    kept, used = cleared(bench()), model()
    name = used.name if used else ""
    starts: dict[str | None, Where] = {
        FOREGROUND: Foreground(name),
        BACKGROUND: Foreground(name),
        CLASSES: OfClasses(name, ()),
    }
    view = REGION if source in (FOREGROUND, BACKGROUND) else kept.view
    tool = BOX if source == SUBJECT else kept.tool
    rest = source == BACKGROUND
    begun = replace(kept.draft, start=starts.get(source), inverted=rest)
    keep(replace(kept, source=source, draft=begun, view=view, tool=tool))


def finder(photo: Photo) -> Finder:
    """Return what finds regions in a photo, at the size of a preview, tidied as the recipe says."""
    tidying = session.recipe().regions.tidying
    return _finder(photo.sha256, repr(tidying), photo, tidying)


def segmentation(photo: Photo, model: str) -> Segmentation:
    """Return what a segmenter finds, at the size of a preview.

    Raises
    ------
    StudioError
        If the model cannot run.
    """
    words = "Looking at the photo"
    if model not in cache.registry().loaded():
        words = "Loading the model: the first time takes a few seconds"
    with st.spinner(words):
        return finder(photo).segmentation(model)


def trial(photo: Photo) -> Recipe:
    """Return the recipe at hand with the draft as its last edit."""
    recipe, made = session.recipe(), edit(photo)
    return recipe if made is None else replace(recipe, regions=recipe.regions.added(made))


def edit(photo: Photo) -> RegionEdit | None:
    """Return the edit that the draft asks for; None while it has no region.

    A mask in it is of the size of a preview.
    """
    asked, tidying = bench().draft, session.recipe().regions.tidying
    return None if asked.is_empty else _edit(photo.sha256, repr(asked), repr(tidying), photo, asked)


def region(photo: Photo) -> Mask | None:
    """Return what the draft selects in a preview: bool (H, W); None while it has no region."""
    made = edit(photo)
    return None if made is None else finder(photo).mask(made)


def exact(photo: Photo, asked: Draft, tidying: Tidying) -> tuple[RegionEdit, Mask]:
    """Return the edit that a draft asks for, and its region, at the photo's own size."""
    whole = Finder(photo, tidying, cache.registry(), (photo.height, photo.width))
    made = draft.edit(asked, photo.rgb, whole)
    return made, whole.mask(made)


def keep_regions(regions: Regions) -> None:
    """Make these the recipe's regions; undo brings back those before."""
    session.keep(replace(session.recipe(), regions=regions))


@st.cache_resource(max_entries=cache.PHOTOS, show_spinner=False)
def _finder(sha256: str, tidying: str, _photo: Photo, _tidying: Tidying) -> Finder:
    return Finder(_photo, _tidying, cache.registry(), shrink(_photo.rgb).shape[:2])


@st.cache_data(max_entries=REMEMBERED, show_spinner=False)
def _edit(sha256: str, asked: str, tidying: str, _photo: Photo, _asked: Draft) -> RegionEdit:
    return draft.edit(_asked, shrink(_photo.rgb), finder(_photo))
