"""`colorstudio evaluate`: the figures of the model cards, measured on any folder of photos."""

import json as javascript_notation
from pathlib import Path
from typing import Annotated

import typer

from studio import evaluate
from studio.commands.report import table, told
from studio.errors import StudioError
from studio.models import catalog
from studio.models.registry import Registry
from studio.recipe import STYLES, Recipe

app = typer.Typer(help="Measure quality on colour photos turned gray.", no_args_is_help=True)
Photos = Annotated[Path, typer.Argument(help="A folder of colour photos.")]
Models = Annotated[list[str] | None, typer.Option("--model", help="Every ready one by default.")]
Run = Annotated[Path | None, typer.Option("--run", help="A training run, instead of weights/.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write the figures here, too.")]


@app.command()
def auto(photos: Photos, model: Models = None, run: Run = None, json: Json = None) -> None:
    """RGB PSNR, SSIM, CIEDE2000 and colourfulness without hints, at 256 x 256."""
    with told():
        registry, pictures = _registry(run), evaluate.load(photos)
        ways = {"gray": evaluate.constant((0, 0)), "constant": evaluate.constant(evaluate.MEAN_AB)}
        for name in model or [m.name for m in registry.ready()]:
            for style, recipe in STYLES.items():
                colorizer = registry.colorizer(name)
                ways[f"{name} {style}"] = evaluate.model_chroma(colorizer, recipe)
        figures = {way: evaluate.auto(pictures, chroma) for way, chroma in ways.items()}
    head = list(figures["gray"])
    table([f"{photos.name} ({len(pictures)})", *head],
          [[way, *(row[key] for key in head)] for way, row in figures.items()])  # fmt: skip
    _save(json, figures)


@app.command()
def hints(photos: Photos, model: str = Recipe.model, run: Run = None, json: Json = None) -> None:
    """RGB PSNR with 0 to 100 simulated hints, at 256 x 256."""
    with told():
        registry, pictures = _registry(run), evaluate.load(photos)
        colorizer = registry.colorizer(model)
        if not registry.models[model].hints:
            raise StudioError(
                f"{model}, which takes no hints", "a model with hints", "choose compact"
            )
        figures = evaluate.hints(
            pictures, lambda rgb, hint: colorizer.predict(rgb, hint).chroma(1.0)
        )
    table([f"{photos.name} ({len(pictures)})", "psnr", "gain"],
          [[f"{n} hints", value, value - figures[0]] for n, value in figures.items()])  # fmt: skip
    _save(json, figures)


def _registry(run: Path | None) -> Registry:
    return Registry(catalog.read(run / "catalog.json"), run) if run else Registry()


def _save(path: Path | None, figures: dict) -> None:
    if path:
        path.write_text(javascript_notation.dumps(figures, indent=2) + "\n", encoding="utf-8")
