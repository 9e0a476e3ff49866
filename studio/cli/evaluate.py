"""`colorstudio evaluate`: the figures of the model cards, measured on any folder of photos."""

import json as javascript_notation
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio import evaluate
from studio.cli.inputs import open_run
from studio.cli.report import exit_on_error, interactive, table
from studio.cli.segment import choose, knows
from studio.errors import RecipeError
from studio.evaluate import segmenters
from studio.evaluate.scenes import Scene, open_camvid, open_people
from studio.models import catalog
from studio.models.classes import CAMVID_11, PEOPLE
from studio.models.registry import SEGMENT, Registry, Segmenter
from studio.recipe.recipe import Recipe

app = typer.Typer(help="Measure the quality of colours and of masks.", no_args_is_help=True)
Photos = Annotated[Path, typer.Argument(help="A folder of colour photos.")]
Models = Annotated[list[str] | None, typer.Option("--model", help="Every ready one by default.")]
Run = Annotated[Path | None, typer.Option("--run", help="A training run, instead of weights/.")]
Gray = Annotated[bool, typer.Option("--gray", help="Take the colours away first.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write the figures here, too.")]


@app.command()
def auto(photos: Photos, model: Models = None, run: Run = None, json: Json = None) -> None:
    """RGB PSNR, SSIM, CIEDE2000 and colourfulness without hints, at 256 x 256."""
    with exit_on_error():
        registry, pictures = _registry(run), evaluate.load(photos)
        ways = evaluate.ways(registry, model)
        figures = {name: evaluate.auto(pictures, way) for name, way in ways.items()}
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
    with exit_on_error():
        registry, pictures = _registry(run), evaluate.load(photos)
        names = engine or [m.name for m in registry.models.values() if m.hints]
        for name in names:
            if not catalog.find(name, registry.models).hints:
                raise RecipeError(
                    f"{name}, which takes no hints", "an engine that does", "choose compact"
                )
        figures = {n: evaluate.hints(pictures, registry.colorizer(n)) for n in names}
    table(
        [f"{photos.name} ({len(pictures)})", "hints", "psnr", "gain", "dab before", "dab after"],
        [
            [name, n, r.psnr, r.psnr - rows[0].psnr, r.distance_before, r.distance_after]
            for name, rows in figures.items()
            for n, r in rows.items()
        ],
    )
    _save(json, {name: {n: asdict(r) for n, r in rows.items()} for name, rows in figures.items()})


@app.command()
def suggestions(
    photos: Photos, model: str = Recipe.model, run: Run = None, json: Json = None
) -> None:
    """Share of random spots whose true colour is close to one of the colours suggested there."""
    with exit_on_error():
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
    with exit_on_error():
        registry, pictures = _registry(run), evaluate.load(photos)
        figures = evaluate.where_next(pictures, registry.colorizer(model))
    table([f"{photos.name} ({len(pictures)})", "psnr"], [[k, v] for k, v in figures.items()])
    _save(json, figures)


@app.command()
def camvid(
    folder: Annotated[Path, typer.Argument(help="CamVid in the SegNet tutorial's form.")],
    model: Models = None,
    gray: Gray = False,
    split: Annotated[str, typer.Option(help="train, val or test.")] = "test",
    json: Json = None,
) -> None:
    """Intersection over union of the 11 classes of street scenes, at the frames' own size."""
    with exit_on_error():
        registry, scenes = Registry(), open_camvid(folder, split)
        found = _segmenters(registry, model, CAMVID_11.names)
        figures = {n: segmenters.camvid(_shown(scenes, gray), s) for n, s in found.items()}
    table(
        [_title(f"camvid {split}", scenes, gray), *figures],
        [
            [row, *(f"{overlaps[row]:.1%}" for overlaps in figures.values())]
            for row in (*CAMVID_11.names, "mean")
        ],
    )
    _save(json, figures)


@app.command()
def people(
    folder: Annotated[Path, typer.Argument(help="Holds images and masks.")],
    model: Models = None,
    gray: Gray = False,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Only every fifth, kept from training.")
    ] = False,
    json: Json = None,
) -> None:
    """Intersection over union of masks of people, mean over pictures, at their own size."""
    with exit_on_error():
        registry, (learned, rest) = Registry(), open_people(folder)
        scenes = rest if held_out else learned + rest
        found = _segmenters(registry, model, PEOPLE.foreground)
        figures = segmenters.people(_shown(scenes, gray), found)
    table(
        [_title("held-out people" if held_out else "people", scenes, gray), "IoU"],
        [[way, f"{overlap:.1%}"] for way, overlap in figures.items()],
    )
    _save(json, figures)


def _segmenters(
    registry: Registry, names: list[str] | None, classes: Sequence[str]
) -> dict[str, Segmenter]:
    """Load the segmenters named, by default every ready one that knows some classes."""
    able = [model.name for model in registry.ready(SEGMENT) if knows(model, classes)]
    return {n: registry.segmenter(n) for n in names or able or [choose(registry)]}


def _shown(scenes: Sequence[Scene], gray: bool) -> Iterator[Scene]:
    """Yield the scenes one by one, without their colours if that is asked for."""
    for scene in tqdm(scenes, disable=not interactive(), unit="picture"):
        yield segmenters.grayed(scene) if gray else scene


def _title(name: str, scenes: Sequence[Scene], gray: bool) -> str:
    return f"{name}{', gray' if gray else ''} ({len(scenes)})"


def _registry(run: Path | None) -> Registry:
    return open_run(run) if run else Registry()


def _save(path: Path | None, figures: dict) -> None:
    if path:
        path.write_text(javascript_notation.dumps(figures, indent=2) + "\n", encoding="utf-8")
