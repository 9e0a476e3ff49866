"""`colorstudio pick`: the mask of the thing under a click."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from studio import disk
from studio.cli import inputs, options, streams
from studio.cli.language import tell
from studio.cli.report import Failures, confirm, tell_notes
from studio.cli.streams import STREAM
from studio.errors import RecipeError
from studio.language import _
from studio.models.registry import Registry
from studio.photo import mask_files
from studio.photo.photo import Photo
from studio.recipe import documents
from studio.recipe.hints import BEST, PICKER, Level
from studio.recipe.regions import AS_FOUND, Picked
from studio.rendering.memory import Memory
from studio.segment.finder import Finder

SPOT = "X,Y in pixels; repeatable"


@dataclass(frozen=True)
class Spots:
    """What is pointed at, in pixels of a photo."""

    inside: Sequence[Sequence[float]] = ()  # x, y
    outside: Sequence[Sequence[float]] = ()
    box: Sequence[float] | None = None  # left, top, right, bottom


@dataclass(frozen=True, kw_only=True)
class Pointing:
    """What is pointed at, as it is written."""

    click: Annotated[list[str] | None, typer.Option(help=f"A spot on the thing: {SPOT}.")] = None
    outside: Annotated[
        list[str] | None, typer.Option("--not", help=f"A spot beside the thing: {SPOT}.")
    ] = None
    box: Annotated[str | None, typer.Option(help="X0,Y0,X1,Y1 around it, in pixels.")] = None

    def read(self) -> Spots:
        """Return the numbers; nothing to look for, or no numbers, are wrong usage."""
        if not self.click and not self.box:
            raise typer.BadParameter(tell("a spot, or a --box"), param_hint="--click")
        return Spots(
            [numbers(text, 2, "--click") for text in self.click or ()],
            [numbers(text, 2, "--not") for text in self.outside or ()],
            numbers(self.box, 4, "--box") if self.box else None,
        )


def pick(
    path: options.Photo,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", help="A .png file, or - for standard output.", readable=False),
    ],
    pointing: Pointing,
    level: Annotated[
        Level, typer.Option(help="How much of it; the best is what is likeliest meant.")
    ] = BEST,
    model: Annotated[str, typer.Option(help="See `colorstudio models list`.")] = PICKER,
    overwrite: options.Overwrite = False,
) -> None:
    """Write the mask of the thing under a click, or in a box, as a PNG of 8 bits, white inside."""
    if out != STREAM and out.suffix.lower() != ".png":
        raise typer.BadParameter(tell("a .png file"), param_hint="--out")
    spots, memory = pointing.read(), Memory(Registry())
    failures = Failures()
    with failures.report(path):
        inputs.check_target(out, disk.identities([path]), overwrite=overwrite)
        source = streams.open_photo(path)
        tell_notes(path, source.notes)
        where = pointed_at(source, spots, model, level)
        size = source.height, source.width
        finder = Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=size)
        levels = finder.alpha(where)
        streams.write(out, mask_files.encode(levels), overwrite=overwrite)
        if out != STREAM:
            share = float(levels.mean() / 255)
            confirm(_("{name}: {share:.1%} of the photo", name=path, share=share))
    failures.exit()


def pointed_at(source: Photo, spots: Spots, model: str, level: str = BEST) -> Picked:
    """Turn spots in pixels into what a recipe says.

    Raises
    ------
    RecipeError
        If one is beside the photo, or nothing is pointed at.
    """
    kinds = ((spots.inside, True), (spots.outside, False))
    places = ((place(source, *spot), inside) for some, inside in kinds for spot in some)
    clicks = [{"x": x, "y": y, "inside": inside} for (x, y), inside in places]
    ends = zip(spots.box, (source.width, source.height) * 2, strict=True) if spots.box else ()
    box = [min(max(end / side, 0.0), 1.0) for end, side in ends] or None
    about = {"kind": "picked", "model": model, "clicks": clicks, "box": box, "level": level}
    return documents.read(Picked, about)


def numbers(text: str, count: int, option: str) -> list[float]:
    """Read numbers with commas between; refuse anything else as wrong usage."""
    try:
        found = [float(word) for word in text.split(",")]
    except ValueError:
        found = []
    if len(found) != count:
        wanted = tell("{n} numbers with commas between", n=count)
        raise typer.BadParameter(wanted, param_hint=option)
    return found


def place(source: Photo, x: float, y: float) -> tuple[float, float]:
    """Return the middle of a pixel as shares of a photo's sides.

    Raises
    ------
    RecipeError
        If it is beside the photo.
    """
    if not (0 <= x < source.width and 0 <= y < source.height):
        width, height = source.width, source.height
        expected = _(
            "one in the {width} x {height} pixels of the photo", width=width, height=height
        )
        spot = f"{x:g},{y:g}"  # as it was typed, in any language
        found = _("the spot {place}", place=spot)
        raise RecipeError(found, expected, _("choose another"))
    return (math.floor(x) + 0.5) / source.width, (math.floor(y) + 0.5) / source.height
