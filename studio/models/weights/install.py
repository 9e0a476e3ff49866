"""Installing a model: only when a person asks, whole or not at all."""

import shutil
from pathlib import Path

from studio.disk import alone_in
from studio.errors import CorruptWeightsError
from studio.models import kerashub
from studio.models.catalog import FOLDER, Model, WeightFile
from studio.models.weights import digests
from studio.models.weights.archive import unpack
from studio.models.weights.digests import digest, flaw
from studio.models.weights.download import PATIENT, Timeouts, disk_told, download, silent
from studio.models.weights.part import Progress, check_room
from studio.models.weights.store import PART, installed, locate, place, search

ROOM = 3  # times the size of a model: its archive, its files, and the old ones until they go


def install(
    model: Model,
    folder: Path = FOLDER,
    *,
    progress: Progress = silent,
    timeouts: Timeouts = PATIENT,
) -> tuple[Path, ...]:
    """Download what is missing or damaged of `model`.

    Parameters
    ----------
    model : Model
        A catalog entry.
    folder : Path
        Where weights are kept; good copies anywhere in it are used as they are.
    progress : callable
        Told bytes there and bytes in all, after every chunk.
    timeouts : Timeouts
        How long to wait for a server.

    Returns
    -------
    tuple of Path
        The verified files, as `weights.locate` returns them.

    Raises
    ------
    DownloadError
        If no mirror delivers a file, or the disk does not take it.
    CorruptWeightsError
        If an archive is not what a model comes in.
    MissingWeightsError, CorruptWeightsError
        If a file that ships with the studio, and so has no mirror, is missing or damaged.
    """
    if model.contents:
        _install_folder(model, folder, progress, timeouts)
    else:
        _install_files(model, folder, progress, timeouts)
    return locate(model, folder)


def _install_files(model: Model, folder: Path, progress: Progress, timeouts: Timeouts) -> None:
    done = 0
    for file in model.files:
        if file.mirrors and not search(model, file, folder):
            path = place(model, file, folder)
            download(file, path, progress=_after(done, model.size, progress), timeouts=timeouts)
        done += file.size
        progress(done, model.size)


def _install_folder(model: Model, folder: Path, progress: Progress, timeouts: Timeouts) -> None:
    """Gather the folder beside its place, check it, record its digests, then put it there."""
    stage = folder / f"{model.name}{PART}"
    with disk_told(model.name, 0, folder), alone_in(folder):
        if installed(model, folder, digest):
            return
        check_room(folder, ROOM * model.size, model.name)
        if model.archive:
            archive = WeightFile("archive.tar.gz", mirrors=model.archive)
            download(archive, stage / archive.name, progress=progress, timeouts=timeouts)
        try:
            _fill(model, stage)
            _check(model, stage / "new")
            digests.record(stage / "new", model.contents)
            _swap(stage / "new", folder / model.name, stage / "old")
        finally:
            shutil.rmtree(stage, ignore_errors=True)  # a refused archive must not be met again


def _fill(model: Model, stage: Path) -> None:
    new = stage / "new"
    if new.exists():
        shutil.rmtree(new)  # of a killed process
    if model.archive:
        unpack(stage / "archive.tar.gz", new)
    else:
        kerashub.download(model.preset, new)


def _check(model: Model, root: Path) -> None:
    files = digests.required(root, model.contents)
    missing = [file.name for file in files if flaw(root / file.name, file)]
    if missing:
        raise CorruptWeightsError(
            f"no {', '.join(missing)} in what came for {model.name}",
            f"{', '.join(model.contents)}",
            "try again later: the address may serve something else now",
        )


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put a folder in the place of another; between the two steps there is none."""
    if target.exists() or target.is_symlink():
        target.rename(old)
    new.rename(target)


def _after(done: int, total: int, progress: Progress) -> Progress:
    """Count the bytes of one file on top of the `done` bytes of those before it."""
    return lambda there, size: progress(done + there, total)
