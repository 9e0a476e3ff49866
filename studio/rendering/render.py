"""A photo and a recipe make a colour picture: the one pipeline, for preview and export alike."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import Planes, enlarge, join
from studio.color.sizes import resize_map, resize_mask, shrink
from studio.language import _
from studio.models.registry import Registry
from studio.photo.photo import Photo
from studio.photo.writing import encoding
from studio.recipe.footprint import rasterise
from studio.recipe.recipe import Recipe
from studio.recipe.regions import AS_FOUND
from studio.rendering import contrast
from studio.rendering.decode import decode
from studio.rendering.filling import Find, fill
from studio.rendering.memory import Memory
from studio.rendering.obedience import correct
from studio.rendering.recoloring import Fill, apply
from studio.segment.finder import Finder

REACHED = 7  # spots of a map: what bicubic interpolation reaches, and some, on both sides
StageProgress = Callable[[str, float], None]  # a stage in words, and the share done, in [0, 1]
# what is told of each stage, and about what share of a large photo's time is over when it begins
STAGES = {
    "load": (_("Loading the model"), 0.0),
    "predict": (_("Finding colours"), 0.2),
    "compose": (_("Joining colour and lightness"), 0.4),
    "regions": (_("Editing regions"), 0.7),
}


@dataclass(frozen=True, eq=False, kw_only=True)
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

    def encode(
        self, *, format: str = "png", keep_metadata: bool = True, stamped: bool = False
    ) -> bytes:
        """Encode the picture with the recipe in it, as `encoding.encode` does.

        An `OutputError` says that the format cannot hold the picture or the recipe.
        """
        recipe = self.recipe.to_json(photo=self.photo.sha256)
        photo = contrast.deepen(self.photo, self.recipe)
        return encoding.encode(
            photo,
            self.rgb,
            format=format,
            keep_metadata=keep_metadata,
            stamped=stamped,
            recipe=recipe,
        )


@dataclass
class _Stages:
    """Tells of each stage as it begins, and takes its time."""

    progress: StageProgress | None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        if self.progress:
            self.progress(*STAGES[stage])
        begun = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - begun


def render(
    photo: Photo,
    recipe: Recipe,
    registry: Registry | Memory,
    *,
    side: int | None = None,
    progress: StageProgress | None = None,
) -> Rendering:
    """Colour a photo.

    A memory of a registry also recalls what its models said of the photo before. `side` is the
    longer side of a preview: the net sees the same photo as for an export, so both agree.
    `progress` is told of each stage as it begins.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model, or a segmenter that a region needs, cannot run.
    RecipeError
        If a region is of a class that the segmenter does not know.
    """
    memory = registry if isinstance(registry, Memory) else Memory(registry)
    stages = _Stages(progress)
    regions = recipe.regions
    rgb = shown = _show(photo, recipe, memory, side)
    if regions.shows_model:
        with stages.measure("load"):
            memory.registry.colorizer(recipe.model)
        with stages.measure("predict"):
            spread = _spread(photo, recipe, memory)
        with stages.measure("compose"):
            rgb = join(shown, _enlarge(spread, photo, recipe, memory, shown.shape[:2]))
            if recipe.contrast is not None:
                contrast.leave_border(rgb, shown, memory.fading(photo))
    if regions.edits:
        with stages.measure("regions"):
            size = shown.shape[:2]
            seen = memory.see(photo, recipe)
            finder = Finder(photo=seen, tidying=regions.tidying, segmenters=memory, size=size)
            rgb = apply(shown, rgb, regions, finder.levels, _fill_layers(photo, recipe, memory))
    return Rendering(photo=photo, recipe=recipe, rgb=rgb, seconds=stages.seconds)


def makes_parts(recipe: Recipe) -> bool:
    """Tell whether a part is made without the rest: regions and contrast are those of a whole."""
    return not recipe.regions.edits and recipe.contrast is None


def render_part(
    photo: Photo, recipe: Recipe, registry: Registry | Memory, part: tuple[slice, slice]
) -> Picture:
    """Return some rows and columns of what :func:`render` makes of a photo: uint8 (H, W, 3).

    That takes a share of the time where `makes_parts` is true. Both ends of the rows and columns
    are given. Raises as `render` does.
    """
    rows, columns = part
    if not makes_parts(recipe):
        return render(photo, recipe, registry).rgb[rows, columns]
    if not recipe.regions.shows_model:
        return photo.rgb[rows, columns]
    memory = registry if isinstance(registry, Memory) else Memory(registry)
    spread = _spread(photo, recipe, memory)
    planes = _enlarge(spread, photo, recipe, memory, photo.rgb.shape[:2])

    def cut(some: slice) -> Float:
        first, last = rows.start + some.start, rows.start + some.stop
        return planes(slice(first, last))[..., columns]

    return join(photo.rgb[rows, columns], cut)


def develop(
    photo: Photo,
    recipe: Recipe,
    registry: Registry | Memory,
    *,
    format: str = "png",
    keep_metadata: bool = True,
    stamped: bool = False,
    progress: StageProgress | None = None,
) -> bytes:
    """Colour a photo and encode the result: `render` and `Rendering.encode` in one."""
    rendering = render(photo, recipe, registry, progress=progress)
    return rendering.encode(format=format, keep_metadata=keep_metadata, stamped=stamped)


def propose(photo: Photo, recipe: Recipe, memory: Memory) -> Float:
    """Return the ab map that the recipe's model and hints ask for: float32 (h, w, 2)."""
    spread = _spread(photo, recipe, memory)
    return _fill(spread, photo, recipe, memory)[1] if recipe.thing_hints else spread


def _show(photo: Photo, recipe: Recipe, memory: Memory, side: int | None) -> Picture:
    """Return the photo as a recipe shows it, before it is coloured."""
    rgb = shrink(photo.rgb, side) if side else photo.rgb
    return rgb if recipe.contrast is None else contrast.show(rgb, memory.fading(photo), recipe)


def _spread(photo: Photo, recipe: Recipe, memory: Memory) -> Float:
    """Return what the model asks for, and the hints that go over the photo."""
    seen = memory.see(photo, recipe)
    lightness = memory.lightness(seen)
    chroma = decode(memory.prediction(photo, recipe), lightness, recipe)
    if not recipe.model_hints:
        return chroma
    size = lightness.shape  # holds the footprint of a hint of 0.2 %
    footprint = rasterise(recipe.model_hints, *size)
    return correct(resize_map(chroma, *size), footprint, memory.surfaces(seen))


def _enlarge(
    spread: Float, photo: Photo, recipe: Recipe, memory: Memory, size: tuple[int, int]
) -> Planes:
    """Bring what goes over the photo to a size, with the things that hints fill."""
    planes = enlarge(spread, *size)
    if recipe.thing_hints:
        planes = _lay(planes, *_fill(spread, photo, recipe, memory), size)
    return planes


def _fill(spread: Float, photo: Photo, recipe: Recipe, memory: Memory) -> tuple[Float, Float]:
    """Lay the colours of the other hints over their things; return the map before and after."""
    seen = memory.see(photo, recipe)
    large = resize_map(spread, *memory.lightness(seen).shape)
    return large, fill(large, recipe.thing_hints, _find_shares(seen, memory))


def _find_shares(photo: Photo, memory: Memory) -> Find:
    """Return what tells how far a thing has each spot."""
    size = memory.lightness(photo).shape
    return Finder(photo=photo, tidying=AS_FOUND, segmenters=memory, size=size).share


def _fill_layers(photo: Photo, recipe: Recipe, memory: Memory) -> dict[int, Fill]:
    """Return what lays the hints that lie in layers over the layers' colours, by their numbers."""
    find = _find_shares(memory.see(photo, recipe), memory)
    numbers = {hint.layer for hint in recipe.hints.painted if hint.layer}
    return {n: partial(fill, hints=recipe.hints.in_layer(n), find=find) for n in numbers}


def _lay(planes: Planes, before: Float, after: Float, size: tuple[int, int]) -> Planes:
    """Lay things that were filled over a* and b*: what they do not reach stays as it is.

    A map that was enlarged for small hints, and then to the photo's size, rounds otherwise.
    """
    moved = (after != before).any(axis=-1)
    reached = cv2.dilate(moved.view(np.uint8), np.ones((REACHED, REACHED), np.uint8)) > 0
    inside = resize_mask(reached, *size)
    filled = enlarge(after, *size)

    def lay(rows: slice) -> Float:
        below = planes(rows)
        return np.where(inside[rows], filled(rows), below) if inside[rows].any() else below

    return lay
