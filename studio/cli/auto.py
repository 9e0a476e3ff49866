"""`colorstudio auto`: colour photos without questions."""

from typing import Annotated

import typer

from studio.cli.inputs import Format, Out, Overwrite, Photos, check_format, color_all
from studio.recipe.recipe import MOST_STRENGTH, Recipe, Saved


def auto(
    photos: Photos,
    out: Out,
    model: Annotated[str, typer.Option(help="See `colorstudio models list`.")] = Recipe.model,
    vividness: Annotated[
        float, typer.Option(min=0, max=1, help="0 expected colours, 1 the likeliest.")
    ] = Recipe.vividness,
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colours; 0 is gray.")
    ] = Recipe.strength,
    format: Format = "png",  # noqa: A002
    overwrite: Overwrite = False,
) -> None:
    """Colour photos with one recipe."""
    check_format(format)
    recipe = Recipe(model, vividness, strength)
    color_all(photos, out, Saved(recipe), format=format, overwrite=overwrite)
