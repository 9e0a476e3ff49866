"""`colorstudio segment`: tell what is where in photos."""

import json
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from studio import disk
from studio.cli import inputs, options, streams
from studio.cli.report import Failures, Notes, confirm, exit_on_error
from studio.language import _, join_sentences
from studio.models.registry import Registry
from studio.photo.photo import Photo
from studio.photo.results import Kind
from studio.photo.writing import encoding
from studio.recipe.regions import AS_FOUND, Tidying
from studio.rendering.memory import Memory
from studio.segment import choosing, pictures
from studio.segment.finder import Finder
from studio.segment.segmentation import Segmentation

CLASSES, OVERLAY = f"{Kind.CLASSES}.png", f"{Kind.OVERLAY}.jpg"
OPACITY = 0.5  # of the classes' colours over the photo
DIGITS = 6  # of areas, for programs


@dataclass(frozen=True, kw_only=True)
class Looking:
    """How photos are looked at."""

    model: options.Segmenter = None
    smallest: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the photo below which a region goes.")
    ] = AS_FOUND.smallest
    smoothing: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the longer side that smooths borders.")
    ] = AS_FOUND.smoothing
    floor: Annotated[
        float, typer.Option(min=0, max=1, help="Confidence below which a pixel is unsure.")
    ] = AS_FOUND.floor

    def look(self, source: Photo, registry: Registry) -> tuple[str, Segmentation]:
        """Return which model looked, and what it found."""
        finder = Finder(
            photo=source,
            tidying=Tidying(self.floor, self.smoothing, self.smallest),
            segmenters=Memory(registry),
            size=(source.height, source.width),
        )
        model = self.model or choosing.choose(source, registry)
        return model, finder.segmentation(model)


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where what is found goes."""

    out: options.Folder
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Show the classes over the photo, too.")
    ] = False
    overwrite: options.Overwrite = False

    def claim(self, stem: Path, originals: Container[disk.Identity]) -> None:
        """Refuse the places of a photo's files before the work, as `inputs.check_target` does."""
        disk.make_folder((self.out / stem).parent)
        for ending in (CLASSES, OVERLAY) if self.overlay else (CLASSES,):
            place = self.out / f"{stem}{ending}"
            inputs.check_target(place, originals, overwrite=self.overwrite)

    def write(self, stem: Path, source: Photo, found: Segmentation) -> None:
        """Write the files of a photo."""
        self._write(f"{stem}{CLASSES}", pictures.encode(found))
        if self.overlay:
            mixed = pictures.overlay(source.rgb, found, OPACITY)
            self._write(f"{stem}{OVERLAY}", encoding.encode(source, mixed, format="jpeg"))

    def _write(self, name: str, data: bytes) -> None:
        disk.write(self.out / name, data, overwrite=self.overwrite)


def segment(
    photos: options.Photos,
    output: Output,
    looking: Looking,
    as_json: options.Json = False,
) -> None:
    """Write the class of each pixel as a PNG of class ids, and print the area of each class."""
    inputs.check_folder(output.out)
    registry, failures, notes = Registry(), Failures(), Notes()
    with exit_on_error():  # of what is wrong for all photos
        registry.segmenter(looking.model or choosing.find_knowing((), registry)[0].name)
        disk.make_folder(output.out)
    planned = inputs.plan_results(photos, str, failures)
    originals = disk.identities(path for path, _ in planned)
    disk.remove_parts({(output.out / stem).parent for _, stem in planned})
    for path, stem in planned:
        with failures.report(path):
            output.claim(stem, originals)
            source = streams.open_photo(path)
            model, found = looking.look(source, registry)
            output.write(stem, source, found)
            notes.add(path, source.notes)
            notes.add(path, filter(None, [found.classes.note]))
            if as_json:
                typer.echo(_to_json(path, model, found, source))
            else:
                confirm(_("{name}: {sentence}", name=path, sentence=_areas(found)))
    notes.tell()
    failures.exit()


def _areas(found: Segmentation) -> str:
    shares = found.shares().items()
    return join_sentences(_("{name} {share:.1%}", name=name, share=share) for name, share in shares)


def _to_json(path: Path, model: str, found: Segmentation, source: Photo) -> str:
    areas = {name: round(float(share), DIGITS) for name, share in found.shares().items()}
    about = {"photo": str(path), "model": model, "areas": areas, "notes": source.notes}
    return json.dumps(about)
