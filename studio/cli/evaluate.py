"""`colorstudio evaluate`: the figures of the model cards, measured on any folder of photos."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from studio.cli import evaluate_colors, evaluate_film, evaluate_masks, language
from studio.cli.app import App
from studio.cli.figures import (
    Json,
    Model,
    Models,
    Photos,
    Run,
    entitle,
    follow,
    open_photos,
    save,
    tell,
)
from studio.cli.report import exit_on_error, say, table
from studio.color.arrays import Picture
from studio.errors import RecipeError
from studio.evaluate.automatic import GRAY, Way, measure_way, ways
from studio.evaluate.guidance import measure_answers, measure_next_spots, measure_suggestions
from studio.evaluate.hinted import measure_hints
from studio.evaluate.masked import EXPECTED, open_masked
from studio.evaluate.originals import load
from studio.evaluate.reach import measure_gains, measure_reach
from studio.evaluate.realism import Judge, extractor
from studio.evaluate.referenced import copies, earlier, measure_references, strangers
from studio.evaluate.verdict import verdict
from studio.language import _
from studio.models import catalog, runtimes
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe

app = App(no_args_is_help=True)
PSNR = "psnr"  # figures have their names of programs
GAINS = _("hints"), PSNR, _("gain")
app.add_typer(evaluate_masks.app)  # without a name, so its commands are among these
app.add_typer(evaluate_colors.app)
app.add_typer(evaluate_film.app)


@app.command()
def auto(photos: Photos, model: Models = None, run: Run = None, to: Json = None) -> None:
    """RGB PSNR, SSIM, CIEDE2000, colourfulness and realism (KID) without hints, at 256 x 256."""
    with open_photos(photos, run) as (registry, pictures):
        several = ways(registry, model)
        judge = _judge(pictures)
        figures = {way: measure_way(pictures, way, registry, judge) for way in several}
        made = {way.name: found for way, found in figures.items() if isinstance(way, Way)}
        say(verdict(figures[GRAY], made))
        rows = {way.name: found.row() for way, found in figures.items()}
        head = [entitle(photos.name, pictures), *rows[GRAY.name]]
        tell(head, [[name, *row.values()] for name, row in rows.items()], rows, to)


@app.command()
def hints(
    photos: Annotated[
        Path | None, typer.Argument(help="A folder of colour photos.", readable=False)
    ] = None,
    masks: Annotated[
        list[Path] | None, typer.Option(help=f"Holds {EXPECTED}; repeatable.", readable=False)
    ] = None,
    engine: Annotated[list[str] | None, typer.Option(help="compact and levin2004.")] = None,
    every: Annotated[int, typer.Option(min=1, help="Measure every so many photos.")] = 1,
    most: Annotated[int | None, typer.Option(min=1, help="Photos of each folder.")] = None,
    run: Run = None,
    to: Json = None,
) -> None:
    """RGB PSNR with simulated hints, at 256 x 256, and by masks how far a hint's colour goes.

    Hints go over the photo, for every engine; and to the thing under them, by the picker's own
    choice or at a level. By masks: "covered" is the share of a thing that one hint of 1 % in its
    middle changes, "spilt" that of all else, "worst" what nine in ten hints spill less than.
    """
    if not photos and not masks:
        wanted = language.tell("a folder of colour photos, or --masks")
        raise typer.BadParameter(wanted, param_hint="photos")
    chosen = slice(0, most and most * every, every)
    figures: dict[str, Mapping] = {}
    with open_photos(photos, run) as (registry, pictures):
        if photos:
            pictures = pictures[chosen]
            title = entitle(photos.name, pictures)
            names = engine or [m.name for m in registry.models.values() if m.hints]
            figures["engines"] = _measure_engines(title, pictures, names, registry)
            if Recipe.model in names and not run:
                figures["ways"] = _measure_ways(title, pictures, registry)
        for folder in masks or ():
            figures[f"masks of {folder.name}"] = _measure_reach(folder, chosen, registry)
        if not masks:
            say(
                _("How far colours go is measured where --masks holds {what}.", what=EXPECTED),
                err=True,
            )
        save(figures, to)


def _measure_engines(
    title: str, pictures: Sequence[Picture], names: Sequence[str], registry: Registry
) -> Mapping:
    """Print what true hints give each engine, and return it."""
    for name in names:
        if not catalog.find(name, registry.models).hints:
            found = _("{name}, which takes no hints", name=name)
            raise RecipeError(found, _("an engine that does"), _("choose compact"))
    figures = {n: measure_hints(pictures, registry.colorizer(n)) for n in names}
    rows = [
        [name, n, r.psnr, r.psnr - counts[0].psnr, r.distance_before, r.distance_after]
        for name, counts in figures.items()
        for n, r in counts.items()
    ]
    table([title, *GAINS, _("dab before"), _("dab after")], rows)
    return {n: {k: asdict(r) for k, r in counts.items()} for n, counts in figures.items()}


def _measure_ways(title: str, pictures: Sequence[Picture], registry: Registry) -> Mapping:
    """Print what true hints give that go over the photo or stay in things, and return it."""
    figures = measure_gains(follow(pictures), Recipe.model, registry)
    rows = [
        [_("{model} within {way}", model=Recipe.model, way=way), n, psnr, psnr - counts[0]]
        for way, counts in figures.items()
        for n, psnr in counts.items()
    ]
    table([title, *GAINS], rows)
    return figures


def _measure_reach(folder: Path, chosen: slice, registry: Registry) -> Mapping:
    """Print how far hints go in photos with masks, and return it."""
    photos = open_masked(folder, chosen)
    reach = measure_reach(follow(photos), registry)
    figures = {way: asdict(row) for way, row in reach.items()}
    rows = [[_("within {way}", way=way), *row.values()] for way, row in figures.items()]
    table([entitle(folder.name, photos, gray=True), *next(iter(figures.values()))], rows)
    return figures


@app.command()
def reference(
    photos: Photos,
    apart: Annotated[
        list[int] | None,
        typer.Option(min=1, help="The photos are a film: refer to so many frames before."),
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Of a film, measure every so many.")] = 12,
    to: Json = None,
) -> None:
    """RGB PSNR with a reference: an altered copy and another photo, or an earlier frame."""
    with exit_on_error():
        registry, pictures = Registry(), load(photos)
        if apart:
            pairs = {_("{n} before", n=n): earlier(pictures, n, every) for n in apart}
        else:
            pairs = {_("altered copy"): copies(pictures), _("another photo"): strangers(pictures)}
        figures = {name: asdict(measure_references(p, registry)) for name, p in pairs.items()}
    head = [_("pairs"), _("automatic"), PSNR, _("least gain"), _("matches"), _("fitting")]
    rows = [[name, len(pairs[name]), *row.values()] for name, row in figures.items()]
    tell([entitle(photos.name, pictures), *head], rows, figures, to)


@app.command()
def suggestions(
    photos: Photos, model: Model = Recipe.model, run: Run = None, to: Json = None
) -> None:
    """Share of random spots whose true colour is close to one of the colours suggested there."""
    with open_photos(photos, run) as (registry, pictures):
        figures = measure_suggestions(pictures, registry.colorizer(model))
        rows = [[way, _("{share:.1%}", share=share)] for way, share in figures.items()]
        head = [entitle(photos.name, pictures), _("spots")]
        tell(head, rows, figures, to)


@app.command("where-next")
def where_next(
    photos: Photos, model: Model = Recipe.model, run: Run = None, to: Json = None
) -> None:
    """RGB PSNR of five hints where the studio proposes them, against five at random."""
    with open_photos(photos, run) as (registry, pictures):
        found = measure_next_spots(pictures, model, registry)
        none, random, proposed = _("no hints"), _("random"), _("proposed")
        figures = {none: found.no_hints, random: found.random, proposed: found.proposed}
        tell([entitle(photos.name, pictures), PSNR], list(figures.items()), figures, to)


@app.command("answers")
def answers(photos: Photos, model: Model = Recipe.model, run: Run = None, to: Json = None) -> None:
    """RGB PSNR of the first answer, and of the best where several are offered."""
    with open_photos(photos, run) as (registry, pictures):
        found = measure_answers(pictures, model, registry)
        answer, best, several = _("answer"), _("best of four"), _("answers")
        figures = {answer: found.first, best: found.best, several: found.count}
        tell([entitle(photos.name, pictures), PSNR], list(figures.items()), figures, to)


def _judge(pictures: Sequence[Picture]) -> Judge | None:
    """Return the judge of realism, if it is installed and there are pairs to compare."""
    registry = Registry()
    model = extractor(registry)
    if not registry.is_ready(model):
        gap = runtimes.find_gap(model.runtime)
        command = gap.command if gap else f"colorstudio models install {model.name}"
        say(
            _("How real the colours look is measured after `{command}`.", command=command), err=True
        )
        return None
    return Judge(pictures, registry.extractor(model.name)) if pictures[1:] else None
