"""`colorstudio film`: colour a film, and go on where it was cut short."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer
from tqdm import tqdm

from studio import disk
from studio.background import Controls
from studio.cli import inputs, language, options
from studio.cli.interrupt import stop_by_hand
from studio.cli.options import AS_IT_IS, Colors
from studio.cli.report import confirm, exit_on_error, interactive, say
from studio.film import storyboard
from studio.film.clip import Span
from studio.film.formats import FORMATS
from studio.film.jobs.cluster import Cluster
from studio.film.jobs.crew import Pool
from studio.film.jobs.job import Job, Progress, Tell
from studio.film.jobs.run import find_scenes, run
from studio.film.storyboard import ColorPicture, CorrectedFrame, KeyFrame, Storyboard
from studio.language import _, ngettext
from studio.models.registry import Registry
from studio.recipe import recipe_reader

KEY = re.compile(r"(?:(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)=)?(.+)")  # [[H:]M:]S=PATH
FIRST_S = 3.0  # from the first frame on, after which one can tell how long it takes
Stage = Literal["begin", "look", "color", "estimated"]

HOUR, MINUTE = 3600.0, 60.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which part of a film is coloured, and how its frames are read."""

    start: Annotated[
        float, typer.Option("--from", help="Second to begin at.", show_default=False)
    ] = -math.inf
    end: Annotated[
        float, typer.Option("--to", help="Second to end before.", show_default=False)
    ] = math.inf
    deinterlace: Annotated[
        bool, typer.Option("--deinterlace", help="Make whole pictures of interlaced halves.")
    ] = False


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What colours a film is to have."""

    recipe: options.SavedRecipe = None
    key: Annotated[
        list[str] | None,
        typer.Option(
            help="TIME=PICTURE of the frame at that time in colour, TIME=RECIPE.json for it, or "
            "PICTURE of the same things; may be given again.",
            show_default=False,
        ),
    ] = None
    scenes: Annotated[
        Path | None, typer.Option(help="Scenes and their keys, as saved.", readable=False)
    ] = None


def film(
    clip: Annotated[
        Path, typer.Argument(help="A film, or a folder of numbered pictures.", readable=False)
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            help=".mp4; .mkv without loss; .mov (ProRes); .webm; or a folder for PNG pictures.",
            readable=False,
        ),
    ],
    wish: Wish,
    colors: Colors,
    part: Part,
    save_scenes: Annotated[
        Path | None,
        typer.Option(help="Find the scenes and save them there, to be edited.", readable=False),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Scenes side by side.")] = 1,
    dask: options.Scheduler = None,
    overwrite: options.Overwrite = False,
) -> None:
    """Colour a film; the same command goes on where it was stopped or cut short."""
    if out.suffix.lower() not in FORMATS:
        endings = ", ".join(filter(None, FORMATS))
        wanted = language.tell("one of {endings}, or a folder", endings=endings)
        raise typer.BadParameter(wanted, param_hint="--out")
    controls, registry = Controls(), Registry()
    with exit_on_error(), stop_by_hand(controls), _show() as tell:
        job = _plan(clip, out, wish, colors, part, overwrite=overwrite)
        if save_scenes:
            plan = find_scenes(job, registry, controls, tell)
            if plan:
                _save(plan.board, save_scenes)
            raise typer.Exit(plan is None)
        with Cluster(dask) if dask else Pool(workers) as crew:
            progress = run(job, crew, registry, controls, tell)
    _summarize(progress, out)


def _plan(clip: Path, out: Path, wish: Wish, colors: Colors, part: Part, *, overwrite: bool) -> Job:
    """Return what is to be done, by the files that were named."""
    wanted = bool(wish.recipe) or colors != AS_IT_IS
    return Job(
        film=clip,
        result=out,
        span=Span(part.start, part.end),
        existing="replace" if overwrite else "refuse",
        deinterlaces=part.deinterlace,
        board=storyboard.open_file(wish.scenes) if wish.scenes else None,
        recipe=colors.apply(inputs.open_recipe(wish.recipe)) if wanted else None,
        keys=tuple(map(_open_key, wish.key or ())),
    )


def _open_key(text: str) -> KeyFrame:
    """Read a key as it is given: [[H:]M:]S=RECIPE.json, or [[[H:]M:]S=]PICTURE."""
    found = KEY.fullmatch(text)
    if not found:
        wanted = language.tell("TIME=PICTURE, TIME=RECIPE.json or PICTURE")
        raise typer.BadParameter(wanted, param_hint="--key")
    *parts, path = found.groups()
    time = sum(float(part or 0) * 60**n for n, part in enumerate(reversed(parts)))
    if not any(parts):
        return ColorPicture(picture=Path(path).absolute())
    if path.lower().endswith(".json"):
        return CorrectedFrame(time=time, recipe=recipe_reader.open_file(Path(path)).recipe)
    return ColorPicture(picture=Path(path).absolute(), time=time)


def _save(board: Storyboard, path: Path) -> None:
    disk.write(path, board.to_json().encode(), overwrite=False)
    count = len(board.scenes)
    confirm(_("Scenes: {n:,}, in {path}. --scenes colours them.", n=count, path=path))


class _Display:
    """Shows progress on a terminal, and says what is to be known of the film as it comes out."""

    def __init__(self, bar: tqdm) -> None:
        self._bar = bar
        self._stage: Stage = "begin"

    def tell(self, progress: Progress) -> None:
        """Show how far a film is."""
        if self._stage == "begin":
            self._look(progress)
        if self._stage == "look" and progress.scenes:
            self._color(progress)
        left = progress.seconds_left
        if self._stage == "color" and left and progress.seconds > progress.waited + FIRST_S:
            self._stage = "estimated"
            self._bar.clear()
            confirm(_("About {time} more.", time=_describe(left)), err=True)
        done = progress.done if progress.scenes else progress.seen
        self._bar.update(done - self._bar.n)

    def _look(self, progress: Progress) -> None:
        """Begin to show how many frames are looked at."""
        self._stage = "look"
        for note in progress.clip.notes:
            self._say(note)
        self._bar.total = progress.total or None
        self._bar.set_description_str(language.tell("looking for scenes"), refresh=False)

    def _color(self, progress: Progress) -> None:
        """Begin to show how many frames are coloured."""
        self._stage = "color"
        scenes, frames = progress.scenes, progress.total
        self._say(_("Scenes: {scenes:,}. Frames: {frames:,}.", scenes=scenes, frames=frames))
        self._bar.set_description_str("", refresh=False)
        self._bar.reset(progress.total)
        self._bar.initial = self._bar.n = progress.earlier

    def _say(self, sentence: str) -> None:
        self._bar.clear()
        say(sentence, err=True)


@contextmanager
def _show() -> Iterator[Tell]:
    with tqdm(unit=language.tell("frame"), disable=not interactive()) as bar:
        yield _Display(bar).tell


def _describe(seconds: float) -> str:
    """Say about how long something takes.

    Examples
    --------
    >>> _describe(700)
    '12 minutes'
    """
    if seconds >= 1.5 * HOUR:
        return ngettext("{n} hour", "{n} hours", round(seconds / HOUR))
    if seconds >= 1.5 * MINUTE:
        return ngettext("{n} minute", "{n} minutes", round(seconds / MINUTE))
    return ngettext("{n} second", "{n} seconds", max(1, round(seconds)))


def _summarize(progress: Progress, out: Path) -> None:
    colored = progress.done - progress.earlier
    confirm(
        _(
            "{n:,} frames coloured, {earlier:,} done before: {rate:.2f} frames a second.",
            n=colored,
            earlier=progress.earlier,
            rate=progress.rate,
        )
    )
    if not progress.is_whole:
        say(_("Stopped. The same command goes on from there, to {path}.", path=out), err=True)
        raise typer.Exit(1)
