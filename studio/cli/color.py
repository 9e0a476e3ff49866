"""The commands that colour: at once, with hints, with a saved recipe, by a model just trained."""

from pathlib import Path
from typing import Annotated

import typer

from studio import disk
from studio.cli import coloring, inputs
from studio.cli.coloring import Place
from studio.cli.report import Failures, exit_on_error, say, tell_notes
from studio.errors import RecipeError
from studio.models import catalog
from studio.models.registry import Registry
from studio.recipe import hints, recipe_reader
from studio.recipe.hints import Hints
from studio.recipe.recipe import NO_HINTS, OUTDATED, Recipe, Saved
from studio.recipe.regions import MOST_STRENGTH
from studio.rendering.memory import Memory

Vividness = Annotated[
    float, typer.Option(min=0, max=1, help="0 expected colours, 1 the likeliest.")
]


def auto(
    photos: inputs.Photos,
    out: inputs.Out,
    model: Annotated[str, typer.Option(help="See `colorstudio models list`.")] = Recipe.model,
    vividness: Vividness = Recipe.vividness,
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colours; 0 is gray.")
    ] = Recipe.strength,
    restore_contrast: inputs.RestoreContrast = None,
    format: inputs.Format = "png",
    name: inputs.Name = inputs.DEFAULT_NAME,
    pages: inputs.Pages = inputs.FIRST,
    mark: inputs.Mark = False,
    keep_times: inputs.KeepTimes = False,
    overwrite: inputs.Overwrite = False,
    quiet: inputs.Quiet = False,
) -> None:
    """Colour photos with one recipe."""
    inputs.check_format(format)
    place = Place(
        out=out,
        format=format,
        pattern=inputs.read_pattern(name),
        keeps_times=keep_times,
        overwrite=overwrite,
        stamped=mark,
        quiet=quiet,
        every_page=inputs.read_pages(pages),
    )
    with exit_on_error():
        recipe = Recipe(
            model=_find(model), vividness=vividness, strength=strength, contrast=restore_contrast
        )
    coloring.color_all(photos, place, Saved(recipe=recipe))


def hint(
    photo: Annotated[Path, typer.Argument(help="The photo.", readable=False)],
    out: inputs.Out,
    hint_file: Annotated[
        Path | None, typer.Option("--hints", help="JSON of points and strokes.", readable=False)
    ] = None,
    reference: inputs.Reference = None,
    engine: Annotated[str, typer.Option(help="compact or levin2004.")] = Recipe.model,
    mark: inputs.Mark = False,
    keep_times: inputs.KeepTimes = False,
    overwrite: inputs.Overwrite = False,
) -> None:
    """Colour a photo with hints, or as another picture; each hint gets the colour asked for."""
    inputs.check_ending(out)
    if not (hint_file or reference):
        raise typer.BadParameter("a hint file, or a --reference", param_hint="--hints")
    failures = Failures()
    with failures.report(hint_file):
        wanted = _hints(hint_file) if hint_file else NO_HINTS
    with failures.report(reference):
        like = coloring.open_reference(reference)
    failures.exit()
    with failures.report(photo):
        _check_engine(engine)
        given = [path for path in (photo, hint_file, reference) if path]
        inputs.check_target(out, disk.identities(given), overwrite=overwrite)
        disk.remove_parts([out.parent])
        recipe = Recipe(model=engine, hints=wanted)
        place = Place(out=out, keeps_times=keep_times, stamped=mark, overwrite=overwrite)
        source = coloring.color(photo, place, recipe, Memory(Registry()), like=like)
        tell_notes(photo, source.notes)
    failures.exit()


def render(
    recipe: Annotated[
        Path, typer.Argument(help="A saved recipe, or a PNG exported with one.", readable=False)
    ],
    photos: inputs.Photos,
    out: inputs.Out,
    format: inputs.Format = "png",
    name: inputs.Name = inputs.DEFAULT_NAME,
    pages: inputs.Pages = inputs.FIRST,
    mark: inputs.Mark = False,
    keep_times: inputs.KeepTimes = False,
    overwrite: inputs.Overwrite = False,
    quiet: inputs.Quiet = False,
) -> None:
    """Colour photos with a saved recipe: the same pixels as the studio's download."""
    inputs.check_format(format)
    place = Place(
        out=out,
        format=format,
        pattern=inputs.read_pattern(name),
        keeps_times=keep_times,
        overwrite=overwrite,
        stamped=mark,
        quiet=quiet,
        every_page=inputs.read_pages(pages),
    )
    failures = Failures()
    with failures.report(recipe):
        saved = recipe_reader.open_file(recipe)
    failures.exit()
    if saved.is_outdated:
        say(f"{recipe}: {OUTDATED}", err=True)
    coloring.color_all(photos, place, saved, others=[recipe])


def predict(
    photos: Annotated[
        list[Path], typer.Option("--input", help="A photo or folder; repeatable.", readable=False)
    ],
    run: Annotated[
        Path, typer.Option(help="The folder that `colorstudio train` filled.", readable=False)
    ],
    out: inputs.Out,
    vividness: Vividness = Recipe.vividness,
    name: inputs.Name = inputs.DEFAULT_NAME,
    mark: inputs.Mark = False,
    keep_times: inputs.KeepTimes = False,
    overwrite: inputs.Overwrite = False,
    quiet: inputs.Quiet = False,
) -> None:
    """Colour photos with the model of a training run."""
    pattern = inputs.read_pattern(name)
    place = Place(
        out=out,
        pattern=pattern,
        keeps_times=keep_times,
        stamped=mark,
        overwrite=overwrite,
        quiet=quiet,
    )
    with exit_on_error():
        registry = inputs.open_run(run)
        (model,) = registry.models
        registry.colorizer(model)
    saved = Saved(recipe=Recipe(model=model, vividness=vividness))
    coloring.color_all(photos, place, saved, registry=registry)


def _hints(path: Path) -> Hints:
    with disk.raise_read_errors("a hint file", RecipeError):
        return hints.loads(path.read_bytes())


def _find(name: str) -> str:
    """Return the name of a model; an `UnknownModelError` lists the colorizers if it is none."""
    known = catalog.models()
    fitting = {m.name: m for m in known.values() if m.task == "colorize" or m.name == name}
    return catalog.find(name, fitting).name


def _check_engine(engine: str) -> None:
    if not catalog.find(engine).hints:
        able = [model.name for model in catalog.models().values() if model.hints]
        raise RecipeError(
            f"the engine {engine!r}, which takes no hints",
            f"one of {', '.join(able)}",
            "choose one of these",
        )
