"""`colorstudio evaluate` for colours inside masks: of skin, and of things that are of one piece."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.app import App
from studio.cli.figures import Json, Models, Run, entitle, follow, open_photos, tell
from studio.color.arrays import Picture
from studio.evaluate.automatic import color_all, ways
from studio.evaluate.masked import EXPECTED, Masked, open_people, open_pieces, shrink_masked
from studio.evaluate.originals import SIDE
from studio.evaluate.pieces import Spread, measure_clouds, measure_things
from studio.evaluate.skin import ALL, GROUPS, Skin, measure_skin
from studio.language import _
from studio.models.registry import Registry

app = App()
WHERE = _("things"), _("clouds")
SKIN = _("dark skin"), _("medium skin"), _("light skin")  # of GROUPS
People = Annotated[
    Path, typer.Argument(help="Holds images and masks of people, or is a pack.", readable=False)
]
Things = Annotated[Path, typer.Argument(help=f"Holds {EXPECTED}.", readable=False)]


@app.command()
def skin(folder: People, model: Models = None, run: Run = None, to: Json = None) -> None:
    """Skin of people: share that is gray or blue, and that is overdone, and CIEDE2000.

    Of all photos, and of three equal groups, from the darkest skin to the lightest.
    """
    with open_photos(None, run) as (registry, _none):
        photos = [shrink_masked(masked, SIDE) for masked in open_people(folder)]
        figures = {
            name: measure_skin(zip(photos, pictures, strict=True))
            for name, pictures in _color(photos, model, registry).items()
        }
        count = next(iter(figures.values()))[ALL].photos
        head = [_("gray or blue"), _("overdone"), "CIEDE2000", *SKIN]
        rows = [[name, *_row(groups)] for name, groups in figures.items()]
        written = {n: {g: asdict(s) for g, s in groups.items()} for n, groups in figures.items()}
        tell([entitle(folder.name, range(count)), *head], rows, written, to)


@app.command()
def pieces(folder: Things, model: Models = None, run: Run = None, to: Json = None) -> None:
    """How far a* and b* wander inside things, and on plain surfaces, beyond the originals'.

    Both are root mean squares from the mean colour of each, clouds those where L* is flat.
    """
    with open_photos(None, run) as (registry, _none):
        photos = [shrink_masked(masked, SIDE) for masked in open_pieces(folder)]
        figures: dict[str, dict[str, Spread]] = {}
        for name, pictures in _color(photos, model, registry).items():
            things = measure_things(zip(photos, pictures, strict=True))
            originals = [masked.rgb for masked in photos]
            clouds = measure_clouds(zip(originals, pictures, strict=True))
            figures[name] = dict(zip(WHERE, (things, clouds), strict=True))
        head = [
            _("{what}, {which}", what=what, which=which)
            for what in WHERE
            for which in asdict(things)
        ]
        rows = [
            [name, *(figure for found in both.values() for figure in asdict(found).values())]
            for name, both in figures.items()
        ]
        written = {n: {w: asdict(s) for w, s in both.items()} for n, both in figures.items()}
        tell([entitle(folder.name, photos), *head], rows, written, to)


def _color(
    photos: Sequence[Masked], model: list[str] | None, registry: Registry
) -> dict[str, list[Picture]]:
    """Colour photos every way there is, under a progress bar."""
    originals = [masked.rgb for masked in photos]
    return color_all(follow(originals), ways(registry, model), registry)


def _row(groups: dict[str, Skin]) -> list[str]:
    """Return the cells of all skin, and of each group: gray or blue, and CIEDE2000."""
    whole = groups[ALL]
    cells = [f"{whole.unlike:.1%}", f"{whole.overdone:.1%}", f"{whole.delta_e:.2f}"]
    shown = (f"{g.unlike:.1%}, {g.delta_e:.2f}" for name in GROUPS if (g := groups.get(name)))
    return [*cells, *shown, *[""] * len(GROUPS)][: len(cells) + len(GROUPS)]
