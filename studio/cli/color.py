"""The commands that colour: at once, with hints, with a saved recipe, by a model just trained."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from studio import disk
from studio.cli import coloring, inputs, options, streams
from studio.cli.language import tell
from studio.cli.options import Colors, Photos, Result, Results
from studio.cli.pick import numbers, place
from studio.cli.report import Failures, exit_on_error, tell_notes
from studio.errors import RecipeError
from studio.language import _
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo.photo import Photo
from studio.recipe import hints, recipe_reader
from studio.recipe.hints import THING, Hints, Point
from studio.recipe.recipe import NO_HINTS, OUTDATED, Recipe, Saved
from studio.rendering.fitting import fit
from studio.rendering.memory import Memory

SPOT = 0.01  # size of a hint at a pixel; its colour fills the thing there


def auto(
    photos: Photos,
    results: Results,
    colors: Colors,
    model: Annotated[str, typer.Option(help="See `colorstudio models list`.")] = Recipe.model,
    restore_contrast: options.RestoreContrast = None,
) -> None:
    """Colour photos with one recipe."""
    registry = Registry()
    with exit_on_error():
        recipe = Recipe(model=registry.find(model).name, contrast=restore_contrast)
    saved = Saved(recipe=colors.apply(recipe))
    coloring.color_all(photos, results, saved, registry=registry)


def hint(
    photo: options.Photo,
    result: Result,
    hint_file: Annotated[
        Path | None, typer.Option("--hints", help="JSON of points and strokes.", readable=False)
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            help="X,Y=COLOR: a colour, by name or as #rrggbb, for the thing at that pixel; "
            "may be given again."
        ),
    ] = None,
    reference: options.Reference = None,
    engine: Annotated[str, typer.Option(help="compact or levin2004.")] = Recipe.model,
) -> None:
    """Colour a photo with hints, or as another picture; each hint gets the colour asked for."""
    inputs.check_ending(result.out)
    if not (hint_file or at or reference):
        needed = tell("a hint file, --at a spot, or a --reference")
        raise typer.BadParameter(needed, param_hint="--hints")
    spots = list(map(_read_spot, at or ()))
    failures = Failures()
    with failures.report(hint_file):
        wanted = _hints(hint_file) if hint_file else NO_HINTS
    with failures.report(reference):
        like = inputs.open_reference(reference)
    failures.exit()
    with failures.report(photo):
        catalog.require_hints(engine)
        coloring.claim(result, [path for path in (photo, hint_file, reference) if path])
        source = streams.open_photo(photo)
        tell_notes(photo, source.notes)
        memory = Memory(Registry())
        points = (*wanted.points, *(spot.find(source) for spot in spots))
        recipe = Recipe(model=engine, hints=replace(wanted, points=points))
        recipe = fit(recipe, source, memory, reference=like)
        if recipe.reference is not None:
            tell_notes(photo, [recipe.reference.summary])
        coloring.color(source, photo, result, recipe, memory)
        coloring.tell(1, result)
    failures.exit()


def render(
    recipe: Annotated[
        Path, typer.Argument(help="A saved recipe, or a PNG exported with one.", readable=False)
    ],
    photos: Photos,
    results: Results,
) -> None:
    """Colour photos with a saved recipe: the same pixels as the studio's download."""
    failures = Failures()
    with failures.report(recipe):
        saved = recipe_reader.open_file(recipe)
    failures.exit()
    if saved.is_outdated:
        tell_notes(recipe, [OUTDATED])
    coloring.color_all(photos, results, saved, others=[recipe])


def predict(
    photos: Annotated[
        list[Path], typer.Option("--input", help="A photo or folder; repeatable.", readable=False)
    ],
    run: Annotated[
        Path, typer.Option(help="The folder that `colorstudio train` filled.", readable=False)
    ],
    results: Results,
    colors: Colors,
) -> None:
    """Colour photos with the model of a training run."""
    with exit_on_error():
        registry = inputs.open_run(run)
        (model,) = registry.models
        registry.colorizer(model)
    saved = Saved(recipe=colors.apply(Recipe(model=model)))
    coloring.color_all(photos, results, saved, registry=registry)


@dataclass(frozen=True)
class _Spot:
    """A colour for what is at a pixel."""

    x: float
    y: float
    color: str  # "#rrggbb"

    def find(self, source: Photo) -> Point:
        """Return the hint that it is in a photo; a `RecipeError` if it is beside it."""
        x, y = place(source, self.x, self.y)
        return Point(x=x, y=y, color=self.color, size=SPOT, within=THING)


def _read_spot(text: str) -> _Spot:
    """Read what is written X,Y=COLOR; refuse anything else as wrong usage."""
    where, _equals, color = text.partition("=")
    x, y = numbers(where, 2, "--at")
    try:
        return _Spot(x, y, hints.read_color(color))
    except RecipeError as error:
        raise typer.BadParameter(tell(error.sentence), param_hint="--at") from error


def _hints(path: Path) -> Hints:
    with disk.raise_read_errors(_("a hint file"), RecipeError):
        return hints.loads(path.read_bytes())
