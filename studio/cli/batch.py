"""`colorstudio batch`: colour a folder of photos, and go on where it was cut short."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from studio.background import Controls
from studio.batch import albums, jobs, watching
from studio.batch.cluster import Cluster
from studio.batch.jobs import Job
from studio.batch.run import run
from studio.batch.tally import Tally
from studio.batch.workers import Pool, count_affordable
from studio.cli import batch_report, inputs, language, options
from studio.cli.interrupt import stop_by_hand
from studio.cli.options import Colors, FolderResults
from studio.cli.report import Failures, exit_on_error, say
from studio.language import _
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What colours the photos are to have."""

    recipe: options.SavedRecipe = None
    reference: options.Reference = None
    album: Annotated[
        bool,
        typer.Option("--album", help="Colour photos of the same place or people of one piece."),
    ] = False
    model: Annotated[
        str | None, typer.Option(help="Instead of the recipe's; see `colorstudio models list`.")
    ] = None
    restore_contrast: options.RestoreContrast = None

    def read(self, colors: Colors) -> Recipe:
        """Return the recipe that is meant; raises as `inputs.open_recipe` does."""
        recipe = colors.apply(inputs.open_recipe(self.recipe))
        contrast = self.restore_contrast
        return replace(
            recipe,
            model=self.model or recipe.model,
            contrast=recipe.contrast if contrast is None else contrast,
        )


@dataclass(frozen=True, kw_only=True)
class Extras:
    """What is made of all results together."""

    sheet: Annotated[bool, typer.Option("--sheet", help="Draw contact sheets, too.")] = False
    archive: Annotated[bool, typer.Option("--zip", help="Pack the results, too.")] = False


def batch(
    folder: Annotated[
        Path, typer.Argument(help="A folder of photos; subfolders count.", readable=False)
    ],
    results: FolderResults,
    wish: Wish,
    colors: Colors,
    extras: Extras,
    spare_colored: Annotated[
        bool, typer.Option("--spare-colored", help="Leave photos alone that are in colour.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Colour what arrives, too, until Ctrl+C.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes, 600 MB each; as many as cores and memory bear."),
    ] = None,
    dask: options.Scheduler = None,
    as_json: options.Json = False,
) -> None:
    """Colour a folder of photos; the same command again does what is left."""
    if wish.album and watch:
        raise typer.BadParameter(
            language.tell("an album is of photos that are there"), param_hint="--album"
        )
    controls, failures = Controls(), Failures()
    with failures.report(wish.reference):
        like = inputs.open_reference(wish.reference)
    failures.exit()
    with exit_on_error():
        job = Job(
            photos=folder,
            results=results.out,
            recipe=wish.read(colors),
            format=results.format,
            pattern=results.pattern,
            stamped=results.mark,
            every_page=results.every_page,
            keeps_times=results.keep_times,
            existing="replace" if results.overwrite else "refuse",
            spares_colored=spare_colored,
            reference=like,
            album=wish.album,
        )
        with (
            _crew(job, workers or count_affordable(), dask) as crew,
            stop_by_hand(controls),
            batch_report.show(job, as_json=as_json) as tell,
        ):
            progress = run(job, crew, controls, tell, watching.arrivals if watch else jobs.find_now)
        if controls.stopped and not progress.total and not watch:
            say(_("Stopped while photos were looked for. The same command begins anew."), err=True)
            raise typer.Exit(1)
        batch_report.summarize(progress, as_json=as_json)
        for path in _gather(job, progress, extras):
            say(str(path), err=as_json)
    if len(progress.done) + len(progress.left) < progress.total:
        raise typer.Exit(1)


def _gather(job: Job, progress: Tally, extras: Extras) -> Iterator[Path]:
    """Draw contact sheets of what is done, and pack it, as was asked for; yield what is made."""
    pairs = albums.pairs(job, progress)
    if extras.sheet:
        yield from albums.contact_sheets(pairs, job.results)
    if extras.archive and pairs:
        yield albums.archive(albums.results(job, progress), job.results)


def _crew(job: Job, workers: int, address: str | None) -> Pool | Cluster:
    registry = Registry()
    registry.find(job.recipe.model)
    if address:
        return Cluster(address)
    registry.require(job.recipe.model)  # says how to install it, and says so once
    return Pool(workers)
