"""What one session keeps across reruns and pages: the uploaded file, the recipe and its history.

Under keys of our own, because Streamlit drops a widget's value when its page is left. Only the
encoded file is kept: decoded photos are large, and lie in `studio.ui.work.cache`. Every step is
saved as it is made, and a session begins with the work that its address names.
"""

import secrets
from dataclasses import replace
from typing import Any

import streamlit as st

from studio.errors import RecipeError, StudioError, UnknownModelError
from studio.models import catalog
from studio.recipe import files
from studio.recipe.history import History
from studio.recipe.recipe import Recipe, Saved
from studio.ui import previews
from studio.ui.work import cache, saving
from studio.works import store
from studio.works.upload import Upload

UPLOAD, HISTORY, OPENED = "studio-upload", "studio-history", "studio-opened"
BEGUN, NOT_RESTORED = "studio-begun", "studio-not-restored"
WAITS, FRESH = "studio-recipe-waits", "studio-fresh"


def restore() -> None:
    """Bring back the work that the address names, where a session begins.

    Later the address follows: a step back in the browser changes the page, not the photo.
    """
    if st.session_state.get(BEGUN):
        return
    st.session_state[BEGUN] = True
    saving.enter_batch(st.query_params.get(saving.BATCH, ""))
    if key := saving.asked_for():
        try:
            open_work(key)
        except StudioError as error:
            st.session_state[NOT_RESTORED] = str(error)


def not_restored() -> str:
    """Return why the work that the address named is not here, until a photo is opened."""
    return st.session_state.get(NOT_RESTORED, "")


def open_work(key: str) -> None:
    """Make a saved work the one that every page works on: its photo, recipe and history.

    Raises
    ------
    WorkError, PhotoError, UnknownModelError
        If it is gone, damaged, or asks for a model that is not known; what is open stays.
    """
    work = store.load(key)
    _followed(work.history.present)
    _show(Upload(work.name, work.photo))
    st.session_state[HISTORY] = work.history
    st.session_state.pop(FRESH, None)
    saving.enter(key)


def open_photo(data: bytes, name: str) -> None:
    """Make a file's photo the one that every page works on, with a new history: a new work.

    A PNG made by the studio brings its recipe, unless one that was brought waits for a photo. Else
    hints, regions and reference were meant for the photo before, and the rest of the recipe stays.

    Raises
    ------
    PhotoError
        If the bytes are no photo; the one before stays.
    """
    upload = Upload(name, data)
    _show(upload)
    fresh = recipe().for_any_photo
    waiting = recipe() if waits() else None
    saved = carried(data)
    st.session_state[HISTORY] = History(waiting or (saved.recipe if saved else fresh))
    st.session_state.pop(WAITS, None)
    st.session_state[FRESH] = secrets.token_hex(8)
    saving.begin(name, data, history(), previews.square(cache.open_photo(upload)))


def carried(data: bytes) -> Saved | None:
    """Return what a PNG made by the studio carries; None if it is nothing that can be followed."""
    try:
        saved = files.read(data)
        _followed(saved.recipe)
    except (RecipeError, UnknownModelError):
        return None
    return saved


def close_photo() -> None:
    """Put the photo away; the recipe stays."""
    st.session_state.pop(UPLOAD, None)
    saving.enter("")


def opened() -> int:
    """Return how many files were opened: a new key for a widget that is to start anew."""
    return st.session_state.get(OPENED, 0)


def fresh() -> str:
    """Return what tells a photo opened in this session from all others; empty for earlier work."""
    return st.session_state.get(FRESH, "")


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
    _go_to(history().pushed(_followed(recipe)))


def bring(recipe: Recipe) -> None:
    """Take a recipe from elsewhere, and `keep` it; without a photo it waits for the next one."""
    keep(recipe)
    st.session_state[WAITS] = upload() is None
    st.session_state[OPENED] = opened() + 1


def waits() -> bool:
    """Return whether the recipe at hand is meant for the photo that is opened next."""
    return st.session_state.get(WAITS, False)


def change(**fields: Any) -> None:
    """Change the recipe, and `keep` it."""
    keep(replace(recipe(), **fields))


def _followed(recipe: Recipe) -> Recipe:
    """Return a recipe whose model exists here."""
    catalog.find(recipe.model, cache.registry().models)
    return recipe


def undo() -> None:
    """Take back the last change of the recipe."""
    _go_to(history().undone())


def redo() -> None:
    """Bring back the change taken back last."""
    _go_to(history().redone())


def _show(upload: Upload) -> None:
    """Make a file the one that pages show, if it holds a photo."""
    cache.open_photo(upload)
    st.session_state[UPLOAD] = upload
    st.session_state[OPENED] = opened() + 1
    st.session_state.pop(NOT_RESTORED, None)


def _go_to(steps: History) -> None:
    if steps is not history():
        st.session_state[HISTORY] = steps
        saving.save(steps)
