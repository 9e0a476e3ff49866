"""The result of a film: its place, and how it is made of pieces."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from studio import disk
from studio.background import Controls
from studio.errors import OutputError
from studio.film.clip import Clip, Whole
from studio.film.jobs.job import Job
from studio.film.writer import Joiner
from studio.language import _
from studio.photo.exif import NOTICE

Join = Callable[[Whole], bool]


def check_place(job: Job) -> None:
    """Refuse a place for a result that is taken, before the work, by an `OutputError`."""
    disk.check_apart(job.result, disk.identities([job.film]))
    if job.existing == "refuse" and _is_taken(job.result):
        remedy = _("choose another name, or allow overwriting (--overwrite)")
        raise OutputError(
            _("{result}, which is there", result=job.result), _("a free name"), remedy
        )
    if job.ending:
        disk.check_writable(job.result)


def _is_taken(path: Path) -> bool:
    with disk.raise_output_errors():
        is_empty = not path.suffix and path.is_dir() and not any(path.iterdir())
        return os.path.lexists(path) and not is_empty


def plan(job: Job, clip: Clip, joiner: Joiner) -> Whole:
    """Return what is to be made of pieces; its clip notes what is left out.

    Raises an `OutputError` if the format holds neither the sound nor the subtitles.
    """
    whole = Whole(path=job.result, ending=job.ending, clip=clip, span=job.span, notice=NOTICE)
    return replace(whole, clip=replace(clip, notes=clip.notes + joiner.check(whole)))


def make(job: Job, whole: Whole, joiner: Joiner, controls: Controls) -> bool:
    """Make the result of all pieces; tell whether it is there, or was stopped.

    Raises an `OutputError` if the disk does not take it.
    """

    def join(whole: Whole) -> bool:
        """Have pieces joined; tell whether all are, and nobody stopped it."""
        with closing(joiner.join(whole)) as frames:
            return not any(controls.stopped for _ in frames)

    return (_pack if whole.ending else _number)(job, whole, join)


def _pack(job: Job, whole: Whole, join: Join) -> bool:
    """Make one file, which gets its name when it is whole."""
    disk.remove_parts([job.result.parent])
    with disk.part_beside(job.result) as part:
        with disk.raise_output_errors(), disk.new_file(part):  # so that nobody removes the part
            if not join(replace(whole, path=part)):
                return False
        disk.place(part, job.result, overwrite=job.existing == "replace")
    return True


def _number(job: Job, whole: Whole, join: Join) -> bool:
    """Make a folder of numbered pictures, which get there when all are made."""
    folder = whole.pieces[0].parents[1] / "pictures"
    disk.make_folder(folder)
    if not join(replace(whole, path=folder)):
        return False
    disk.make_folder(job.result)
    with disk.raise_output_errors():
        for path in sorted(folder.iterdir()):
            path.replace(job.result / path.name)
    return True
