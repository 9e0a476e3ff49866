"""`colorstudio film`: colour a film, and go on where it was cut short."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio.cli import inputs
from studio.cli.interrupt import stop_by_hand
from studio.cli.report import exit_on_error, interactive, say
from studio.film.clip import Span
from studio.film.follower import Follower
from studio.film.formats import FORMATS
from studio.film.job import Controls, Job, Progress, Tell
from studio.film.run import run
from studio.models.registry import Registry
from studio.recipe import recipe_reader
from studio.recipe.recipe import STYLES, Recipe


def film(
    clip: Annotated[
        Path, typer.Argument(help="A film, or a folder of numbered pictures.", readable=False)
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            help=".mp4; .mkv without loss; .mov (ProRes); .webm; or a folder for PNG pictures.",
            readable=False,
        ),
    ],
    style: Annotated[str | None, typer.Option(help=f"{', '.join(STYLES)}.")] = None,
    recipe: Annotated[
        Path | None,
        typer.Option(help="A saved recipe, or a PNG exported with one.", readable=False),
    ] = None,
    start: Annotated[
        float, typer.Option("--from", help="Second to begin at.", show_default=False)
    ] = -math.inf,
    end: Annotated[
        float, typer.Option("--to", help="Second to end before.", show_default=False)
    ] = math.inf,
    deinterlace: Annotated[
        bool, typer.Option("--deinterlace", help="Make whole pictures of interlaced halves.")
    ] = False,
    overwrite: inputs.Overwrite = False,
) -> None:
    """Colour a film; the same command goes on where it was stopped or cut short."""
    if style and recipe:
        raise typer.BadParameter("a style or a recipe, not both", param_hint="--style")
    if out.suffix.lower() not in FORMATS:
        endings = ", ".join(filter(None, FORMATS))
        raise typer.BadParameter(f"one of {endings}, or a folder", param_hint="--out")
    controls = Controls()
    with exit_on_error():
        job = Job(
            film=clip,
            result=out,
            span=Span(start, end),
            existing="replace" if overwrite else "refuse",
            deinterlaces=deinterlace,
        )
        chosen = _recipe(style, recipe)
        registry = Registry()
        with stop_by_hand(controls), _show() as tell:
            progress = run(
                job, lambda start: Follower(chosen, registry, start=start), controls, tell
            )
    _summarize(progress, out)


def _recipe(style: str | None, path: Path | None) -> Recipe:
    if path:
        return recipe_reader.open_file(path).recipe
    return Recipe().in_style(style) if style else Recipe()


@contextmanager
def _show() -> Iterator[Tell]:
    """Show progress on a terminal, and say at the beginning what is to be known of the film."""
    with tqdm(unit="frame", disable=not interactive()) as bar:

        def tell(progress: Progress) -> None:
            if progress.done == progress.earlier:
                bar.total = progress.total or None
                bar.initial = progress.earlier
                for note in progress.clip.notes:
                    say(note, err=True)
            bar.update(progress.done - bar.n)

        yield tell


def _summarize(progress: Progress, out: Path) -> None:
    colored = progress.done - progress.earlier
    say(
        f"{colored:,} frames coloured, {progress.earlier:,} done before: "
        f"{progress.rate:.2f} frames a second."
    )
    if not progress.is_whole:
        say(f"Stopped. The same command goes on from there, to {out}.", err=True)
        raise typer.Exit(1)
