"""`colorstudio evaluate`: the figures of the model cards, measured on any folder of photos."""

import json as javascript_notation
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from studio import evaluate
from studio.commands.report import table, told
from studio.errors import HintError
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
def hints(
    photos: Photos,
    engine: Annotated[list[str] | None, typer.Option(help="compact and levin2004.")] = None,
    run: Run = None,
    json: Json = None,
) -> None:
    """RGB PSNR with 0 to 100 simulated hints, the same for every engine, at 256 x 256."""
    with told():
        registry, pictures = _registry(run), evaluate.load(photos)
        names = engine or [m.name for m in registry.models.values() if m.hints]
        for name in names:
            if not catalog.find(name, registry.models).hints:
                raise HintError(
                    f"{name}, which takes no hints", "an engine that does", "choose compact"
                )
        figures = {n: evaluate.hints(pictures, registry.colorizer(n)) for n in names}
    table(
        [f"{photos.name} ({len(pictures)})", "hints", "psnr", "gain", "dab before", "dab after"],
        [
            [
                name,
                count,
                row.psnr,
                row.psnr - rows[0].psnr,
                row.distance_before,
                row.distance_after,
            ]
            for name, rows in figures.items()
            for count, row in rows.items()
        ],
    )
    _save(json, {name: {n: asdict(r) for n, r in rows.items()} for name, rows in figures.items()})


@app.command()
def suggestions(
    photos: Photos, model: str = Recipe.model, run: Run = None, json: Json = None
) -> None:
    """Share of random spots whose true colour is close to one of the colours suggested there."""
    with told():
        registry, pictures = _registry(run), evaluate.load(photos)
        figures = evaluate.suggestions(pictures, registry.colorizer(model))
    table(
        [f"{photos.name} ({len(pictures)})", "spots"], [[k, f"{v:.1%}"] for k, v in figures.items()]
    )
    _save(json, figures)


@app.command("where-next")
def where_next(
    photos: Photos, model: str = Recipe.model, run: Run = None, json: Json = None
) -> None:
    """RGB PSNR of five hints where the studio proposes them, against five at random."""
    with told():
        registry, pictures = _registry(run), evaluate.load(photos)
        figures = evaluate.where_next(pictures, registry.colorizer(model))
    table([f"{photos.name} ({len(pictures)})", "psnr"], [[k, v] for k, v in figures.items()])
    _save(json, figures)


def _registry(run: Path | None) -> Registry:
    return Registry(catalog.read(run / "catalog.json"), run) if run else Registry()


def _save(path: Path | None, figures: dict) -> None:
    if path:
        path.write_text(javascript_notation.dumps(figures, indent=2) + "\n", encoding="utf-8")
