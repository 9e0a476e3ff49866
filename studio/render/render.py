"""A photo and a recipe make a colour picture: the one pipeline, for preview and export alike."""

import functools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from studio.models.prediction import Prediction
from studio.models.registry import Registry
from studio.photo import encoding
from studio.photo.color import NEUTRAL, Float, Picture, compose, resize, rgb_to_lab
from studio.photo.photo import Photo, preview, resized
from studio.recipe.footprint import rasterise
from studio.recipe.hints import Hints
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Regions
from studio.render.obedience import obey
from studio.render.recoloring import Segment, apply, select
from studio.segment.segmentation import Segmentation, from_probabilities
from studio.segment.tidying import Tidying, tidy

Progress = Callable[[str, float], None]
OBEDIENT_SIDE = 512  # longer side at which hints are obeyed: a hint of 0.2 % is one pixel
STAGES = ("load", "predict", "compose", "regions")


@dataclass(frozen=True, eq=False)
class Rendering:
    """What came out, and how.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
        The colour picture, at the photo's size and with its lightness. Where only region edits
        change the photo, all else is the photo as given, bit for bit.
    chroma : float32 array of shape (h, w, 2)
        The ab map it was coloured with; neutral if no colour of a model shows.
    seconds : mapping of str to float
        Time of each stage, in order.
    """

    rgb: Picture
    chroma: Float
    seconds: Mapping[str, float]


def _untold(stage: str, share: float) -> None:
    """Report to nobody."""


def render(
    photo: Photo,
    recipe: Recipe,
    registry: Registry,
    *,
    side: int | None = None,
    progress: Progress = _untold,
) -> Rendering:
    """Colour a photo.

    Parameters
    ----------
    photo : Photo
    recipe : Recipe
    registry : Registry
        Loads and holds the model that the recipe names.
    side : int, optional
        Longer side of a preview. The net sees the same photo as for an export, so both agree.
    progress : callable, optional
        Called with a stage in words and the share done, in [0, 1].

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model, or a segmenter that a region needs, cannot run.
    RecipeError
        If a region is of a class that the segmenter does not know.
    """
    clock = [time.perf_counter()]
    progress("Loading the model", 0.0)
    if recipe.regions.colored:
        registry.colorizer(recipe.model)
    clock.append(time.perf_counter())
    progress("Finding colours", 0.2)
    chroma = propose(photo, recipe, registry) if recipe.regions.colored else NEUTRAL
    clock.append(time.perf_counter())
    progress("Joining colour and lightness", 0.4)
    shown = preview(photo.rgb, side) if side else photo.rgb
    rgb = compose(shown, chroma) if recipe.regions.colored else shown
    clock.append(time.perf_counter())
    progress("Editing regions", 0.7)
    rgb = _edit(photo, shown, rgb, recipe.regions, registry)
    clock.append(time.perf_counter())
    progress("Done", 1.0)
    return Rendering(rgb, chroma, dict(zip(STAGES, np.diff(clock).tolist(), strict=True)))


def develop(
    photo: Photo,
    recipe: Recipe,
    registry: Registry,
    *,
    format: str = "png",  # noqa: A002
    keep_metadata: bool = True,
) -> bytes:
    """Colour a photo and encode the result, with the recipe in it, as `export.encode` does.

    Raises
    ------
    OutputError
        If the format cannot hold the picture or the recipe; and what `render` raises.
    """
    return encoding.encode(
        photo,
        render(photo, recipe, registry).rgb,
        format=format,
        keep_metadata=keep_metadata,
        recipe=recipe.to_json(photo=photo.sha256),
    )


def propose(photo: Photo, recipe: Recipe, registry: Registry) -> Float:
    """Return the ab map that the recipe's model and hints ask for: float32 (h, w, 2)."""
    chroma = predict(photo, recipe, registry).chroma(recipe.temperature)
    chroma *= np.float32(recipe.strength)
    return follow(photo, recipe.hints, chroma) if recipe.hints else chroma


def predict(photo: Photo, recipe: Recipe, registry: Registry) -> Prediction:
    """Run the recipe's model over a photo, or recall what it said of it before."""
    colorizer = registry.colorizer(recipe.model)
    height, width = colorizer.size(photo.height, photo.width)
    key = (photo.sha256, recipe.model)

    def run() -> Prediction:
        seen = registry.remembered(key, lambda: colorizer.encode(resized(photo.rgb, height, width)))
        hint = rasterise(recipe.hints, height, width) if recipe.hints else None
        return colorizer.color(seen, hint)

    return registry.remembered((*key, recipe.hints), run)


def segment(
    photo: Photo, model: str, tidying: Tidying, registry: Registry, height: int, width: int
) -> Segmentation:
    """Tell what is where in a photo.

    Parameters
    ----------
    photo : Photo
    model : str
        Name of a segmenter in the catalog.
    tidying : Tidying
    registry : Registry
    height, width : int
        Size of the labels; the net sees the same photo for each.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the model cannot run.
    """
    segmenter = registry.segmenter(model)
    key = (photo.sha256, model)
    probabilities = registry.remembered(key, lambda: segmenter.probabilities(photo.rgb))
    return tidy(from_probabilities(probabilities, height, width, segmenter.classes), tidying)


def finder(photo: Photo, tidying: Tidying, registry: Registry, height: int, width: int) -> Segment:
    """Return what tells by a segmenter's name what is where; as `segment` does, each name once."""

    @functools.cache
    def found(model: str) -> Segmentation:
        return segment(photo, model, tidying, registry, height, width)

    return found


def _edit(
    photo: Photo, shown: Picture, colored: Picture, regions: Regions, registry: Registry
) -> Picture:
    size = shown.shape[:2]
    found = finder(photo, regions.tidying, registry, *size)
    return apply(shown, colored, regions, lambda edit: select(edit, found, *size))


def follow(photo: Photo, hints: Hints, chroma: Float) -> Float:
    """Make a proposed chroma obey the hints, at a resolution that holds their footprints.

    Parameters
    ----------
    photo : Photo
    hints : Hints
    chroma : float32 array of shape (h, w, 2)
        What the model proposes for the whole photo, at any size.

    Returns
    -------
    float32 array of shape (H, W, 2)
        At the photo's own size or 512 pixels on the longer side, whichever is smaller.
    """
    small = preview(photo.rgb, OBEDIENT_SIDE)
    height, width = small.shape[:2]
    return obey(
        resize(chroma, height, width), rasterise(hints, height, width), rgb_to_lab(small)[..., 0]
    )
