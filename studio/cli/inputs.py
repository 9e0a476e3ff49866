"""What the commands share: which photos come in, where results go, and coloring one by one."""

import mimetypes
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from studio import disk
from studio.batch.names import name_results
from studio.cli.report import Failures, exit_on_error, say, show_progress
from studio.errors import DataError, OutputError, PhotoError
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo import folders, photo
from studio.photo.photo import Photo
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.results import Kind
from studio.photo.writing import encoding
from studio.photo.writing.encoding import BY_ENDING
from studio.recipe.recipe import Recipe, Saved
from studio.rendering.memory import Memory
from studio.rendering.reference import match, prepare
from studio.rendering.render import StageProgress, develop

BESIDE = "._"  # begins what macOS puts beside each file on foreign disks, which is no photo

# What may not be read is named as what failed, and the rest done: no reason to refuse the command.
Photos = Annotated[list[Path], typer.Argument(help="Photos, or folders of photos.", readable=False)]
Out = Annotated[
    Path, typer.Option("-o", "--out", help="A file for one photo, or a folder.", readable=False)
]
Format = Annotated[
    str, typer.Option("--format", help="png, jpeg, webp or tiff, for results in a folder.")
]
Reference = Annotated[
    Path | None,
    typer.Option(help="A colour picture whose colours to take where it fits.", readable=False),
]
Segmenter = Annotated[
    str | None,
    typer.Option(help="See `colorstudio models list`; by default the one that fits the photo."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files.")]


def names_a_file(out: Path, photos: Sequence[Path]) -> bool:
    """Tell whether the output is one file: it has a picture's ending and is no folder."""
    if disk.is_folder(out) or not is_picture(out):
        return False
    check_ending(out)
    if len(photos) > 1 or disk.is_folder(photos[0]):
        raise typer.BadParameter("name a folder for more than one photo", param_hint="--out")
    return True


def is_picture(path: Path) -> bool:
    """Tell whether a name is that of a picture, be it of a kind that the studio does not write."""
    kind, _ = mimetypes.guess_type(path.name, strict=False)
    return path.suffix.lower() in {*BY_ENDING, *SUFFIXES} or (kind or "").startswith("image/")


def check_ending(out: Path) -> None:
    """Refuse a file that the studio does not write, as wrong usage."""
    if out.suffix.lower() not in BY_ENDING:
        raise typer.BadParameter("a .png, .jpg, .webp or .tif file", param_hint="--out")


def check_format(name: str) -> None:
    """Refuse a format that the studio does not write, as wrong usage."""
    if name not in encoding.FORMATS:
        raise typer.BadParameter(", ".join(encoding.FORMATS), param_hint="--format")


def plan_results(
    photos: Sequence[Path], suffix: str, failures: Failures
) -> list[tuple[Path, Path]]:
    """Return the photos named and those in the folders named, each with a name for its result.

    A result of a photo in a folder lies in the same subfolder; no two have one name.
    """
    found = list(_find(photos, failures))
    results = name_results([place for _, place in found], suffix)
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
            expected = "a photo, or a folder of photos"
            raise PhotoError("a folder without photos", expected, "check the path")
    return inside.photos


def color_all(
    photos: Sequence[Path],
    out: Path,
    saved: Saved,
    *,
    format: str = "png",
    overwrite: bool,
    registry: Registry | None = None,
    others: Iterable[Path] = (),
) -> None:
    """Colour photos with one recipe, by the studio's models or others, and end the command.

    `others` are files that were given as well, and so may not be written over either.
    """
    registry = registry or Registry()
    failures = Failures()
    single = names_a_file(out, photos)
    if single:
        targets = [(photos[0], out)]
    else:
        with exit_on_error():
            disk.make_folder(out)
        suffix = Kind.COLORIZED + encoding.FORMATS[format].ending
        targets = [(path, out / name) for path, name in plan_results(photos, suffix, failures)]
    originals = disk.identities([*(path for path, _ in targets), *others])
    disk.remove_parts({target.parent for _, target in targets})
    for path, target, progress in show_progress(targets):
        with failures.report(path):
            if not single:
                disk.make_folder(target.parent)  # the subfolder that the photo lies in
            check_target(target, originals, overwrite=overwrite)
            source = color(
                path, target, saved.recipe, Memory(registry), overwrite=overwrite, progress=progress
            )
            _note_move(path, source, saved)
    failures.exit()


def check_target(target: Path, originals: Container[disk.Identity], *, overwrite: bool) -> None:
    """Refuse a result's place before the work, if it is taken.

    Raises an `OutputError` if an original is there, or anything that may not be overwritten.
    """
    with disk.raise_output_errors():
        exists = target.exists()
    disk.check_apart(target, originals)
    if exists and not overwrite:
        raise OutputError(
            f"the file {target}", "a free name", "choose another name, or add --overwrite"
        )


def color(
    path: Path,
    target: Path,
    recipe: Recipe,
    memory: Memory,
    *,
    overwrite: bool,
    progress: StageProgress | None = None,
    like: Photo | None = None,
) -> Photo:
    """Colour one file, perhaps like another picture; its format is that of the target's ending."""
    source = photo.open_file(path)
    if like:
        found = match(source, like, memory)
        recipe = replace(recipe, reference=found)
        say(f"{path}: {found.summary}", err=True)
    format = BY_ENDING[target.suffix.lower()]
    data = develop(source, recipe, memory, format=format, progress=progress)
    disk.write(target, data, overwrite=overwrite)
    return source


def open_reference(path: Path | None) -> Photo | None:
    """Read the picture whose colours are wanted, if there is one; a `PhotoError` if it has none."""
    return None if path is None else prepare(photo.open_file(path))


def open_run(folder: Path) -> Registry:
    """Return a registry of the one model that a training run made.

    Raises a `DataError` if no training has ended there.
    """
    expected = "a folder that `colorstudio train` has filled"
    remedy = "let the training end, or check the path"
    try:
        models = catalog.read(folder / "catalog.json")
    except DataError as error:
        raise DataError(f"no trained model in {folder}", expected, remedy) from error
    if len(models) != 1:
        raise DataError(f"{len(models)} models in {folder}", expected, remedy)
    return Registry(models, folder)


def _find(photos: Sequence[Path], failures: Failures) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield photos, and where each lies relative to the folder it was found in."""
    for path in photos:
        if disk.is_folder(path):
            for photo in photos_in(path, failures):
                yield photo, PurePosixPath(photo.relative_to(path))
        elif not path.name.startswith(BESIDE):
            yield path, PurePosixPath(path.name)


def _note_move(path: Path, source: Photo, saved: Saved) -> None:
    """Say so where a recipe that speaks of places is used on another photo than its own."""
    placed = saved.recipe.effective_hints or saved.recipe.regions.edits
    if placed and saved.photo and saved.photo != source.sha256:
        say(
            f"{path}: the recipe was made for another photo; its hints and regions lie at the "
            "same places of this one.",
            err=True,
        )
