"""Installing a model: only when a person asks, whole or not at all."""

import shutil
from pathlib import Path

from studio.disk import alone_in
from studio.errors import CorruptWeightsError
from studio.language import _
from studio.models import kerashub
from studio.models.catalog import Archive, Model, Preset, WeightFile
from studio.models.weights import digests
from studio.models.weights.archive import unpack
from studio.models.weights.digests import digest, flaw
from studio.models.weights.download import Download, raise_download_errors
from studio.models.weights.part import DownloadProgress, check_room
from studio.models.weights.store import PART, Store

ARCHIVE = ".tar.gz"
ROOM = 3  # times the size of a model: its archive, its files, and the old ones until they go


def install(model: Model, store: Store, progress: DownloadProgress) -> None:
    """Download what is missing or damaged of `model`.

    Good copies anywhere in the store are used as they are. The progress is told after every chunk.
    Only one process at a time installs into a store: another waits, and finds the files there.

    Raises
    ------
    DownloadError
        If no mirror delivers a file, or the disk does not take it.
    CorruptWeightsError
        If an archive is not what a model comes in.
    MissingWeightsError, CorruptWeightsError
        If a file that ships with the studio, and so has no mirror, is missing or damaged.
    """
    with raise_download_errors(model.name, 0, store.folder), alone_in(store.folder):
        if model.bundle:
            _install_bundle(model, model.bundle, store, progress)
        else:
            _install_files(model, store, progress)
    store.locate(model)


def _install_files(model: Model, store: Store, progress: DownloadProgress) -> None:
    done = 0
    for file in model.files:
        if file.mirrors and not store.search(model, file):
            path = store.place(model, file)
            Download(file=file, path=path, progress=_after(done, model.size, progress)).fetch()
        done += file.size
        progress(done, model.size)


def _after(done: int, total: int, progress: DownloadProgress) -> DownloadProgress:
    """Count the bytes of one file on top of the `done` bytes of those before it."""
    return lambda there, size: progress(done + there, total)


def _install_bundle(
    model: Model, bundle: Archive | Preset, store: Store, progress: DownloadProgress
) -> None:
    """Gather the folder beside its place, check it, record its digests, then put it there."""
    if store.installed(model, digest):
        return
    check_room(store.folder, ROOM * model.size, model.name)
    stage = store.folder / f"{model.name}{PART}"
    archive = store.folder / f"{model.name}{ARCHIVE}"
    if isinstance(bundle, Archive):
        file = WeightFile(name=archive.name, mirrors=bundle.mirrors)
        Download(file=file, path=archive, progress=progress).fetch()
    try:
        shutil.rmtree(stage, ignore_errors=True)  # of a killed process
        _fill(stage / "new", bundle, archive)
        _check(stage / "new", bundle, model.name)
        digests.record(stage / "new", bundle.contents)
        _swap(stage / "new", store.home(model), stage / "old")
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        archive.unlink(missing_ok=True)  # a refused archive must not be met again


def _fill(new: Path, bundle: Archive | Preset, archive: Path) -> None:
    if isinstance(bundle, Archive):
        unpack(archive, new)
    else:
        kerashub.download(bundle.name, new)


def _check(new: Path, bundle: Archive | Preset, name: str) -> None:
    files = digests.require(new, bundle.contents)
    missing = [file.name for file in files if flaw(new / file.name, file)]
    if missing:
        raise CorruptWeightsError(
            _("no {files} in what came for {name}", files=", ".join(missing), name=name),
            ", ".join(bundle.contents),
            _("try again later: the address may serve something else now"),
        )


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put a folder in the place of another; between the two steps there is none."""
    if target.exists() or target.is_symlink():
        target.rename(old)
    new.rename(target)
