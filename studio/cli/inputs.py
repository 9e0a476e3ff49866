"""What the commands share: which photos come in, and where results go."""

import mimetypes
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path, PurePosixPath

import typer

from studio import disk
from studio.batch.names import name_results
from studio.cli.language import tell
from studio.cli.report import Failures, say
from studio.cli.streams import STREAM
from studio.errors import DataError, OutputError, PhotoError
from studio.language import _
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo import folders, photo
from studio.photo.photo import Photo
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.writing.encoding import BY_ENDING
from studio.recipe import recipe_reader
from studio.recipe.recipe import Recipe
from studio.rendering.reference import prepare

BESIDE = "._"  # begins what macOS puts beside each file on foreign disks, which is no photo


def names_a_file(out: Path, photos: Sequence[Path]) -> bool:
    """Tell whether the output is one file: it has a picture's ending and is no folder."""
    if disk.is_folder(out) or not is_picture(out):
        return False
    check_ending(out)
    check_alone(photos)
    return True


def is_picture(path: Path) -> bool:
    """Tell whether a name is that of a picture, be it of a kind that the studio does not write."""
    kind, _encoding = mimetypes.guess_type(path.name, strict=False)
    return path.suffix.lower() in {*BY_ENDING, *SUFFIXES} or (kind or "").startswith("image/")


def check_ending(out: Path) -> None:
    """Refuse a file that the studio does not write, as wrong usage."""
    if out != STREAM and out.suffix.lower() not in BY_ENDING:
        raise typer.BadParameter(tell("a .png, .jpg, .webp or .tif file"), param_hint="--out")


def check_folder(out: Path) -> None:
    """Refuse a name that is a picture's where a folder is to be, as wrong usage."""
    if is_picture(out) and not disk.is_folder(out):
        raise typer.BadParameter(tell("name a folder"), param_hint="--out")


def check_alone(photos: Sequence[Path]) -> None:
    """Refuse more than one photo where there is one stream for results, as wrong usage."""
    if len(photos) > 1 or disk.is_folder(photos[0]):
        wanted = tell("name a folder for more than one photo")
        raise typer.BadParameter(wanted, param_hint="--out")


def plan_results(
    photos: Sequence[Path], call: Callable[[str], str], failures: Failures
) -> list[tuple[Path, Path]]:
    """Return the photos named and those in the folders named, each with a name for its result.

    A result of a photo in a folder lies in the same subfolder; no two have one name: `call` says
    what the result of a photo of a name is called.
    """
    found = list(_find(photos, failures))
    results = name_results([place for _, place in found], call)
    return [(path, Path(result)) for (path, _), result in zip(found, results, strict=True)]


def photos_in(folder: Path, failures: Failures) -> Sequence[Path]:
    """Return the photos of a folder; name what could not be read, and what was passed over."""
    inside = folders.join(folders.walk(folder))
    for path, refusal in folders.refusals(inside):
        with failures.report(path):
            raise refusal
    for remark in folders.remarks(inside):
        say(remark, err=True)
    with failures.report(folder):
        if not (inside.photos or inside.closed):
            expected = _("a photo, or a folder of photos")
            raise PhotoError(_("a folder without photos"), expected, _("check the path"))
    return inside.photos


def check_target(target: Path, originals: Container[disk.Identity], *, overwrite: bool) -> None:
    """Refuse a result's place before the work, if it is taken; a stream never is.

    Raises an `OutputError` if an original is there, or anything that may not be overwritten.
    """
    if target == STREAM:
        return
    with disk.raise_output_errors():
        exists = target.exists()
    disk.check_apart(target, originals)
    if exists and not overwrite:
        remedy = _("choose another name, or add --overwrite")
        raise OutputError(_("the file {path}", path=target), _("a free name"), remedy)


def open_reference(path: Path | None) -> Photo | None:
    """Read the picture whose colours are wanted, if there is one; a `PhotoError` if it has none."""
    return None if path is None else prepare(photo.open_file(path))


def open_recipe(path: Path | None) -> Recipe:
    """Read a saved recipe; without a path it is the studio's own."""
    return recipe_reader.open_file(path).recipe if path else Recipe()


def open_run(folder: Path) -> Registry:
    """Return a registry of the one model that a training run made.

    Raises a `DataError` if no training has ended there.
    """
    expected = _("a folder that `colorstudio train` has filled")
    remedy = _("let the training end, or check the path")
    try:
        models = catalog.read(folder / "catalog.json")
    except DataError as error:
        found = _("no trained model in {folder}", folder=folder)
        raise DataError(found, expected, remedy) from error
    if len(models) != 1:
        found = _("{n} models in {folder}", n=len(models), folder=folder)
        raise DataError(found, expected, remedy)
    return Registry(models, folder)


def _find(photos: Sequence[Path], failures: Failures) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield photos, and where each lies relative to the folder it was found in."""
    for path in photos:
        if disk.is_folder(path):
            for inner in photos_in(path, failures):
                yield inner, PurePosixPath(inner.relative_to(path))
        elif path == STREAM:
            yield path, PurePosixPath("stdin")
        elif not path.name.startswith(BESIDE):
            yield path, PurePosixPath(path.name)
