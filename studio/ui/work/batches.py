"""Whose a batch is: each visitor's own uploads, and the folders of this computer."""

from collections.abc import Sequence

from studio.batch import uploads
from studio.batch.background import Background
from studio.batch.run import survey
from studio.batch.uploads import Settings
from studio.batch.workers import count_affordable
from studio.errors import StudioError
from studio.ui.work import saving, session
from studio.works import store
from studio.works.upload import Upload

FOLDERS = ""  # in place of a key: folders of this computer, seen from every session

_batches: dict[str, Background] = {}  # of the process: each runs on when nobody is there


def find(key: str) -> Background:
    """Return the batch of a key; who has the key, has the batch."""
    return _batches.setdefault(key, Background())


def begin(photos: Sequence[Upload]) -> None:
    """Colour uploaded photos as the current recipe says, but for what is meant for one photo.

    Raises as `uploads.begin` does.
    """
    recipe = session.recipe()
    waiting = None if session.upload() else session.BROUGHT.get()
    if waiting is None or waiting.photo:
        recipe = recipe.for_any_photo
    color(photos, Settings(recipe, "png", spares_colored=True))


def color(photos: Sequence[Upload], settings: Settings) -> None:
    """Save photos as the visitor's batch, and begin to colour them."""
    saving.OWN_BATCH.set(uploads.begin(photos))
    color_again(settings)


def color_again(settings: Settings) -> None:
    """Colour the visitor's batch as is asked for now; results of other settings are replaced."""
    key = saving.OWN_BATCH.get()
    find(key).start(uploads.job(key, settings), count_affordable())


def find_own() -> Background | None:
    """Return the visitor's batch; None without one. It is found again after a restart."""
    key = saving.OWN_BATCH.get()
    if not key:
        return None
    batch = find(key)
    if batch.job is None:
        try:
            job = uploads.load(key)
            batch.resume(job, survey(job))
        except StudioError:
            saving.OWN_BATCH.drop()
            return None
    return batch


def remove() -> None:
    """Remove the visitor's batch at once, photos and results; raises as `store.remove` does."""
    key = saving.OWN_BATCH.get()
    find(key).stop()
    store.remove(key)
    _batches.pop(key, None)
    saving.OWN_BATCH.drop()
