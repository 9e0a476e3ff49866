"""What `colorstudio batch` says while it works, and in the end: to a person, or to a program."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from tqdm import tqdm

from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.run import Tell
from studio.batch.tally import Tally
from studio.cli import language
from studio.cli.report import Notes, confirm, interactive, plain, say
from studio.language import _


@contextmanager
def show(job: Job, *, as_json: bool) -> Iterator[Tell]:
    """Show progress on a terminal, and name on stderr what fails as it does.

    A program gets a line for each photo on stdout.
    """
    notes = Notes()
    with tqdm(unit=language.tell("photo"), disable=not interactive()) as bar:
        count = 0

        def tell(progress: Tally, latest: Entry | None) -> None:
            nonlocal count
            for remark in progress.remarks[count:]:
                tqdm.write(plain(language.tell(remark)), file=sys.stderr)
            count = len(progress.remarks)
            bar.set_description_str(_describe_stage(progress), refresh=False)
            bar.total = progress.total
            bar.update(progress.settled - bar.n)
            if latest is None:
                return
            path = job.photos / latest.photo
            notes.add(path, latest.notes)
            if latest.reason:
                failed = language.tell("{name}: {sentence}", name=path, sentence=latest.reason)
                tqdm.write(plain(failed), file=sys.stderr)
            if as_json:
                typer.echo(_to_json(job, latest))

        yield tell
    notes.tell()


def summarize(progress: Tally, *, as_json: bool) -> None:
    """Say how many photos were coloured and how many not, on stderr where stdout is a program's."""
    coloured = len(progress.done) - progress.earlier
    confirm(
        _(
            "{n} coloured, {earlier} done before, {failed} failed: {rate:.2f} photos a second.",
            n=coloured,
            earlier=progress.earlier,
            failed=len(progress.failed),
            rate=progress.rate,
        ),
        err=as_json,
    )
    causes = Counter(entry.cause for entry in progress.left)
    if in_color := causes.pop("colored", 0):
        confirm(_("{n} left alone: they are in colour already.", n=in_color), err=as_json)
    if causes:
        confirm(_("{n} left alone, as is said above.", n=causes.total()), err=as_json)
    left = progress.total - progress.settled
    if left:
        say(_("Stopped with {n} left. The same command goes on from there.", n=left), err=True)


def _describe_stage(progress: Tally) -> str:
    return language.tell(progress.stage.sentence) if progress.stage else ""


def _to_json(job: Job, entry: Entry) -> str:
    """Return what became of a photo: "done", "corrected", "failed" or "left", with its reason."""
    made = entry.results if entry.state in ("done", "corrected") else ()
    about = {
        "photo": str(job.photos / entry.photo),
        "state": entry.state,
        "results": [str(job.results / result) for result in made],
        "reason": entry.reason,
        "notes": entry.notes,
    }
    return json.dumps(about)
