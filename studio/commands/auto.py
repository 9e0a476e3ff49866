"""`colorstudio auto`: colour photos without questions."""

from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio import export
from studio.commands.coloring import ENDINGS, Out, Overwrite, color, files, names_a_file
from studio.commands.report import Failures, interactive, told
from studio.models.registry import Registry
from studio.recipe import MOST_STRENGTH, Recipe


def auto(
    photos: Annotated[list[Path], typer.Argument(help="Photos, or folders of photos.")],
    out: Out,
    model: Annotated[str, typer.Option(help="See `colorstudio models list`.")] = Recipe.model,
    vividness: Annotated[
        float, typer.Option(min=0, max=1, help="0 expected colours, 1 the likeliest.")
    ] = Recipe.vividness,
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colours; 0 is gray.")
    ] = Recipe.strength,
    format: Annotated[  # noqa: A002
        str, typer.Option(help="png, jpeg or webp, for results in a folder.")
    ] = "png",
    overwrite: Overwrite = False,
) -> None:
    """Colour photos with one recipe."""
    if format not in ENDINGS:
        raise typer.BadParameter("png, jpeg or webp", param_hint="--format")
    single = names_a_file(out, photos)
    if not single:
        with told():
            export.make_folder(out)
    recipe, registry, failures = Recipe(model, vividness, strength), Registry(), Failures()
    sources = list(files(photos, failures))
    for path in tqdm(sources, disable=not interactive() or len(sources) < 2, unit="photo"):
        target = out if single else out / f"{path.stem}_colorized{ENDINGS[format]}"
        with failures.noted(path):
            color(path, target, recipe, registry, overwrite=overwrite)
    failures.exit()
