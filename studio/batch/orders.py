"""Orders: what was asked of a batch, on the disk, so that it can go on after anything."""

import json
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import dataclasses as checked

from studio import disk
from studio.batch.jobs import Existing, Job
from studio.language import _
from studio.photo.results import USUAL, Pattern
from studio.photo.writing.encoding import FORMATS
from studio.recipe import documents
from studio.recipe.documents import STRICT, Text
from studio.recipe.recipe import LONGEST, Recipe
from studio.works import store

DOCUMENT = "job.json"  # in the folder of a batch


@checked.dataclass(frozen=True, config=STRICT)
class Settings:
    """How photos are to be coloured."""

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


@checked.dataclass(frozen=True, config=STRICT)
class FolderOrder:
    """What is to be done with the photos of a folder."""

    photos: Path
    results: Path
    existing: Existing
    settings: Settings

    @property
    def job(self) -> Job:
        """The order as a job."""
        return self.settings.job(self.photos, self.results, self.existing)


Order = TypeVar("Order", Settings, FolderOrder)


def save(place: Path, order: Settings | FolderOrder) -> None:
    """Save an order in the folder of a batch; an `OutputError` if the disk refuses it."""
    data = json.dumps(documents.write(order)).encode()
    disk.write(place / DOCUMENT, data, overwrite=True)


def load(place: Path, kind: type[Order]) -> Order:
    """Return the order of a kind that was saved last in the folder of a batch.

    Raises WorkError if it is gone, or damaged.
    """
    with store.raise_work_errors():
        text = (place / DOCUMENT).read_text(encoding="utf-8")
        return documents.read(kind, documents.decode(text, LONGEST, _("a saved batch")))
