"""Colouring for the commands: one photo after another, each named if it fails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from studio import disk
from studio.batch.names import name_page
from studio.cli import inputs, language, streams
from studio.cli.options import Result, Results
from studio.cli.report import Failures, Notes, Target, confirm, exit_on_error, say, show_progress
from studio.cli.streams import STREAM
from studio.errors import PhotoError
from studio.language import _, ngettext
from studio.models.registry import Registry
from studio.photo.limits import ANY_PHOTO
from studio.photo.photo import Photo
from studio.photo.results import USUAL
from studio.photo.writing.encoding import FORMATS
from studio.recipe.recipe import Recipe, Saved
from studio.rendering.fitting import fit
from studio.rendering.memory import Memory
from studio.rendering.render import StageProgress, develop


def color_all(
    photos: Sequence[Path],
    results: Results,
    saved: Saved,
    *,
    registry: Registry | None = None,
    others: Iterable[Path] = (),
) -> None:
    """Colour photos with one recipe, by the studio's models or others, and end the command.

    `others` are files that were given as well, and so may not be written over either.
    """
    failures = Failures()
    targets = _plan(photos, results, saved.recipe, failures)
    work = _Work(
        results=results,
        saved=saved,
        registry=registry or Registry(),
        originals=disk.identities([*(path for path, _ in targets), *others]),
        taken={target for _, target in targets},
        failures=failures,
    )
    for path, target, progress in show_progress(targets):
        with failures.report(path):
            work.color(path, target, progress)
    work.notes.tell()
    if work.done:
        tell(work.done, results)
    failures.exit()


def color(
    source: Photo,
    path: Path,
    result: Result,
    recipe: Recipe,
    memory: Memory,
    progress: StageProgress | None = None,
) -> None:
    """Colour a photo from a path, and put it in its place, whose ending tells the format."""
    timed = result.keep_times and STREAM not in (path, result.out)
    time_ns = disk.changed_ns(path, ANY_PHOTO, PhotoError) if timed else None
    data = develop(
        source, recipe, memory, format=result.kind, stamped=result.mark, progress=progress
    )
    streams.write(result.out, data, overwrite=result.overwrite, time_ns=time_ns)


def claim(result: Result, given: Iterable[Path]) -> None:
    """Refuse the place of a photo's result before the work, as `inputs.check_target` does.

    `given` are the files that it may not be written over.
    """
    inputs.check_target(result.out, disk.identities(given), overwrite=result.overwrite)
    if not result.is_streamed:
        disk.remove_parts([result.out.parent])


def tell(count: int, result: Result) -> None:
    """Say how many pictures were coloured, unless they went where that would be said."""
    if not result.is_streamed:
        confirm(
            ngettext(
                "{n:,} picture coloured: {place}",
                "{n:,} pictures coloured: {place}",
                count,
                place=result.out,
            )
        )


@dataclass(kw_only=True)
class _Work:
    """Photos that are coloured with one recipe, and what came of it so far."""

    results: Results
    saved: Saved
    registry: Registry
    originals: set[disk.Identity]
    taken: set[Path]  # by what is planned
    failures: Failures
    notes: Notes = field(default_factory=Notes)
    done: int = 0

    def color(self, path: Path, target: Path, progress: StageProgress) -> None:
        """Colour a photo, and the further pictures in its file if they are asked for."""
        memory = Memory(self.registry)
        if target != self.results.out:
            disk.make_folder(target.parent)  # the subfolder that the photo lies in
        source = self._make(path, target, memory, progress=progress)
        _note_move(path, source, self.saved)
        for page in range(1, source.pages) if self.results.every_page else ():
            with self.failures.report(_("{name}, picture {n}", name=path, n=page + 1)):
                place = name_page(target, path.stem, page + 1, self.taken)
                self._make(path, place, memory, page)

    def _make(
        self,
        path: Path,
        target: Path,
        memory: Memory,
        page: int = 0,
        progress: StageProgress | None = None,
    ) -> Photo:
        result = replace(self.results, out=target)
        inputs.check_target(target, self.originals, overwrite=result.overwrite)
        if self.saved.recipe.regions.shows_model:
            self.registry.begin(self.saved.recipe.model)  # is loaded while the photo is read
        source = streams.open_photo(path, page if self.results.every_page else None)
        recipe = fit(self.saved.recipe, source, memory, made_for=self.saved.photo)
        color(source, path, result, recipe, memory, progress)
        self.done += 1
        self.notes.add(path, source.notes)
        return source


def _plan(
    photos: Sequence[Path], results: Results, recipe: Recipe, failures: Failures
) -> list[Target]:
    """Return the photos, each with the place of its result."""
    streamed = results.is_streamed
    if results.every_page and (streamed or STREAM in photos):
        alone = language.tell("one picture at a time on a stream")
        raise typer.BadParameter(alone, param_hint="--pages")
    if streamed:
        inputs.check_alone(photos)
    if streamed or inputs.names_a_file(results.out, photos):
        if results.pattern != USUAL:
            named = language.tell("--out names the file already")
            raise typer.BadParameter(named, param_hint="--name")
        targets = [(photos[0], results.out)]
    else:
        with exit_on_error():
            disk.make_folder(results.out)
        targets = _plan_folder(photos, results, recipe, failures)
    if not streamed:
        disk.remove_parts({target.parent for _, target in targets})
    return targets


def _plan_folder(
    photos: Sequence[Path], results: Results, recipe: Recipe, failures: Failures
) -> list[Target]:
    ending = FORMATS[results.format].ending

    def call(name: str) -> str:
        return results.pattern.fill(name, recipe.style) + ending

    planned = inputs.plan_results(photos, call, failures)
    return [(path, results.out / name) for path, name in planned]


def _note_move(path: Path, source: Photo, saved: Saved) -> None:
    """Say so where a recipe that speaks of places is used on another photo than its own."""
    placed = saved.recipe.effective_hints or saved.recipe.regions.edits
    if placed and saved.photo and saved.photo != source.sha256:
        say(
            _(
                "{name}: the recipe was made for another photo; its hints and regions lie at the "
                "same places of this one.",
                name=path,
            ),
            err=True,
        )
