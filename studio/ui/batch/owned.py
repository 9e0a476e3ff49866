"""Whose a batch is: each visitor's own uploads, and the folders of this computer."""

from collections.abc import Sequence

import streamlit as st

from studio.batch import uploads
from studio.batch.background import Background
from studio.batch.run import survey
from studio.batch.uploads import Settings
from studio.batch.workers import affordable
from studio.errors import StudioError
from studio.ui.work import saving, session
from studio.works import store
from studio.works.upload import Upload

FOLDERS = ""  # in place of a key: folders of this computer, seen from every session
MOST = 64  # batches that are remembered


@st.cache_resource(max_entries=MOST, show_spinner=False)  # it runs on when nobody is there
def background(key: str) -> Background:
    """Return the batch of a key; who has the key, has the batch."""
    return Background()


def begin(photos: Sequence[Upload]) -> None:
    """Colour uploaded photos as the recipe at hand says, but for what is meant for one photo.

    Raises
    ------
    PhotoError, OutputError
        As `uploads.begin` does.
    """
    recipe = session.recipe()
    if not session.waits():
        recipe = recipe.for_any_photo
    color(photos, Settings(recipe, "png", spares_colored=True))


def color(photos: Sequence[Upload], settings: Settings) -> None:
    """Save photos as the visitor's batch, and begin to colour them."""
    saving.enter_batch(uploads.begin(photos))
    again(settings)


def again(settings: Settings) -> None:
    """Colour the visitor's batch as is asked for now; results of other settings are replaced."""
    key = saving.batch_key()
    background(key).start(uploads.job(key, settings), affordable())


def mine() -> Background | None:
    """Return the visitor's batch; None without one. It is found again after a restart."""
    key = saving.batch_key()
    if not key:
        return None
    found = background(key)
    if found.job is None:
        try:
            job = uploads.load(key)
            found.resume(job, survey(job))
        except StudioError:
            saving.enter_batch("")
            return None
    return found


def remove() -> None:
    """Remove the visitor's batch at once, photos and results.

    Raises
    ------
    OutputError
        If the disk refuses it.
    """
    key = saving.batch_key()
    background(key).stop()
    store.remove(key)
    saving.enter_batch("")
