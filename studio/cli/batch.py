"""`colorstudio batch`: colour a folder of photos, and go on where it was cut short."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio.background import Controls
from studio.batch import albums, jobs, watching
from studio.batch.cluster import Cluster
from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.run import Tell, run
from studio.batch.tally import Tally
from studio.batch.workers import Pool, count_affordable
from studio.cli.coloring import open_reference
from studio.cli.inputs import (
    DEFAULT_NAME,
    Format,
    KeepTimes,
    Name,
    Overwrite,
    Reference,
    RestoreContrast,
    check_format,
    read_pattern,
)
from studio.cli.interrupt import stop_by_hand
from studio.cli.report import Failures, Notes, exit_on_error, interactive, plain, say
from studio.models.registry import Registry
from studio.recipe import recipe_reader
from studio.recipe.recipe import Recipe


def batch(
    folder: Annotated[
        Path, typer.Argument(help="A folder of photos; subfolders count.", readable=False)
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="A folder for the results.", readable=False)
    ],
    recipe: Annotated[
        Path | None,
        typer.Option(help="A saved recipe, or a PNG exported with one.", readable=False),
    ] = None,
    reference: Reference = None,
    album: Annotated[
        bool,
        typer.Option("--album", help="Colour photos of the same place or people of one piece."),
    ] = False,
    model: Annotated[
        str | None, typer.Option(help="Instead of the recipe's; see `colorstudio models list`.")
    ] = None,
    restore_contrast: RestoreContrast = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes, 600 MB each; as many as cores and memory bear."),
    ] = None,
    format: Format = "png",
    name: Name = DEFAULT_NAME,
    keep_times: KeepTimes = False,
    overwrite: Overwrite = False,
    spare_colored: Annotated[
        bool, typer.Option("--spare-colored", help="Leave photos alone that are in colour.")
    ] = False,
    sheet: Annotated[bool, typer.Option("--sheet", help="Draw contact sheets, too.")] = False,
    archive: Annotated[bool, typer.Option("--zip", help="Pack the results, too.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Colour what arrives, too, until Ctrl+C.")
    ] = False,
    dask: Annotated[
        str | None, typer.Option(help="Scheduler of a Dask cluster, tcp://HOST:PORT.")
    ] = None,
) -> None:
    """Colour a folder of photos; the same command again does what is left."""
    check_format(format)
    pattern = read_pattern(name)
    if album and watch:
        raise typer.BadParameter("an album is of photos that are there", param_hint="--album")
    controls, failures = Controls(), Failures()
    with failures.report(reference):
        like = open_reference(reference)
    failures.exit()
    with exit_on_error():
        job = Job(
            photos=folder,
            results=out,
            recipe=_recipe(recipe, model, restore_contrast),
            format=format,
            pattern=pattern,
            keeps_times=keep_times,
            existing="replace" if overwrite else "refuse",
            spares_colored=spare_colored,
            reference=like,
            album=album,
        )
        with (
            _crew(job, workers or count_affordable(), dask) as crew,
            stop_by_hand(controls),
            _show(job) as tell,
        ):
            progress = run(job, crew, controls, tell, watching.arrivals if watch else jobs.find_now)
        if controls.stopped and not progress.total and not watch:
            say("Stopped while photos were looked for. The same command begins anew.", err=True)
            raise typer.Exit(1)
        _summarize(progress)
        _gather(job, progress, sheet=sheet, archive=archive)
    if len(progress.done) + len(progress.left) < progress.total:
        raise typer.Exit(1)


def _gather(job: Job, progress: Tally, *, sheet: bool, archive: bool) -> None:
    """Draw contact sheets of what is done, and pack it, as was asked for."""
    pairs = albums.pairs(job, progress)
    if sheet:
        for path in albums.contact_sheets(pairs, job.results):
            say(str(path))
    if archive and pairs:
        say(str(albums.archive((result for _, result in pairs), job.results)))


def _recipe(path: Path | None, model: str | None, contrast: float | None) -> Recipe:
    recipe = recipe_reader.open_file(path).recipe if path else Recipe()
    recipe = recipe if contrast is None else replace(recipe, contrast=contrast)
    return replace(recipe, model=model) if model else recipe


def _crew(job: Job, workers: int, address: str | None) -> Pool | Cluster:
    if address:
        return Cluster(address)
    Registry().require(job.recipe.model)  # says how to install it, and says so once
    return Pool(workers)


@contextmanager
def _show(job: Job) -> Iterator[Tell]:
    """Show progress on a terminal, and name on stderr what fails as it does."""
    notes = Notes()
    with tqdm(unit="photo", disable=not interactive()) as bar:
        count = 0

        def tell(progress: Tally, latest: Entry | None) -> None:
            nonlocal count
            for remark in progress.remarks[count:]:
                tqdm.write(plain(remark), file=sys.stderr)
            count = len(progress.remarks)
            bar.set_description_str(str(progress.stage or ""), refresh=False)
            bar.total = progress.total
            bar.update(progress.settled - bar.n)
            if latest and latest.reason:
                named = f"{job.photos / latest.photo}: {latest.reason}"
                tqdm.write(plain(named), file=sys.stderr)
            if latest:
                notes.add(job.photos / latest.photo, latest.notes.splitlines())

        yield tell
    notes.tell()


def _summarize(progress: Tally) -> None:
    colored = len(progress.done) - progress.earlier
    typer.echo(
        f"{colored} coloured, {progress.earlier} done before, {len(progress.failed)} failed: "
        f"{progress.rate:.2f} photos a second."
    )
    causes = Counter(entry.cause for entry in progress.left)
    if colored := causes.pop("colored", 0):
        typer.echo(f"{colored} left alone: they are in colour already.")
    if causes:
        typer.echo(f"{causes.total()} left alone, as is said above.")
    left = progress.total - progress.settled
    if left:
        typer.echo(f"Stopped with {left} left. The same command goes on from there.", err=True)
