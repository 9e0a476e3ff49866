"""Uploaded batches: photos and their results in a folder of the visitor's own, beside the works.

It is kept, counted and removed as a work is, and whoever has its key has the batch. In it lie
`photos/`, `results/`, and `job.json`: what was asked for, so that it can go on after anything.
"""

import shutil
from collections.abc import Sequence
from itertools import chain, count
from pathlib import PurePosixPath

from studio import disk
from studio.batch import orders
from studio.batch.jobs import Job
from studio.batch.orders import Settings
from studio.errors import OutputError, PhotoError, WorkError
from studio.language import _
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.writing import encoding
from studio.works import store
from studio.works.upload import Upload

PHOTOS, RESULTS = "photos", "results"
MOST_BYTES = 2**30  # of the photos of one batch


def choose_photos(files: Sequence[Upload]) -> Sequence[Upload]:
    """Return those of some files that are called as photos are."""
    return [file for file in files if _is_photo(file.name)]


def begin(photos: Sequence[Upload]) -> str:
    """Save photos, and return the key of their batch.

    Raises
    ------
    PhotoError
        If there is none, or they are too large together.
    OutputError
        If the disk refuses them; nothing of it stays.
    """
    if not photos:
        found, remedy = _("no photo among the files"), _("drop JPEG, PNG, TIFF, WebP or BMP")
        raise PhotoError(found, _("some"), remedy)
    if sum(len(photo.data) for photo in photos) > MOST_BYTES:
        found = _("photos of more than 1 GB together")
        raise PhotoError(found, _("less"), _("drop them in parts"))
    key = store.new_key()
    place = store.place_of(key)
    try:
        disk.make_folder(place / PHOTOS)
        for name, photo in zip(_name(photos), photos, strict=True):
            disk.write(place / PHOTOS / name, photo.data, overwrite=False)
        store.remove_old(spared=key)
    except OutputError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return key


def is_there(key: str) -> bool:
    """Tell whether a key, which may be any text, is that of an uploaded batch."""
    return store.is_key(key) and (store.place_of(key) / PHOTOS).is_dir()


def job(key: str, settings: Settings) -> Job:
    """Save what is asked for, and return it as a job.

    Raises WorkError if the batch is gone, and as `disk.write` does.
    """
    place = store.place_of(key)
    if not (place / PHOTOS).is_dir():
        raise WorkError(*store.GONE)
    orders.save(place, settings)
    return settings.job(place / PHOTOS, place / RESULTS, "replace")


def load(key: str) -> Job:
    """Return the job that was saved last; raises WorkError if it is gone, or damaged."""
    place = store.place_of(key)
    settings = orders.load(place, Settings)
    return settings.job(place / PHOTOS, place / RESULTS, "replace")


def _is_photo(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in SUFFIXES and not hidden


def _name(photos: Sequence[Upload]) -> list[str]:
    """Return a safe name for each photo, no two alike, of the same ending."""
    named: list[str] = []
    for photo in photos:
        ending = PurePosixPath(photo.name).suffix.lower()
        numbered = (f"-{number}{ending}" for number in count(2))
        names = (encoding.download_name(photo.name, end) for end in chain([ending], numbered))
        used = {name.casefold() for name in named}
        named.append(next(name for name in names if name.casefold() not in used))
    return named
