"""`colorstudio render`: colour photos with a saved recipe."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.inputs import Format, Out, Overwrite, Photos, check_format, color_all
from studio.cli.report import Failures
from studio.recipe import files


def render(
    recipe: Annotated[Path, typer.Argument(help="A saved recipe, or a PNG exported with one.")],
    photos: Photos,
    out: Out,
    format: Format = "png",  # noqa: A002
    overwrite: Overwrite = False,
) -> None:
    """Colour photos with a saved recipe: the same pixels as the studio's download."""
    check_format(format)
    failures = Failures()
    with failures.noted(recipe):
        saved = files.open_file(recipe)
    failures.exit()
    color_all(photos, out, saved, format=format, overwrite=overwrite)
