"""`colorstudio batch`: colour a folder of photos, and go on where it was cut short."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
from studio.cli import inputs, options
from studio.cli.interrupt import stop_by_hand
from studio.cli.options import Colors, FolderResults
from studio.cli.report import Failures, Notes, confirm, exit_on_error, interactive, plain, say
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
) -> None:
    """Colour a folder of photos; the same command again does what is left."""
    if wish.album and watch:
        raise typer.BadParameter("an album is of photos that are there", param_hint="--album")
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
            keeps_times=results.keep_times,
            existing="replace" if results.overwrite else "refuse",
            spares_colored=spare_colored,
            reference=like,
            album=wish.album,
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
        _gather(job, progress, extras)
    if len(progress.done) + len(progress.left) < progress.total:
        raise typer.Exit(1)


def _gather(job: Job, progress: Tally, extras: Extras) -> None:
    """Draw contact sheets of what is done, and pack it, as was asked for."""
    pairs = albums.pairs(job, progress)
    if extras.sheet:
        for path in albums.contact_sheets(pairs, job.results):
            say(str(path))
    if extras.archive and pairs:
        say(str(albums.archive((result for _, result in pairs), job.results)))


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
    confirm(
        f"{colored} coloured, {progress.earlier} done before, {len(progress.failed)} failed: "
        f"{progress.rate:.2f} photos a second."
    )
    causes = Counter(entry.cause for entry in progress.left)
    if colored := causes.pop("colored", 0):
        confirm(f"{colored} left alone: they are in colour already.")
    if causes:
        confirm(f"{causes.total()} left alone, as is said above.")
    left = progress.total - progress.settled
    if left:
        say(f"Stopped with {left} left. The same command goes on from there.", err=True)
