"""The library: what a script calls, with models that all calls share."""

import functools
import math
import threading
from collections.abc import Sequence
from pathlib import Path

from studio.background import Controls
from studio.errors import PhotoError, RecipeError
from studio.film import storyboard
from studio.film.clip import Span
from studio.film.jobs.crew import Here
from studio.film.jobs.job import Job, Progress, Tell
from studio.film.jobs.run import run
from studio.film.storyboard import KeyFrame, Storyboard
from studio.language import _
from studio.models.registry import Registry
from studio.photo import photo as photos
from studio.photo.photo import Photo
from studio.recipe import recipe_reader
from studio.recipe.matches import Reference
from studio.recipe.recipe import Recipe
from studio.rendering import reference as references
from studio.rendering import render as renderings
from studio.rendering.memory import Memory
from studio.rendering.render import Rendering, StageProgress

_MAKING = threading.Lock()


@functools.cache
def _make_memory() -> Memory:
    return Memory(Registry())


def _share_memory() -> Memory:
    """Return the memory of all calls that name no registry, made by whoever comes first."""
    with _MAKING:
        return _make_memory()


def open_photo(path: Path | str) -> Photo:
    """Read a photo of any kind that the studio knows.

    Raises
    ------
    PhotoError
        If there is no file, or it is no photo, damaged, or too large.
    """
    return photos.open_file(path)


def open_recipe(path: Path | str) -> Recipe:
    """Read a recipe: a file that the studio saved, or a PNG that it exported.

    Raises
    ------
    RecipeError
        If there is none, or it is malformed.
    """
    return recipe_reader.open_file(Path(path)).recipe


def match(photo: Photo, reference: Photo, registry: Registry | None = None) -> Reference:
    """Find which colours of a picture belong where in a photo, for `Recipe(reference=...)`.

    Parameters
    ----------
    photo : Photo
        Only its lightness is looked at.
    reference : Photo
        A picture in colour of the same place or people; it may be mirrored, cropped or lighter.
    registry : Registry, optional
        Holds the model that compares; by default the one that all calls share.

    Returns
    -------
    Reference
        False where the two have nothing in common.

    Raises
    ------
    PhotoError
        If the reference has no colours.
    """
    memory = Memory(registry) if registry else _share_memory()
    return references.match(photo, references.prepare(reference), memory)


def render(
    photo: Photo | Path | str,
    recipe: Recipe | None = None,
    registry: Registry | None = None,
    *,
    side: int | None = None,
    progress: StageProgress | None = None,
) -> Rendering:
    """Colour a photo.

    Parameters
    ----------
    photo : Photo, Path or str
        A photo, or the path of one.
    recipe : Recipe, optional
        How it is coloured; by default in the style Natural.
    registry : Registry, optional
        Holds the models; by default the one that all calls share.
    side : int, optional
        Longer side of a preview. The net sees the same photo as for an export, so both agree.
    progress : callable, optional
        Called with a stage in words and the share done, in [0, 1], as each stage begins.

    Raises
    ------
    PhotoError
        If the photo is neither, or cannot be read.
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model, or a segmenter that a region needs, cannot run.
    RecipeError
        If a region is of a class that the segmenter does not know.
    """
    if isinstance(photo, (str, Path)):
        photo = open_photo(photo)
    if not isinstance(photo, Photo):
        remedy = _("call open_photo with a path, or from_array with an array")
        raise PhotoError(_tell_type(photo), _("a photo"), remedy)
    recipe = Recipe() if recipe is None else recipe
    if not isinstance(recipe, Recipe):
        remedy = _("make a Recipe, or call open_recipe with a path")
        raise RecipeError(_tell_type(recipe), _("a recipe"), remedy)
    return renderings.render(
        photo, recipe, registry or _share_memory(), side=side, progress=progress
    )


def _tell_type(value: object) -> str:
    return _("a value of type {name}", name=type(value).__name__)


def color_film(
    film: Path | str,
    result: Path | str,
    recipe: Recipe | None = None,
    registry: Registry | None = None,
    *,
    scenes: Storyboard | Path | str | None = None,
    keys: Sequence[KeyFrame] = (),
    start: float = -math.inf,
    end: float = math.inf,
    overwrite: bool = False,
    controls: Controls | None = None,
    progress: Tell | None = None,
) -> Progress:
    """Colour a film with its sound; the same call again goes on where one was cut short.

    Parameters
    ----------
    film : Path or str
        A film, or a folder of numbered pictures.
    result : Path or str
        Its ending tells the format: .mp4, .mkv, .mov or .webm; none is a folder of PNG pictures.
    recipe : Recipe, optional
        How frames are coloured, by its model and style; by default as `scenes` says, or in the
        style Natural.
    registry : Registry, optional
        Holds the models; by default the one that all calls share.
    scenes : Storyboard, Path or str, optional
        Its scenes with their keys, or the path of a file of them; by default they are found.
    keys : sequence of CorrectedFrame or ColorPicture, optional
        Keys beside those, each of the scene that its time lies in, or of all if it has none.
    start, end : float
        A part of the film, in seconds.
    overwrite : bool
        Whether a file of that name is replaced.
    controls : Controls, optional
        Pauses or stops it, from another thread.
    progress : callable, optional
        Called with the `Progress` at the beginning and after each frame.

    Raises
    ------
    FilmError
        If the film cannot be read, is damaged, or of high dynamic range, or a key is none.
    OutputError
        If the result cannot be written. What is done is kept for the next call.
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model cannot run.
    """
    if isinstance(scenes, (str, Path)):
        scenes = storyboard.open_file(Path(scenes))
    job = Job(
        film=Path(film),
        result=Path(result),
        span=Span(start, end),
        existing="replace" if overwrite else "refuse",
        board=scenes,
        recipe=recipe,
        keys=tuple(keys),
    )
    registry = registry or _share_memory().registry
    return run(
        job, Here(registry), registry, controls or Controls(), progress or (lambda _now: None)
    )
