"""Colouring for the commands: one photo after another, each named if it fails."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from studio import disk
from studio.cli import streams
from studio.cli.inputs import (
    check_alone,
    check_target,
    check_unnamed,
    names_a_file,
    plan_results,
)
from studio.cli.report import Failures, Notes, exit_on_error, say, show_progress
from studio.cli.streams import STREAM
from studio.errors import PhotoError
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.limits import ANY_PHOTO
from studio.photo.photo import Photo
from studio.photo.results import USUAL, Pattern
from studio.photo.writing.encoding import BY_ENDING, FORMATS
from studio.recipe.recipe import Recipe, Saved
from studio.rendering.fitting import fit
from studio.rendering.memory import Memory
from studio.rendering.reference import prepare
from studio.rendering.render import StageProgress, develop


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where results go, and what they are like there."""

    out: Path  # a file, or a folder
    format: str = "png"  # of those in a folder; a key of FORMATS
    pattern: Pattern = USUAL  # likewise: what they are called
    keeps_times: bool = False  # whether a result has its photo's time of change
    overwrite: bool = False
    stamped: bool = False  # whether a corner of each picture says "colorized"
    quiet: bool = False  # whether nothing is said of what went well
    every_page: bool = False  # whether all pictures of a file of several are coloured


def color_all(
    photos: Sequence[Path],
    place: Place,
    saved: Saved,
    *,
    registry: Registry | None = None,
    others: Iterable[Path] = (),
) -> None:
    """Colour photos with one recipe, by the studio's models or others, and end the command.

    `others` are files that were given as well, and so may not be written over either.
    """
    registry = registry or Registry()
    failures, notes = Failures(), Notes()
    streamed = place.out == STREAM
    single = streamed or names_a_file(place.out, photos)
    if streamed:
        check_alone(photos)
    if place.every_page and (streamed or STREAM in photos):
        raise typer.BadParameter("one picture at a time on a stream", param_hint="--pages")
    if single:
        check_unnamed(place.pattern)
        targets = [(photos[0], place.out)]
    else:
        with exit_on_error():
            disk.make_folder(place.out)
        targets = _plan(photos, place, saved.recipe, failures)
    originals = disk.identities([*(path for path, _ in targets), *others])
    if not streamed:
        disk.remove_parts({target.parent for _, target in targets})
    done = 0
    for path, target, progress in show_progress(targets):
        with failures.report(path):
            if not single:
                disk.make_folder(target.parent)  # the subfolder that the photo lies in
            if not streamed:
                check_target(target, originals, overwrite=place.overwrite)
            here = replace(place, out=target)
            memory = Memory(registry)
            source = color(
                path, here, saved.recipe, memory, progress=progress, made_for=saved.photo
            )
            done += 1
            notes.add(path, source.notes)
            _note_move(path, source, saved)
            pages = range(1, source.pages) if place.every_page else ()
            taken = {result for _, result in targets}
            for page in pages:
                here = replace(place, out=_name_page(target, path, page, taken))
                with failures.report(f"{path}, picture {page + 1}"):
                    check_target(here.out, originals, overwrite=place.overwrite)
                    made = color(path, here, saved.recipe, memory, page=page)
                    done += 1
                    notes.add(path, made.notes)
    notes.tell()
    if done and not (streamed or place.quiet):
        say(f"{done:,} {'picture' if done == 1 else 'pictures'} coloured: {place.out}")
    failures.exit()


def color(
    path: Path,
    place: Place,
    recipe: Recipe,
    memory: Memory,
    *,
    progress: StageProgress | None = None,
    like: Photo | None = None,
    page: int = 0,
    made_for: str = "",
) -> Photo:
    """Colour one file, perhaps like another picture, as another; its ending tells the format.

    A recipe that was not made for it restores its contrast only where it has faded.
    """
    if recipe.regions.shows_model:
        memory.registry.begin(recipe.model)
    source = streams.open_photo(path, page if place.every_page else None)
    recipe = fit(recipe, source, memory, made_for=made_for, reference=like)
    if like and recipe.reference is not None:
        say(f"{path}: {recipe.reference.summary}", err=True)
    format = place.format if place.out == STREAM else BY_ENDING[place.out.suffix.lower()]
    keeps_time = place.keeps_times and STREAM not in (path, place.out)
    time_ns = _find_time(path) if keeps_time else None
    data = develop(source, recipe, memory, format=format, stamped=place.stamped, progress=progress)
    if place.out == STREAM:
        streams.write(data)
    else:
        disk.write(place.out, data, overwrite=place.overwrite, time_ns=time_ns)
    return source


def _find_time(path: Path) -> int:
    """Return when a photo's file changed last, in nanoseconds since 1970."""
    with disk.raise_read_errors(ANY_PHOTO, PhotoError):
        return path.stat().st_mtime_ns


def _name_page(target: Path, path: Path, page: int, taken: Container[Path]) -> Path:
    """Return the file of a further page: its number follows the photo's name, or the result's."""
    number = f"-{page + 1}"
    known = path.stem in target.stem
    stem = target.stem.replace(path.stem, path.stem + number, 1) if known else target.stem + number
    named = target.with_stem(stem)
    return target.with_stem(f"{stem}-page") if named in taken else named


def open_reference(path: Path | None) -> Photo | None:
    """Read the picture whose colours are wanted, if there is one; a `PhotoError` if it has none."""
    return None if path is None else prepare(photo.open_file(path))


def _plan(
    photos: Sequence[Path], place: Place, recipe: Recipe, failures: Failures
) -> list[tuple[Path, Path]]:
    """Return the photos, each with the file of its result."""
    ending = FORMATS[place.format].ending

    def call(name: str) -> str:
        return place.pattern.fill(name, recipe.style) + ending

    return [(path, place.out / name) for path, name in plan_results(photos, call, failures)]


def _note_move(path: Path, source: Photo, saved: Saved) -> None:
    """Say so where a recipe that speaks of places is used on another photo than its own."""
    placed = saved.recipe.effective_hints or saved.recipe.regions.edits
    if placed and saved.photo and saved.photo != source.sha256:
        say(
            f"{path}: the recipe was made for another photo; its hints and regions lie at the "
            "same places of this one.",
            err=True,
        )
