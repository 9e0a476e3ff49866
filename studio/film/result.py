"""The result of a film: its place, and how it is made of pieces."""

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from studio import disk
from studio.errors import FilmError, OutputError
from studio.film import writer
from studio.film.clip import Clip, Whole
from studio.film.job import Controls, Job
from studio.film.journal import Journal
from studio.photo.exif import NOTICE


def check_place(job: Job) -> None:
    """Refuse a place for a result that is taken, before the work, by an `OutputError`."""
    disk.check_apart(job.result, disk.identities([job.film]))
    if job.existing == "refuse" and _is_taken(job.result):
        remedy = "choose another name, or allow overwriting (--overwrite)"
        raise OutputError(f"{job.result}, which is there", "a free name", remedy)
    if job.ending:
        disk.check_writable(job.result)


def _is_taken(path: Path) -> bool:
    with disk.raise_output_errors():
        is_empty = not path.suffix and path.is_dir() and not any(path.iterdir())
        return os.path.lexists(path) and not is_empty


def plan(job: Job, clip: Clip) -> Whole:
    """Return what is to be made of pieces; an `OutputError` if its format holds not all of it."""
    whole = Whole(path=job.result, ending=job.ending, clip=clip, span=job.span, notice=NOTICE)
    if whole.ending and not disk.is_folder(job.film):  # pictures have no sound
        writer.check(whole)
    return whole


def make(job: Job, whole: Whole, pieces: Journal, controls: Controls) -> bool:
    """Make the result of all pieces; tell whether it is there, or was stopped.

    Raises
    ------
    FilmError
        If there is not a single frame.
    OutputError
        If the disk does not take it.
    """
    if not pieces.times:
        remedy = "choose another part: --from and --to"
        raise FilmError("a part without frames", "a part of the film", remedy)
    whole = replace(whole, pieces=tuple(pieces.pieces), times=tuple(pieces.times))
    return (_pack if whole.ending else _number)(job, whole, controls)


def _pack(job: Job, whole: Whole, controls: Controls) -> bool:
    """Make one file, which gets its name when it is whole."""
    disk.remove_parts([job.result.parent])
    with disk.part_beside(job.result) as part:
        with disk.raise_output_errors(), disk.new_file(part):  # so that nobody removes the part
            if not _join(replace(whole, path=part), controls):
                return False
        disk.place(part, job.result, overwrite=job.existing == "replace")
    return True


def _number(job: Job, whole: Whole, controls: Controls) -> bool:
    """Make a folder of numbered pictures, which get there when all are made."""
    folder = whole.pieces[0].parent / "pictures"
    disk.make_folder(folder)
    if not _join(replace(whole, path=folder), controls):
        return False
    disk.make_folder(job.result)
    with disk.raise_output_errors():
        for path in sorted(folder.iterdir()):
            path.replace(job.result / path.name)
    return True


def _join(whole: Whole, controls: Controls) -> bool:
    """Have pieces joined; tell whether all are, and nobody stopped it."""
    with closing(writer.join(whole)) as frames:
        return not any(controls.stopped for _ in frames)
