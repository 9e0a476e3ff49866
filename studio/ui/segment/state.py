"""Segmenting: what a person has on the bench, and what comes of it.

The recipe holds the edits that were made; the bench holds the one in the making, and how the photo
is looked at meanwhile. Both outlive a change of page.
"""

import functools
from dataclasses import dataclass, replace

import streamlit as st

from studio.models.catalog import Model
from studio.models.registry import SEGMENT
from studio.photo.masks import Mask
from studio.photo.photo import Photo, preview
from studio.recipe import region_documents
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    Background,
    Foreground,
    OfClasses,
    RegionEdit,
    Regions,
    Tidying,
    Where,
)
from studio.render import draft, recoloring, render
from studio.render.draft import Draft
from studio.segment.segmentation import Segmentation
from studio.ui import cache, session

BENCH = "studio-bench"
FOREGROUND, BACKGROUND, CLASSES = "Foreground", "Background", "Classes"
SUBJECT, FILE = "Subject", "Mask"
OVERLAY, MASK, CONFIDENCE, REGION = "Overlay", "Classes", "Confidence", "Region"
UNDECIDED = Draft()
BOX = "box"  # a tool; the others are the kinds of marks
REMEMBERED = 16  # segmentations and drafts: up to 3 MB each


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
        BACKGROUND: Background(name),
        CLASSES: OfClasses(name, ()),
    }
    view = REGION if source in (FOREGROUND, BACKGROUND) else kept.view
    tool = BOX if source == SUBJECT else kept.tool
    begun = replace(kept.draft, start=starts.get(source))
    keep(replace(kept, source=source, draft=begun, view=view, tool=tool))


def segmentation(photo: Photo, model: str) -> Segmentation:
    """Return what a segmenter finds, at the size of a preview.

    Raises
    ------
    StudioError
        If the model cannot run.
    """
    known = cache.registry()
    words = "Looking at the photo"
    if model not in known.loaded():
        words = "Loading the model: the first time takes a few seconds"
    tidying = session.recipe().regions.tidying
    with st.spinner(words):
        return _segmentation(photo.sha256, model, repr(tidying), photo, tidying)


def trial(photo: Photo) -> Recipe:
    """Return the recipe at hand with the draft as its last edit."""
    recipe, made = session.recipe(), edit(photo)
    if made is None:
        return recipe
    regions = replace(recipe.regions, edits=(*recipe.regions.edits, made))
    return replace(recipe, regions=regions)


def edit(photo: Photo) -> RegionEdit | None:
    """Return the edit that the draft asks for; None while it has no region.

    A mask in it is of the size of a preview.
    """
    asked = bench().draft
    if asked.is_empty:
        return None
    tidying = session.recipe().regions.tidying
    return _edit(photo.sha256, repr(asked), repr(tidying), photo, asked, tidying)


def region(photo: Photo) -> Mask | None:
    """Return what the draft selects in a preview: bool (H, W); None while it has no region."""
    made = edit(photo)
    if made is None:
        return None
    size = preview(photo.rgb).shape[:2]
    return recoloring.select(made, functools.partial(segmentation, photo), *size)


def exact(photo: Photo, asked: Draft, tidying: Tidying) -> tuple[RegionEdit, Mask]:
    """Return the edit that a draft asks for, and its region, at the photo's own size."""
    size = photo.height, photo.width
    segment = render.finder(photo, tidying, cache.registry(), *size)
    made = draft.edit(asked, photo.rgb, segment)
    return made, recoloring.select(made, segment, *size)


def keep_regions(regions: Regions) -> None:
    """Make these the recipe's regions; undo brings back those before.

    Raises
    ------
    RecipeError
        If a saved recipe could not hold them.
    """
    region_documents.parse(region_documents.to_document(regions))
    session.keep(replace(session.recipe(), regions=regions))


@st.cache_data(max_entries=REMEMBERED, show_spinner=False)
def _segmentation(
    sha256: str, model: str, tidying: str, _photo: Photo, _tidying: Tidying
) -> Segmentation:
    size = preview(_photo.rgb).shape[:2]
    return render.segment(_photo, model, _tidying, cache.registry(), *size)


@st.cache_data(max_entries=REMEMBERED, show_spinner=False)
def _edit(
    sha256: str, asked: str, tidying: str, _photo: Photo, _asked: Draft, _tidying: Tidying
) -> RegionEdit:
    def segment(model: str) -> Segmentation:
        return _segmentation(sha256, model, tidying, _photo, _tidying)

    return draft.edit(_asked, preview(_photo.rgb), segment)
