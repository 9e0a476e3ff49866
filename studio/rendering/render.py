"""A photo and a recipe make a colour picture: the one pipeline, for preview and export alike."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from studio.color import lab
from studio.color.arrays import Float, Picture
from studio.color.lab import compose
from studio.color.sizes import resize_map, resize_picture, shrink
from studio.color.smoothing import Smoother, smoother
from studio.models.prediction import Prediction
from studio.models.registry import Answer, Registry
from studio.photo.photo import Photo
from studio.photo.writing import encoding
from studio.recipe.footprint import rasterise
from studio.recipe.recipe import Recipe
from studio.rendering.decode import decode
from studio.rendering.obedience import REACH, correct
from studio.rendering.recoloring import apply
from studio.segment.finder import Finder

Progress = Callable[[str, float], None]  # a stage in words, and the share done, in [0, 1]
OBEDIENT_SIDE = 512  # longer side at which hints are obeyed: a hint of 0.2 % is one pixel
# what is told of each stage, and about what share of a large photo's time is over when it begins
STAGES = {
    "load": ("Loading the model", 0.0),
    "predict": ("Finding colours", 0.2),
    "compose": ("Joining colour and lightness", 0.4),
    "regions": ("Editing regions", 0.7),
}


@dataclass(frozen=True, eq=False)
class Rendering:
    """What came out of a photo and a recipe, and how long it took.

    Parameters
    ----------
    photo : Photo
    recipe : Recipe
    rgb : uint8 array of shape (H, W, 3)
        The colour picture, at the photo's size and with its lightness. Where only region edits
        change the photo, all else is the photo as given, bit for bit.
    seconds : mapping of str to float
        Time of each of STAGES that was needed, in order.
    """

    photo: Photo
    recipe: Recipe
    rgb: Picture
    seconds: Mapping[str, float]

    def encode(self, *, format: str = "png", keep_metadata: bool = True) -> bytes:
        """Encode the picture with the recipe in it, as `encoding.encode` does.

        Raises
        ------
        OutputError
            If the format cannot hold the picture or the recipe.
        """
        recipe = self.recipe.to_json(photo=self.photo.sha256)
        return encoding.encode(
            self.photo, self.rgb, format=format, keep_metadata=keep_metadata, recipe=recipe
        )


@dataclass
class _Stages:
    """Tells of each stage as it begins, and takes its time."""

    progress: Progress | None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        if self.progress:
            self.progress(*STAGES[stage])
        begun = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - begun


def render(
    photo: Photo,
    recipe: Recipe,
    registry: Registry,
    *,
    side: int | None = None,
    progress: Progress | None = None,
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
        Told of each stage as it begins.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model, or a segmenter that a region needs, cannot run.
    RecipeError
        If a region is of a class that the segmenter does not know.
    """
    stages, regions = _Stages(progress), recipe.regions
    rgb = shown = shrink(photo.rgb, side) if side else photo.rgb
    if regions.shows_model:
        with stages.timed("load"):
            registry.colorizer(recipe.model)
        with stages.timed("predict"):
            chroma = propose(photo, recipe, registry)
        with stages.timed("compose"):
            rgb = compose(shown, chroma)
    if regions.edits:
        with stages.timed("regions"):
            finder = Finder(
                photo=photo, tidying=regions.tidying, registry=registry, size=shown.shape[:2]
            )
            rgb = apply(shown, rgb, regions, finder.mask)
    return Rendering(photo, recipe, rgb, stages.seconds)


def develop(
    photo: Photo,
    recipe: Recipe,
    registry: Registry,
    *,
    format: str = "png",
    keep_metadata: bool = True,
    progress: Progress | None = None,
) -> bytes:
    """Colour a photo and encode the result: `render` and `Rendering.encode` in one."""
    rendering = render(photo, recipe, registry, progress=progress)
    return rendering.encode(format=format, keep_metadata=keep_metadata)


def propose(photo: Photo, recipe: Recipe, registry: Registry) -> Float:
    """Return the ab map that the recipe's model and hints ask for: float32 (h, w, 2)."""
    seen = lightness(photo, registry)
    chroma = decode(predict(photo, recipe, registry), seen, recipe)
    if not recipe.effective_hints:
        return chroma
    size = seen.shape  # holds the footprint of a hint of 0.2 %
    smooth = surfaces(photo, registry)
    return correct(resize_map(chroma, *size), rasterise(recipe.effective_hints, *size), smooth)


def predict(photo: Photo, recipe: Recipe, registry: Registry) -> Prediction:
    """Run the recipe's model over a photo, or recall what it said of it before."""
    colorizer, told = registry.colorizer(recipe.model), recipe.effective_hints

    def run() -> Prediction:
        hint = rasterise(told, *colorizer.size(photo.height, photo.width)) if told else None
        return colorizer.color(look(photo, recipe.model, registry), hint)

    return registry.remembered((photo.sha256, recipe.model, told), run)


def look(photo: Photo, model: str, registry: Registry) -> Any:
    """Have a colorizer look at a photo, or recall what it saw: all that it colours from."""
    colorizer = registry.colorizer(model)

    def encode() -> Answer:
        size = colorizer.size(photo.height, photo.width)
        return colorizer.encode(resize_picture(photo.rgb, *size))

    return registry.remembered((photo.sha256, model), encode)


def lightness(photo: Photo, registry: Registry) -> Float:
    """Return the L* of a photo at OBEDIENT_SIDE, or recall it: float32 (H, W)."""

    def see() -> Float:
        return lab.lightness(shrink(photo.rgb, OBEDIENT_SIDE))

    return registry.remembered((photo.sha256, OBEDIENT_SIDE), see)


def surfaces(photo: Photo, registry: Registry) -> Smoother:
    """Return what spreads a hint's correction over a photo at OBEDIENT_SIDE, or recall it."""

    def prepare() -> Smoother:
        return smoother(lightness(photo, registry), REACH)

    return registry.remembered((photo.sha256, "surfaces"), prepare)
