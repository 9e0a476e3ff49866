"""Segmenting: what a person has chosen on the page.

The recipe holds the layers, which are its region edits; the state holds which of them is open, and
the region in the making. It outlives a change of page, but not another photo.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from studio.color.sizes import shrink
from studio.language import _
from studio.models.catalog import Model
from studio.models.registry import SEGMENT
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.history import MOST_STEPS
from studio.recipe.recipe import Recipe
from studio.recipe.regions import RegionEdit, Tidying
from studio.rendering.draft import EMPTY, Draft
from studio.segment import choosing
from studio.segment.finder import Finder
from studio.segment.segmentation import Segmentation
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.widgets.events import Tool
from studio.ui.work import cache, session

CLASSES, CONFIDENCE = _("Classes"), _("Confidence")
THING: Tool = "thing"
BOX: Tool = "box"
BRUSH: Tool = "brush"
REMEMBERED = 16  # photos for which a segmenter was chosen


@dataclass(frozen=True)
class State:
    """What one person has chosen for one photo."""

    opened: int = 0  # of which of the photos opened so far
    model: str = ""  # of the segmenter; empty for the one that fits
    tool: Tool = THING  # what a press on the picture means
    draft: Draft = EMPTY  # the region in the making
    past: tuple[Draft, ...] = ()  # what it was before, oldest first
    future: tuple[Draft, ...] = ()  # what was taken back of it, next first
    layer: int | None = None  # place of the layer that is open
    brush: float = 0.04  # share of the photo's longer side
    tint: str = ""  # the colour chosen last, of any photo; empty for none
    view: str = CLASSES
    opacity: float = 0.55


STATE = Entry(State())


def current() -> State:
    """Return what is chosen for the photo that is open."""
    state = STATE.get()
    opened = session.OPENED.get()
    return state if state.opened == opened else State(opened, tint=state.tint)


def change(**fields: Any) -> None:
    """Choose something else."""
    STATE.set(replace(current(), **fields))


def take(field: str, value: object) -> None:
    """Choose what a widget says of one field."""
    change(**{field: value})


def begin(draft: Draft) -> None:
    """Begin a region; the layer that was open is closed."""
    change(draft=draft, past=(), future=(), layer=None)


def mend(draft: Draft) -> None:
    """Go on to another form of the region in the making, which can be taken back."""
    now = current()
    change(draft=draft, past=(*now.past, now.draft)[-MOST_STEPS:], future=())


def undo() -> None:
    """Take back the last step of the region in the making, else of the recipe."""
    now = current()
    if now.past:
        change(draft=now.past[-1], past=now.past[:-1], future=(now.draft, *now.future))
    else:
        session.undo()


def redo() -> None:
    """Bring back what was taken back last."""
    now = current()
    if now.future:
        change(draft=now.future[0], past=(*now.past, now.draft), future=now.future[1:])
    else:
        session.redo()


def close() -> None:
    """Drop the region in the making, and close the layer that is open."""
    begin(EMPTY)


def open_layer(place: int) -> None:
    """Open a layer, to be changed."""
    change(draft=EMPTY, past=(), future=(), layer=place)


def layers() -> tuple[RegionEdit, ...]:
    """Return the layers in the order in which they are made."""
    return session.recipe().regions.edits


def layer() -> RegionEdit | None:
    """Return the layer that is open; None if none is, or if it was undone."""
    place = current().layer
    return layers()[place] if place is not None and place < len(layers()) else None


def change_layer(**fields: Any) -> None:
    """Change the layer that is open."""
    opened = current().layer
    edits = enumerate(layers())
    change_regions(edits=tuple(replace(e, **fields) if n == opened else e for n, e in edits))


def change_regions(**fields: Any) -> None:
    """Change the recipe's regions; undo brings back those before."""
    session.change(regions=replace(session.recipe().regions, **fields))


def arrange(places: Sequence[int]) -> None:
    """Keep the layers of these places, in this order; the hints in them go along."""
    recipe = session.recipe()
    numbers = {place + 1: number for number, place in enumerate(places, 1)}
    session.change(
        regions=replace(recipe.regions, edits=tuple(layers()[place] for place in places)),
        hints=hint_edits.renumber(recipe.hints, numbers),
    )


def model() -> Model | None:
    """Return the segmenter in use: the one chosen, else the one that fits the photo.

    None while none is ready.
    """
    ready = {model.name: model for model in cache.registry().ready(SEGMENT)}
    upload = session.upload()
    if current().model in ready:
        return ready[current().model]
    if upload and ready:
        return ready[_fitting(cache.open_photo(upload), tuple(ready))]
    return next(iter(ready.values()), None)


def finder(photo: Photo) -> Finder:
    """Return what finds regions in a photo, at the size of a preview, tidied as the recipe says."""
    return tidied_finder(session.see(photo), session.recipe().regions.tidying)


@cache.remember(cache.PHOTOS)
def tidied_finder(photo: Photo, tidying: Tidying) -> Finder:
    """Return the same for what models see of a photo; what it found is worked out once."""
    return Finder(
        photo=photo, tidying=tidying, segmenters=cache.memory(), size=shrink(photo.rgb).shape[:2]
    )


def whole_finder(photo: Photo, recipe: Recipe) -> Finder:
    """Return what finds regions in a photo at its own size, as a recipe says."""
    return Finder(
        photo=cache.memory().see(photo, recipe),
        tidying=recipe.regions.tidying,
        segmenters=cache.memory(),
        size=(photo.height, photo.width),
    )


def segmentation(photo: Photo, model: str) -> Segmentation:
    """Return what a segmenter finds, at the size of a preview.

    Raises as `Finder.segmentation` does.
    """
    words = tell("Looking at the photo")
    if model not in cache.registry().loaded():
        words = tell("Loading the model: the first time takes a few seconds")
    with st.spinner(words):
        return finder(photo).segmentation(model)


@cache.remember(REMEMBERED)
def _fitting(photo: Photo, ready: tuple[str, ...]) -> str:
    """Return the segmenter that fits a photo, of those that are ready now."""
    return choosing.choose(photo, cache.registry())
