"""Colouring for the commands: one photo after another, each named if it fails."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from studio import disk
from studio.cli.inputs import check_target, names_a_file, plan_results
from studio.cli.report import Failures, exit_on_error, say, show_progress
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.photo import Photo
from studio.photo.results import Kind
from studio.photo.writing import encoding
from studio.photo.writing.encoding import BY_ENDING
from studio.recipe.recipe import Recipe, Saved
from studio.rendering.memory import Memory
from studio.rendering.reference import match, prepare
from studio.rendering.render import StageProgress, develop


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


def _note_move(path: Path, source: Photo, saved: Saved) -> None:
    """Say so where a recipe that speaks of places is used on another photo than its own."""
    placed = saved.recipe.effective_hints or saved.recipe.regions.edits
    if placed and saved.photo and saved.photo != source.sha256:
        say(
            f"{path}: the recipe was made for another photo; its hints and regions lie at the "
            "same places of this one.",
            err=True,
        )
