"""What one session works on, on every page: the uploaded file, the recipe and its history.

Only the encoded file is kept: decoded photos are large, and lie in `studio.ui.work.cache`. Every
step is saved as it is made, and a session begins with the work that its address names.
"""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from studio.errors import RecipeError, StudioError, UnknownModelError
from studio.models import catalog
from studio.photo.photo import Photo
from studio.photo.writing import encoding
from studio.recipe import recipe_reader
from studio.recipe.history import History
from studio.recipe.recipe import Recipe, Saved
from studio.ui.entries import Entry
from studio.ui.widgets import alerts
from studio.ui.work import cache, saving
from studio.works import document, store
from studio.works.document import Source
from studio.works.upload import Upload


@dataclass(frozen=True)
class Brought:
    """A recipe that came in a file."""

    recipe: Recipe
    photo: str = ""  # SHA-256 of the photo that it was made for; empty where nobody knows
    owner: str = ""  # what that photo is called, hostile; empty where nobody knows

    def is_for(self, upload: Upload) -> bool:
        """Tell whether it suits a photo: nothing in it was meant for another one alone."""
        if self.recipe == self.recipe.for_any_photo:
            return True
        if self.photo:
            return self.photo in _list_digests(upload)
        return self.owner in ("", encoding.download_name(upload.name, ""))


UPLOAD = Entry[Upload | None](None)
SOURCE = Entry[Source | None](None)  # where its photo was taken from; None of a file of its own
HISTORY = Entry[History | None](None)
OPENED = Entry(0)  # how many files were opened: a new number starts a widget anew
BEGUN = Entry(False)
NOT_RESTORED = Entry[StudioError | None](None)  # why the work that the address named is not here
BROUGHT = Entry[Brought | None](None)  # it waits for its photo, or for an answer
BEFORE = Entry[Recipe | None](None)  # the recipe before the one that waits for its photo
IS_EARLIER = Entry(False)  # whether the photo was dropped anew, and earlier work on it goes on
ARRIVAL = Entry("")  # tells a photo opened in this session from all others; empty for earlier work


def restore() -> None:
    """Bring back the work that the address names, where a session begins.

    Later the address follows: a step back in the browser changes the page, not the photo.
    """
    if BEGUN.get():
        return
    BEGUN.set(True)
    if store.is_key(key := st.query_params.get(saving.BATCH, "")):
        saving.OWN_BATCH.set(key)
    if store.is_key(key := st.query_params.get(saving.FILM, "")):
        saving.enter_film(key)
    if key := st.query_params.get(saving.ADDRESS, ""):  # which may be any text
        try:
            open_work(key)
        except StudioError as error:
            NOT_RESTORED.set(error)


def open_work(key: str) -> None:
    """Make a saved work the one that every page works on: its photo, recipe and history.

    Raises as `document.load`, `catalog.find` and `cache.open_photo` do; what is open stays.
    """
    work = document.load(key)
    _require_model(work.history.present)
    _show(Upload(work.name, work.photo), work.source)
    HISTORY.set(work.history)
    ARRIVAL.drop()
    saving.enter(key, work.history)


def open_photo(upload: Upload, small: bytes) -> None:
    """Make a file's photo the one that every page works on; earlier work on it goes on.

    `small` is a JPEG of it, for lists. A recipe that waits for this photo is laid on it. Raises as
    `cache.open_photo` does; the photo before stays.
    """
    if not _go_on(upload):
        begin_anew(upload, small)
    elif (waiting := BROUGHT.get()) and waiting.is_for(upload):
        lay_brought()


def begin_anew(upload: Upload, small: bytes) -> None:
    """Make a file's photo the one that every page works on, with a new history: a new work.

    A PNG made by the studio brings its recipe, unless one waits for this photo. Else hints, regions
    and reference were meant for the photo before, and the rest of the recipe stays. Raises as
    `open_photo` does.
    """
    before = BEFORE.get() or recipe()
    waiting, saved = BROUGHT.get(), find_recipe(upload.data)
    _show(upload)
    if waiting and waiting.is_for(upload):
        BROUGHT.drop()
        HISTORY.set(History(waiting.recipe))
    else:
        HISTORY.set(History(saved.recipe if saved else before.for_any_photo))
    ARRIVAL.set(secrets.token_hex(8))
    saving.begin(upload.name, upload.data, history(), small)


def open_source(upload: Upload, source: Source, recipe: Recipe, small: bytes) -> None:
    """Make a photo that was taken from elsewhere the one that every page works on: a new work.

    Raises as `cache.open_photo` does; the photo before stays.
    """
    _show(upload, source)
    HISTORY.set(History(recipe))
    ARRIVAL.drop()
    saving.begin(upload.name, upload.data, history(), small, source)


def find_recipe(data: bytes) -> Saved | None:
    """Return what a PNG made by the studio carries; None if it is nothing that can be followed."""
    try:
        saved = recipe_reader.read(data)
        _require_model(saved.recipe)
    except (RecipeError, UnknownModelError):
        return None
    return saved


def close_photo() -> None:
    """Put the photo away; the recipe stays."""
    UPLOAD.drop()
    SOURCE.drop()
    IS_EARLIER.drop()
    saving.leave()


def drop_photo() -> None:
    """Put the photo away, and remove its work: nothing of it stays.

    Raises as `saving.remove` does.
    """
    key = saving.OPEN.get()
    close_photo()
    if key:
        saving.remove(key)


def upload() -> Upload | None:
    """Return the file opened last."""
    return UPLOAD.get()


def history() -> History:
    """Return the steps so far; the first is a recipe of the best model that is ready, or known."""
    steps = HISTORY.get()
    if steps is None:
        registry = cache.registry()
        models = [*registry.ready(), *registry.models.values()]
        steps = History(Recipe(model=next(model.name for model in models if model.automatic)))
        HISTORY.set(steps)
    return steps


def recipe() -> Recipe:
    """Return the current recipe."""
    return history().present


def see(photo: Photo) -> Photo:
    """Return what models look at: a photo, or it with its contrast restored, as the recipe says."""
    return cache.memory().see(photo, recipe())


def keep(recipe: Recipe) -> None:
    """Make this the recipe; the one before can be had back by `undo`.

    Raises as `catalog.find` does; the recipe before stays.
    """
    _require_model(recipe)
    _go_to(history().push(recipe))


def bring(brought: Brought) -> bool:
    """Take a recipe from a file, and `keep` it; tell whether the open photo follows it now.

    Without a photo it waits for the next one; one that was made for another photo than the open one
    waits for an answer. Raises as `keep` does.
    """
    _require_model(brought.recipe)
    BROUGHT.set(brought)
    OPENED.set(OPENED.get() + 1)
    photo = upload()
    if photo is None:
        BEFORE.set(BEFORE.get() or recipe())
        keep(brought.recipe)
    elif brought.is_for(photo):
        lay_brought()
    return photo is not None and BROUGHT.get() is None


def lay_brought() -> None:
    """Lay the recipe that was brought on the photo, as a step of its work."""
    if brought := BROUGHT.pop():
        keep(brought.recipe)


def lay_style() -> None:
    """Lay what suits any photo of the recipe that was brought on this one."""
    if brought := BROUGHT.pop():
        own = recipe()
        keep(replace(brought.recipe, hints=own.hints, regions=own.regions, reference=own.reference))


def change(**fields: Any) -> None:
    """Change the recipe, and `keep` it."""
    keep(replace(recipe(), **fields))


def undo() -> None:
    """Take back the last change of the recipe."""
    _go_to(history().undo())


def redo() -> None:
    """Bring back the change taken back last."""
    _go_to(history().redo())


def _go_on(upload: Upload) -> bool:
    """Go on with the visitor's earlier work on a photo, if there is any that can be opened."""
    key = saving.find_photo(upload.sha256)
    if not key:
        return False
    try:
        open_work(key)
    except StudioError:
        return False
    steps = history()
    IS_EARLIER.set(bool(steps.past or steps.future))
    if not IS_EARLIER.get():
        ARRIVAL.set(secrets.token_hex(8))
    return True


def _list_digests(upload: Upload) -> tuple[str, ...]:
    """Return the SHA-256 of a file, and of the one that it was made of, if it says so."""
    saved = find_recipe(upload.data)
    return (upload.sha256, saved.photo) if saved else (upload.sha256,)


def _show(upload: Upload, source: Source | None = None) -> None:
    """Make a file the one that pages show, if it holds a photo."""
    cache.open_photo(upload)
    UPLOAD.set(upload)
    SOURCE.set(source)
    OPENED.set(OPENED.get() + 1)
    BEFORE.drop()
    IS_EARLIER.drop()
    NOT_RESTORED.drop()
    alerts.ERROR.drop()


def _go_to(steps: History) -> None:
    if steps is not history():
        HISTORY.set(steps)
        saving.save(steps)
        alerts.ERROR.drop()


def _require_model(recipe: Recipe) -> None:
    catalog.find(recipe.model, cache.registry().models)
