"""`colorstudio tint`: one colour inside one region of a photo, all else as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from studio import disk
from studio.cli import coloring, inputs
from studio.cli.pick import Spots, numbers, pointed_at
from studio.cli.report import Failures, tell_notes
from studio.errors import PhotoError, RecipeError, StudioError
from studio.models.registry import Registry
from studio.photo import mask_files, photo
from studio.photo.photo import Photo
from studio.recipe.hints import PICKER
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    AS_FOUND,
    MOST_GROWTH,
    MOST_STRENGTH,
    PHOTO,
    WIDEST_FEATHER,
    Drawn,
    Foreground,
    OfClasses,
    RegionEdit,
    Regions,
    Tint,
    Where,
)
from studio.rendering import draft
from studio.rendering.draft import Draft
from studio.rendering.memory import Memory
from studio.segment import choosing
from studio.segment.finder import Finder

FOREGROUND, BACKGROUND, CLASS, MASK = "foreground", "background", "class", "mask"
PICK = "pick"
REGIONS = "foreground, background, class:NAME[,NAME], pick:X,Y or mask:FILE"


def tint(
    path: Annotated[Path, typer.Argument(metavar="PHOTO", help="The photo.", readable=False)],
    region: Annotated[str, typer.Option(help=REGIONS)],
    color: Annotated[str, typer.Option(help="Such as '#2e86c1'; its lightness does not matter.")],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", help="A file; PNG keeps all else as it is.", readable=False),
    ],
    invert: Annotated[bool, typer.Option("--invert", help="All but the region.")] = False,
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colour; 0 is gray.")
    ] = Tint.strength,
    feather: Annotated[
        float,
        typer.Option(min=0, max=WIDEST_FEATHER, help="Share of the longer side it fades over."),
    ] = RegionEdit.feather,
    grow: Annotated[
        float,
        typer.Option(
            min=-MOST_GROWTH, max=MOST_GROWTH, help="Share of the longer side it grows by."
        ),
    ] = RegionEdit.grow,
    refine: Annotated[
        bool, typer.Option("--refine", help="Draw the border along the photo's edges.")
    ] = False,
    model: inputs.Segmenter = None,
    keep_times: inputs.KeepTimes = False,
    overwrite: inputs.Overwrite = False,
) -> None:
    """Tint one region of a photo, and leave every other pixel as it is."""
    inputs.check_ending(out)
    kind, detail = _parse(region)
    with exit_on_usage("--color"):
        what = Tint(color, strength)
    memory = Memory(Registry())
    failures = Failures()
    with failures.report(path):
        given = [path, Path(detail)] if kind == MASK else [path]
        inputs.check_target(out, disk.identities(given), overwrite=overwrite)
        disk.remove_parts([out.parent])
        source = photo.open_file(path)
        tell_notes(path, source.notes)
    failures.exit()
    size = source.height, source.width
    finder = Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=size)
    with failures.report(detail if kind == MASK else path):
        where = _where(kind, detail, model, finder, memory.registry)
        inverted = invert != (kind == BACKGROUND)
        where = draft.region(Draft(where, refined=refine), source.rgb, finder)
        edit = RegionEdit(where=where, what=what, inverted=inverted, grow=grow, feather=feather)
    failures.exit()
    with failures.report(path):
        recipe = Recipe(regions=Regions((edit,), PHOTO))
        place = coloring.Place(out=out, keeps_times=keep_times, overwrite=overwrite)
        coloring.color(path, place, recipe, memory)
    failures.exit()
    if out.suffix.lower() != ".png":
        typer.echo("Only PNG keeps the pixels outside the region bit for bit.", err=True)


def _parse(region: str) -> tuple[str, str]:
    """Split a region into its kind, and the names or the file."""
    kind, colon, detail = region.partition(":")
    plain = kind in (FOREGROUND, BACKGROUND) and not colon
    if not plain and not (kind in (CLASS, MASK, PICK) and detail):
        raise typer.BadParameter(REGIONS, param_hint="--region")
    return kind, detail


@contextmanager
def exit_on_usage(option: str) -> Iterator[None]:
    """End the command with code 2 when the value of an option is wrong."""
    try:
        yield
    except RecipeError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def _where(kind: str, detail: str, model: str | None, finder: Finder, registry: Registry) -> Where:
    """Return the region: drawn, picked, or found by a segmenter."""
    if kind == MASK:
        return _read_mask(Path(detail), finder.photo)
    if kind == PICK:
        return pointed_at(finder.photo, Spots([numbers(detail, 2, "--region")]), model or PICKER)
    return _find(kind, detail, model, finder, registry)


def _read_mask(file: Path, source: Photo) -> Where:
    with disk.raise_read_errors("a mask", PhotoError):
        data = file.read_bytes()
    return Drawn(mask_files.pack(mask_files.read(data, source.height, source.width)))


def _find(kind: str, detail: str, model: str | None, finder: Finder, registry: Registry) -> Where:
    """Select the foreground or some classes; refuse if a model finds none."""
    names = tuple(name.strip() for name in detail.split(",")) if kind == CLASS else ()
    model = model or choosing.choose(finder.photo, registry, names)
    classes = registry.segmenter(model).classes
    with exit_on_usage("--region"):
        classes.labels(names)
    where = OfClasses(model, names) if names else Foreground(model)
    if not finder.region(where).any():
        raise StudioError(
            f"no {' or '.join(finder.names(where)) or 'foreground'} in the photo with {model}",
            "something to tint",
            "use a mask (--region mask:FILE) or another model (--model)",
        )
    return where
