"""Whose a batch is: each visitor's own uploads, and the folders of this computer."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from studio.batch import corrections, own_folders, uploads
from studio.batch.desk import Desk
from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.orders import FolderOrder, Settings
from studio.batch.workers import count_affordable
from studio.errors import WorkError
from studio.language import _
from studio.photo.reading import decoding
from studio.photo.writing.encoding import BY_ENDING
from studio.recipe.recipe import Recipe
from studio.rendering import render
from studio.rendering.render import StageProgress
from studio.ui.entries import Entry as Kept
from studio.ui.server import hosts
from studio.ui.work import cache, previews, queueing, saving, session
from studio.works import document, store
from studio.works.document import BatchSource
from studio.works.upload import Upload

LATEST = Kept("")  # key of the batch that this session had to do with last
CHANGED = (
    _("another photo of that name"),
    _("the one that was opened"),
    _("open it from the batch again"),
    _("Another photo has that name now. Open it from the batch again."),
)

_desks: dict[str, Desk] = {}  # of the process: each runs on when nobody is there


def find(key: str) -> Desk:
    """Return the batch of a key; who has the key, has the batch.

    Raises WorkError if it is gone, or damaged.
    """
    if key not in _desks:
        _desks.setdefault(key, Desk(key, _load(key)))  # another session may have been quicker
    return _desks[key]


def begin(photos: Sequence[Upload]) -> Sequence[Upload]:
    """Colour uploaded photos as the current recipe says; return those that were taken.

    Raises as `uploads.begin` does.
    """
    return color(photos, Settings(find_recipe(), "png", spares_colored=True))


def find_recipe() -> Recipe:
    """Return the current recipe, but for what is meant for one photo.

    Hints and regions are for all where they came in a file of no photo, and no photo is open.
    """
    recipe = session.recipe()
    waiting = None if session.upload() else session.BROUGHT.get()
    if waiting is None or waiting.photo:
        return recipe.for_any_photo
    return replace(recipe, reference=None)


def color(photos: Sequence[Upload], settings: Settings) -> Sequence[Upload]:
    """Save photos as the visitor's batch, and begin to colour them; return those that were taken.

    Raises as `uploads.begin` does.
    """
    taken = uploads.choose_photos(photos)
    saving.OWN_BATCH.set(uploads.begin(taken))
    color_again(settings)
    return taken


def color_again(settings: Settings) -> None:
    """Colour the visitor's batch as is asked for now; results of other settings are replaced."""
    key = saving.OWN_BATCH.get()
    job = uploads.job(key, settings)
    find(key).start(job, count_affordable())
    LATEST.set(key)


def color_folder(order: FolderOrder, workers: int) -> None:
    """Colour a folder of this computer; raises as `own_folders.save` does."""
    key = own_folders.save(order)
    find(key).start(order.job, workers)
    LATEST.set(key)


def find_own() -> Desk | None:
    """Return the visitor's batch; None without one. It is found again after a restart."""
    key = saving.OWN_BATCH.get()
    key = key if uploads.is_there(key) else _find_known()
    saving.OWN_BATCH.set(key)
    with suppress(WorkError):
        return find(key)
    return None


def find_folders() -> Desk | None:
    """Return the batch of folders of this computer that was begun last; None without one.

    It is seen from every session, and found again after a restart.
    """
    with suppress(WorkError):
        return find(own_folders.find_latest())
    return None


def is_at_hand() -> bool:
    """Tell whether there is a batch to come back to: the visitor's, or of this computer's folders.

    Folders are told of to a browser on this computer alone.
    """
    return bool(saving.OWN_BATCH.get() or (hosts.local() and own_folders.find_latest()))


def remove(desk: Desk) -> None:
    """Forget a batch at once; what was uploaded goes, what lies in folders of a person's stays.

    Raises as `store.remove` does.
    """
    desk.background.stop()
    saving.remove(desk.key)
    saving.remove(desk.key, own_folders.SHELF)
    _desks.pop(desk.key, None)
    if saving.OWN_BATCH.get() == desk.key:
        saving.OWN_BATCH.drop()


def open_photo(desk: Desk, entry: Entry) -> None:
    """Make a photo of a batch the one that every page works on: the work begun before, if any.

    Raises as `decoding.content` and `session.open_source` do.
    """
    path = desk.job.photos / entry.photo
    source = BatchSource(desk.key, entry.photo)
    recipe = corrections.find_recipe(desk.job, entry, cache.memory())
    upload = Upload(path.name, decoding.content(path))
    LATEST.set(desk.key)
    key = saving.find_source(source)
    if not key or document.load(key).photo != upload.data:
        small = previews.square(cache.open_photo(upload))
        session.open_source(upload, source, recipe, small)
        return
    session.open_work(key)
    if not session.history().past:  # nothing was done with it: the batch may have gone on since
        session.keep(recipe)


def put_back(source: BatchSource, upload: Upload, recipe: Recipe, tell: StageProgress) -> None:
    """Make what a recipe makes of a photo its result in the batch that it was taken from.

    Raises as `corrections.put_back` and `render.develop` do.
    """
    desk = find(source.key)
    if decoding.content(desk.job.photos / source.photo) != upload.data:
        raise WorkError(*CHANGED)
    format = BY_ENDING[corrections.find_ending(desk.job, source.photo)]
    photo = cache.open_photo(upload)
    with queueing.wait_turn():
        data = render.develop(photo, recipe, cache.memory(), format=format, progress=tell)
    desk.put_back(source.photo, data, count_affordable())
    LATEST.set(desk.key)


def _find_known() -> str:
    """Return the key of the visitor's batch that was used last, as far as the browser has told."""
    known = filter(uploads.is_there, saving.list_keys())
    return max(known, key=lambda key: store.place_of(key).stat().st_mtime, default="")


def _load(key: str) -> Job:
    return uploads.load(key) if uploads.is_there(key) else own_folders.load(key).job
