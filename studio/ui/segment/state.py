"""Segmenting: what a person has chosen on the page, and what comes of it.

The recipe holds the edits that were made; the state holds the one in the making, and how the photo
is looked at meanwhile. Both outlive a change of page.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from studio.models.catalog import Model
from studio.models.registry import SEGMENT
from studio.photo.color import grayed
from studio.photo.masks import Mask
from studio.photo.photo import Photo
from studio.photo.sizes import shrink
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Foreground, OfClasses, RegionEdit, Tidying, Where
from studio.rendering import draft
from studio.rendering.draft import Draft
from studio.segment.finder import Finder
from studio.segment.scene import Scene, scene
from studio.segment.segmentation import Segmentation
from studio.ui import cache, session

STATE = "studio-segment"
FOREGROUND, BACKGROUND, CLASSES = "Foreground", "Background", "Classes"
SUBJECT, FILE = "Subject", "Mask"
OVERLAY, MASK, CONFIDENCE, REGION = "Overlay", "Classes", "Confidence", "Region"
UNDECIDED = Draft()
BOX = "box"  # a tool; the others are the kinds of marks
REMEMBERED = 16  # drafts, and scenes
STREETS, PEOPLE = "camvid-compact", "people-compact"  # which ship
SEEN = 640  # pixels of a photo that is only to be told what it is of


@dataclass(frozen=True)
class State:
    """What one person has chosen."""

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


def current() -> State:
    """Return what is chosen."""
    return st.session_state.get(STATE, State())


def change(**fields: Any) -> None:
    """Choose something else."""
    st.session_state[STATE] = replace(current(), **fields)


def change_draft(**fields: Any) -> None:
    """Change the edit in the making."""
    change(draft=replace(current().draft, **fields))


def take(field: str, value: object) -> None:
    """Choose what a widget says of one field."""
    change(**{field: value})


def take_draft(field: str, value: object) -> None:
    """Change one field of the edit in the making, as a widget says."""
    change_draft(**{field: value})


def choose(source: str) -> None:
    """Take the region from somewhere else; what was drawn for the last one goes."""
    discard()
    used = model()
    name = used.name if used else ""
    starts: dict[str, Where] = {
        FOREGROUND: Foreground(name),
        BACKGROUND: Foreground(name),
        CLASSES: OfClasses(name, ()),
    }
    change_draft(start=starts.get(source), inverted=source == BACKGROUND)
    change(source=source)
    if source in (FOREGROUND, BACKGROUND):
        change(view=REGION)
    elif source == SUBJECT:
        change(tool=BOX)


def discard() -> None:
    """Drop the edit in the making, but for the colour chosen last."""
    kept = current()
    view = OVERLAY if kept.view == REGION else kept.view
    change(source=None, draft=Draft(what=kept.draft.what), painting=False, view=view)


def model() -> Model | None:
    """Return the segmenter in use: the one chosen, else the one that fits the photo.

    None while none is ready.
    """
    ready = {model.name: model for model in cache.registry().ready(SEGMENT)}
    for name in (current().model, _fitting(ready), *ready):
        if name in ready:
            return ready[name]
    return None


def finder(photo: Photo) -> Finder:
    """Return what finds regions in a photo, at the size of a preview, tidied as the recipe says."""
    return _finder(photo, session.recipe().regions.tidying)


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
    asked = current().draft
    return None if asked.is_empty else _edit(photo, asked, session.recipe().regions.tidying)


def region(photo: Photo) -> Mask | None:
    """Return what the draft selects in a preview: bool (H, W); None while it has no region."""
    made = edit(photo)
    return None if made is None else finder(photo).mask(made)


def exact(photo: Photo, asked: Draft, tidying: Tidying) -> tuple[RegionEdit, Mask]:
    """Return the edit that a draft asks for, and its region, at the photo's own size."""
    whole = Finder(photo, tidying, cache.registry(), (photo.height, photo.width))
    made = draft.edit(asked, photo.rgb, whole)
    return made, whole.mask(made)


def change_regions(**fields: Any) -> None:
    """Change the recipe's regions; undo brings back those before."""
    session.change(regions=replace(session.recipe().regions, **fields))


def _fitting(ready: Container[str]) -> str:
    """Return the name of the segmenter for what the photo is of."""
    upload = session.upload()
    if upload is None or STREETS not in ready or PEOPLE not in ready:
        return ""
    return STREETS if _scene(upload.photo()) == "street" else PEOPLE


@cache.remember(REMEMBERED)
def _scene(photo: Photo) -> Scene:
    registry, gray = cache.registry(), grayed(shrink(photo.rgb, SEEN))
    return scene(*(registry.segmenter(name).probabilities(gray) for name in (STREETS, PEOPLE)))


@cache.remember(cache.PHOTOS)
def _finder(photo: Photo, tidying: Tidying) -> Finder:
    return Finder(photo, tidying, cache.registry(), shrink(photo.rgb).shape[:2])


@cache.remember(REMEMBERED)
def _edit(photo: Photo, asked: Draft, tidying: Tidying) -> RegionEdit:
    return draft.edit(asked, shrink(photo.rgb), _finder(photo, tidying))
