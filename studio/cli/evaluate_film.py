"""`colorstudio evaluate film`: films in colour that are turned gray, coloured and compared."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from studio.cli.app import App
from studio.cli.figures import Json, save
from studio.cli.report import exit_on_error, table
from studio.color.arrays import Picture
from studio.evaluate.film import ALONE, WAYS, measure_film
from studio.evaluate.steadiness import Figures
from studio.film.clip import Reading
from studio.film.reader import frames
from studio.language import _
from studio.models.registry import Registry

app = App()
HEAD = (
    *(_("film"), _("way"), "psnr", _("gain"), _("ending"), _("gain"), "cdc", _("of truth")),
    *(_("64 bins"), _("of truth"), "warp", _("of truth"), _("frames/s")),
)


@app.command()
def film(
    films: Annotated[
        list[Path],
        typer.Argument(help="Films in colour, or folders of numbered frames.", readable=False),
    ],
    to: Json = None,
) -> None:
    """RGB PSNR, flicker (CDC, warp error) and frames a second, with and without true frames.

    Each frame alone, followed without a key, and with the true first frame of each scene, or the
    first and the last. "Ending" is the PSNR of the last tenth.
    """
    with exit_on_error():
        registry = Registry()
        figures = {path.name: measure_film(partial(_frames, path), registry) for path in films}
    rows = {name: _rows(ways) for name, ways in figures.items()}
    if len(rows) > 1:
        several = rows.values()
        rows[_("mean")] = {way: np.mean([one[way] for one in several], 0) for way in WAYS}
    lines = [[name, way, *map(float, row[way])] for name, row in rows.items() for way in WAYS]
    table(HEAD, lines)
    save({name: {w: asdict(f) for w, f in ways.items()} for name, ways in figures.items()}, to)


def _rows(ways: dict[str, Figures]) -> dict[str, list[float]]:
    """Return the figures of a film as the table has them."""
    alone = ways[ALONE]
    return {
        way: [
            *(f.psnr, f.psnr - alone.psnr, f.ending, f.ending - alone.ending),
            *(f.cdc, f.of_truth, f.coarse, f.coarse_of_truth),
            *(f.warp, f.warp_of_truth, f.rate),
        ]
        for way, f in ways.items()
    }


def _frames(path: Path) -> Iterator[Picture]:
    """Yield the frames of a film."""
    for frame in frames(Reading(path=path.absolute())):
        if frame:
            yield frame.rgb
