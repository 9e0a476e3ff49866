"""`colorstudio segment`: tell what is where in photos."""

import json
from pathlib import Path
from typing import Annotated

import typer

from studio import disk
from studio.cli import inputs
from studio.cli.report import Failures, Notes, exit_on_error, say
from studio.models.registry import Registry
from studio.photo import photo
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


def segment(
    photos: inputs.Photos,
    out: Annotated[Path, typer.Option("-o", "--out", help="A folder.", readable=False)],
    model: inputs.Segmenter = None,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Show the classes over the photo, too.")
    ] = False,
    smallest: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the photo below which a region goes.")
    ] = AS_FOUND.smallest,
    smoothing: Annotated[
        float, typer.Option(min=0, max=1, help="Share of the longer side that smooths borders.")
    ] = AS_FOUND.smoothing,
    floor: Annotated[
        float, typer.Option(min=0, max=1, help="Confidence below which a pixel is unsure.")
    ] = AS_FOUND.floor,
    as_json: inputs.Json = False,
    overwrite: inputs.Overwrite = False,
) -> None:
    """Write the class of each pixel as a PNG of class ids, and print the area of each class."""
    if inputs.is_picture(out) and not disk.is_folder(out):
        raise typer.BadParameter("name a folder", param_hint="--out")
    registry = Registry()
    failures = Failures()
    tidying = Tidying(floor, smoothing, smallest)
    with exit_on_error():  # of what is wrong for all photos
        registry.segmenter(model or choosing.find_knowing((), registry)[0].name)
        disk.make_folder(out)
    planned = inputs.plan_results(photos, str, failures)
    originals = disk.identities(path for path, _ in planned)
    disk.remove_parts({(out / stem).parent for _, stem in planned})
    said, notes = {""}, Notes()
    for path, stem in planned:
        with failures.report(path):
            disk.make_folder((out / stem).parent)
            for ending in (CLASSES, OVERLAY) if overlay else (CLASSES,):
                inputs.check_target(out / f"{stem}{ending}", originals, overwrite=overwrite)
            source = photo.open_file(path)
            notes.add(path, source.notes)
            memory = Memory(registry)
            size = source.height, source.width
            finder = Finder(photo=source, tidying=tidying, segmenters=memory, size=size)
            found_by = model or choosing.choose(source, registry)
            found = finder.segmentation(found_by)
            for ending, data in _pictures(source, found, overlay=overlay).items():
                disk.write(out / f"{stem}{ending}", data, overwrite=overwrite)
            if found.classes.note not in said:
                said.add(found.classes.note)
                say(found.classes.note, err=True)
            if as_json:
                areas = {name: round(float(share), 6) for name, share in found.shares().items()}
                about = {"photo": str(path), "model": found_by, "areas": areas}
                typer.echo(json.dumps(about))
            else:
                say(f"{path}: {_areas(found)}")
    notes.tell()
    failures.exit()


def _pictures(source: Photo, found: Segmentation, *, overlay: bool) -> dict[str, bytes]:
    """Return the files to write, by the ending of their names."""
    files = {CLASSES: pictures.encode(found)}
    if overlay:
        mixed = pictures.overlay(source.rgb, found, OPACITY)
        files[OVERLAY] = encoding.encode(source, mixed, format="jpeg")
    return files


def _areas(found: Segmentation) -> str:
    return ", ".join(f"{name} {share:.1%}" for name, share in found.shares().items())
