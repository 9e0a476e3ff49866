"""`colorstudio tint`: one colour inside one region of a photo, all else as it is."""

from dataclasses import dataclass
from typing import Annotated

import typer

from studio.cli import coloring, inputs, options, regions, streams
from studio.cli.options import Result
from studio.cli.regions import Named
from studio.cli.report import Failures, say, tell_notes
from studio.language import _
from studio.models.registry import Registry
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    AS_FOUND,
    MOST_GROWTH,
    MOST_STRENGTH,
    PHOTO,
    WIDEST_FEATHER,
    RegionEdit,
    Regions,
    Tint,
)
from studio.rendering import draft
from studio.rendering.draft import Draft
from studio.rendering.memory import Memory
from studio.segment.finder import Finder

EXACT = "png"  # the format in which all else is kept


@dataclass(frozen=True, kw_only=True)
class Inside:
    """Where a region ends, and how much of a colour it gets."""

    invert: Annotated[bool, typer.Option("--invert", help="All but the region.")] = False
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colour; 0 is gray.")
    ] = Tint.strength
    feather: Annotated[
        float,
        typer.Option(min=0, max=WIDEST_FEATHER, help="Share of the longer side it fades over."),
    ] = RegionEdit.feather
    grow: Annotated[
        float,
        typer.Option(
            min=-MOST_GROWTH, max=MOST_GROWTH, help="Share of the longer side it grows by."
        ),
    ] = RegionEdit.grow
    refine: Annotated[
        bool, typer.Option("--refine", help="Draw the border along the photo's edges.")
    ] = False
    model: options.Segmenter = None

    def edit(self, source: Photo, named: Named, color: str, memory: Memory) -> RegionEdit:
        """Find a region in a photo, and return what is to be done there.

        Raises as `regions.find` does.
        """
        size = source.height, source.width
        finder = Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=size)
        where = regions.find(named, self.model, finder, memory.registry)
        return RegionEdit(
            where=draft.region(Draft(where, refined=self.refine), source.rgb, finder),
            what=Tint(color, self.strength),
            inverted=self.invert != named.is_inverted,
            grow=self.grow,
            feather=self.feather,
        )


def tint(
    path: options.Photo,
    region: Annotated[str, typer.Option(help=regions.REGIONS)],
    color: options.Color,
    result: Result,
    inside: Inside,
) -> None:
    """Tint one region of a photo, and leave every other pixel as it is."""
    inputs.check_ending(result.out)
    named, memory = regions.parse(region), Memory(Registry())
    failures = Failures()
    with failures.report(path):
        coloring.claim(result, [path, *filter(None, [named.mask])])
        source = streams.open_photo(path)
        tell_notes(path, source.notes)
    failures.exit()
    with failures.report(named.mask or path):
        edit = inside.edit(source, named, color, memory)
    failures.exit()
    with failures.report(path):
        recipe = Recipe(regions=Regions((edit,), PHOTO))
        coloring.color(source, path, result, recipe, memory)
        coloring.tell(1, result)
        if result.kind != EXACT:
            say(_("Only PNG keeps the pixels outside the region bit for bit."), err=True)
    failures.exit()
