"""Uploaded batches: photos and their results in a folder of the visitor's own, beside the works.

It is kept, counted and removed as a work is, and whoever has its key has the batch. In it lie
`photos/`, `results/`, and `job.json`: what was asked for, so that it can go on after anything.
"""

import json
import shutil
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import dataclasses as checked

from studio import disk
from studio.batch.jobs import Existing, Job
from studio.errors import OutputError, PhotoError, WorkError
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.results import USUAL, Pattern
from studio.photo.writing import encoding
from studio.photo.writing.encoding import FORMATS
from studio.recipe import documents
from studio.recipe.documents import STRICT, Text
from studio.recipe.recipe import LONGEST, Recipe
from studio.works import store
from studio.works.upload import Upload

PHOTOS, RESULTS, JOB = "photos", "results", "job.json"
MOST_BYTES = 2**30  # of the photos of one batch


@checked.dataclass(frozen=True, config=STRICT)
class Settings:
    """What `job.json` says."""

    recipe: Recipe
    format: Annotated[str, Text(f"^({'|'.join(FORMATS)})$", "a format")]
    spares_colored: bool
    album: bool = False
    pattern: Pattern = USUAL
    keeps_times: bool = False

    def job(self, photos: Path, results: Path, existing: Existing) -> Job:
        """Ask for this of the photos in a folder."""
        return Job(
            photos=photos,
            results=results,
            recipe=self.recipe,
            format=self.format,
            pattern=self.pattern,
            keeps_times=self.keeps_times,
            existing=existing,
            spares_colored=self.spares_colored,
            album=self.album,
        )


def begin(uploads: Sequence[Upload]) -> str:
    """Save the photos among some files, and return the key of their batch.

    Raises
    ------
    PhotoError
        If there is none, or they are too large together.
    OutputError
        If the disk refuses them; nothing of it stays.
    """
    photos = [upload for upload in uploads if _is_photo(upload.name)]
    if not photos:
        raise PhotoError("no photo among the files", "some", "drop JPEG, PNG, TIFF, WebP or BMP")
    if sum(len(photo.data) for photo in photos) > MOST_BYTES:
        raise PhotoError("photos of more than 1 GB together", "less", "drop them in parts")
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


def job(key: str, settings: Settings) -> Job:
    """Save what is asked for, and return it as a job.

    Raises WorkError if the batch is gone, and as `disk.write` does.
    """
    place = store.place_of(key)
    if not (place / PHOTOS).is_dir():
        raise WorkError(*store.GONE)
    disk.write(place / JOB, json.dumps(documents.write(settings)).encode(), overwrite=True)
    return settings.job(place / PHOTOS, place / RESULTS, "replace")


def load(key: str) -> Job:
    """Return the job that was saved last; raises WorkError if it is gone, or damaged."""
    place = store.place_of(key)
    with store.raise_work_errors():
        text = (place / JOB).read_text(encoding="utf-8")
        settings = documents.read(Settings, documents.decode(text, LONGEST, "a saved batch"))
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
