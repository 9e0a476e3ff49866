"""What one session keeps across reruns and pages: the uploaded file, the recipe and its history.

Under keys of our own, because Streamlit drops a widget's value when its page is left. Only the
encoded file is kept: decoded photos are large, and lie in `studio.ui.cache`.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import streamlit as st

from studio.errors import RecipeError, UnknownModelError
from studio.models import catalog
from studio.photo.photo import Photo
from studio.recipe import files
from studio.recipe.history import History
from studio.recipe.recipe import NO_HINTS, NO_REGIONS, Recipe, Saved
from studio.ui import cache

UPLOAD, HISTORY, OPENED = "studio-upload", "studio-history", "studio-opened"


@dataclass(frozen=True)
class Upload:
    """A file that holds a photo."""

    name: str  # hostile: to be shown as plain text only
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file: 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()

    def photo(self) -> Photo:
        """Return the photo in it, decoded again if others took its place."""
        return cache.decoded(self.sha256, self.name, self.data)


def open_photo(data: bytes, name: str) -> None:
    """Make a file's photo the one that every page works on, with a new history.

    A PNG made by the studio brings its recipe. Else hints and regions were meant for the photo
    before, and the rest of the recipe stays.

    Raises
    ------
    PhotoError
        If the bytes are no photo; the one before stays.
    """
    upload = Upload(name, data)
    upload.photo()
    st.session_state[UPLOAD] = upload
    st.session_state[OPENED] = opened() + 1
    fresh = replace(recipe(), hints=NO_HINTS, regions=NO_REGIONS)
    saved = carried(data)
    st.session_state[HISTORY] = History(saved.recipe if saved else fresh)


def carried(data: bytes) -> Saved | None:
    """Return what a PNG made by the studio carries; None if it is nothing that can be followed."""
    try:
        saved = files.read(data)
        _followed(saved.recipe)
    except (RecipeError, UnknownModelError):
        return None
    return saved


def close_photo() -> None:
    """Forget the photo; the recipe stays."""
    st.session_state.pop(UPLOAD, None)


def opened() -> int:
    """Return how many photos were opened: a new key for a widget that is to start anew."""
    return st.session_state.get(OPENED, 0)


def upload() -> Upload | None:
    """Return the file opened last."""
    return st.session_state.get(UPLOAD)


def history() -> History:
    """Return the steps so far; the first is a recipe of the best model that is ready, or known."""
    if HISTORY not in st.session_state:
        registry = cache.registry()
        models = [*registry.ready(), *registry.models.values()]
        first = Recipe(model=next(model.name for model in models if model.automatic))
        st.session_state[HISTORY] = History(first)
    return st.session_state[HISTORY]


def recipe() -> Recipe:
    """Return the recipe at hand."""
    return history().present


def keep(recipe: Recipe) -> None:
    """Make this the recipe; the one before can be had back by `undo`.

    Raises
    ------
    UnknownModelError
        If it names none of the registry's models; the recipe before stays.
    """
    st.session_state[HISTORY] = history().pushed(_followed(recipe))


def change(**fields: Any) -> None:
    """Change the recipe, and `keep` it."""
    keep(replace(recipe(), **fields))


def _followed(recipe: Recipe) -> Recipe:
    """Return a recipe whose model exists here."""
    catalog.find(recipe.model, cache.registry().models)
    return recipe


def undo() -> None:
    """Take back the last change of the recipe."""
    st.session_state[HISTORY] = history().undone()


def redo() -> None:
    """Bring back the change taken back last."""
    st.session_state[HISTORY] = history().redone()
