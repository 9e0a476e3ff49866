"""`colorstudio hint`: colour a photo by a file that says which colour goes where."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.inputs import FORMATS, Out, Overwrite, color
from studio.cli.report import Failures
from studio.errors import HintError
from studio.models import catalog
from studio.models.registry import Registry
from studio.recipe import hints
from studio.recipe.recipe import Recipe


def hint(
    photo: Annotated[Path, typer.Argument(help="The photo.")],
    hint_file: Annotated[Path, typer.Option("--hints", help="JSON of points and strokes.")],
    out: Out,
    engine: Annotated[str, typer.Option(help="compact or levin2004.")] = Recipe.model,
    overwrite: Overwrite = False,
) -> None:
    """Colour a photo with hints; each hinted spot gets the colour asked for."""
    if out.suffix.lower() not in FORMATS:
        raise typer.BadParameter("a .png, .jpg or .webp file", param_hint="--out")
    registry, failures = Registry(), Failures()
    with failures.noted(hint_file):
        wanted = _read(hint_file)
        with failures.noted(photo):
            _check(engine)
            recipe = Recipe(engine, hints=wanted)
            color(photo, out, recipe, registry, overwrite=overwrite)
    failures.exit()


def _read(path: Path) -> hints.Hints:
    try:
        return hints.loads(path.read_bytes())
    except OSError as error:
        raise HintError(
            f"a file that cannot be read ({error.strerror})", "a hint file", "check the name"
        ) from error


def _check(engine: str) -> None:
    if not catalog.find(engine).hints:
        able = [model.name for model in catalog.models().values() if model.hints]
        raise HintError(
            f"the engine {engine!r}, which takes no hints",
            f"one of {', '.join(able)}",
            "choose one of these",
        )
