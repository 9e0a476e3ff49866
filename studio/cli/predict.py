"""`colorstudio predict`: colour photos with a model that was just trained."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.inputs import Out, Overwrite, color_all
from studio.cli.report import told
from studio.cli.runs import open_run
from studio.recipe.recipe import Recipe, Saved


def predict(
    photos: Annotated[list[Path], typer.Option("--input", help="A photo or folder; repeatable.")],
    run: Annotated[Path, typer.Option(help="The folder that `colorstudio train` filled.")],
    out: Out,
    vividness: Annotated[
        float, typer.Option(min=0, max=1, help="0 expected colours, 1 the likeliest.")
    ] = Recipe.vividness,
    overwrite: Overwrite = False,
) -> None:
    """Colour photos with the model of a training run."""
    with told():
        registry = open_run(run)
        (model,) = registry.models
        registry.colorizer(model)
    color_all(photos, out, Saved(Recipe(model, vividness)), overwrite=overwrite, registry=registry)
