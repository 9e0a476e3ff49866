"""Previews: small pictures of photos and of what recipes make of them, made once for everybody."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from studio.color.arrays import Picture
from studio.color.lab import turn_gray
from studio.color.sizes import PREVIEW_SIDE, shrink
from studio.photo import facts
from studio.photo.facts import Facts
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.rendering import render as rendering
from studio.rendering.render import Rendering, StageProgress
from studio.ui.language import tell_figure
from studio.ui.widgets import progress_bar
from studio.ui.work import cache, queueing

THUMBNAIL_SIDE = 320  # pixels: twice what is shown, for dense screens
REMEMBERED = 64  # previews: about 300 kB each


@dataclass(frozen=True)
class Preview:
    """A coloured preview, and how long its making took."""

    jpeg: bytes
    seconds: Mapping[str, float]


@cache.remember(REMEMBERED)
def jpeg(photo: Photo, side: int = PREVIEW_SIDE) -> bytes:
    """Return a preview of a photo as the bytes of a JPEG file."""
    return encode(shrink(photo.rgb, side))


@cache.remember(REMEMBERED)
def before(photo: Photo, side: int = PREVIEW_SIDE) -> bytes:
    """Return what the studio starts from: a print with its tone, else the gray of a photo.

    Of a photo in colour, be it one that the studio coloured, only the lightness counts.
    """
    return encode(before_pixels(photo, side))


def before_pixels(photo: Photo, side: int = PREVIEW_SIDE) -> Picture:
    """Return the pixels of `before`: uint8 (H, W, 3)."""
    return as_before(photo, shrink(photo.rgb, side))


def as_before(photo: Photo, rgb: Picture) -> Picture:
    """Return pixels of a photo, uint8 (H, W, 3), as the studio starts from them."""
    return rgb if measure(photo).tone == "toned" else turn_gray(rgb)


@cache.remember(REMEMBERED)
def square(photo: Photo) -> bytes:
    """Return the middle of a photo as the bytes of a square JPEG file, for lists."""
    return encode(crop_middle(photo.rgb, THUMBNAIL_SIDE))


def color_square(photo: Photo, recipe: Recipe) -> bytes:
    """Return the middle of what a recipe makes of a photo, as `square` does of the photo."""
    side = min(PREVIEW_SIDE, THUMBNAIL_SIDE * max(photo.rgb.shape[:2]) // min(photo.rgb.shape[:2]))
    return encode(crop_middle(render(photo, recipe, side).rgb, THUMBNAIL_SIDE))


def crop_middle(rgb: Picture, side: int) -> Picture:
    """Return the middle of a picture, uint8 (H, W, 3), as a square of at most `side` pixels."""
    whole = min(rgb.shape[:2])
    top, left = ((length - whole) // 2 for length in rgb.shape[:2])
    return shrink(rgb[top : top + whole, left : left + whole], side)


def render(
    photo: Photo, recipe: Recipe, side: int | None = None, tell: StageProgress | None = None
) -> Rendering:
    """Return what `rendering.render` makes of a photo, once it is its turn: not within another one.

    Raises as `rendering.render` and `queueing.wait_turn` do.
    """
    with queueing.wait_turn():
        return rendering.render(photo, recipe, cache.memory(), side=side, progress=tell)


def render_part(photo: Photo, recipe: Recipe, part: tuple[slice, slice]) -> Picture:
    """Return what `rendering.render_part` makes of a photo; raises as `render` does."""
    with queueing.wait_turn():
        return rendering.render_part(photo, recipe, cache.memory(), part)


@cache.remember(REMEMBERED)
def measure(photo: Photo) -> Facts:
    """Return the facts about a photo."""
    return facts.facts(photo)


def color(photo: Photo, recipe: Recipe, side: int = PREVIEW_SIDE) -> Preview:
    """Return the preview that a recipe makes of a photo, at most `side` pixels long.

    Raises as `render` does.
    """
    with progress_bar.draw() as tell:
        return _color(photo, recipe, side, tell)


def encode(rgb: Picture) -> bytes:
    """Return a picture as the bytes of a JPEG file."""
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=92, subsampling="4:4:4")
    return file.getvalue()


def describe_size(photo: Photo) -> str:
    """Return a photo's width and height, in pixels, as a person reads them."""
    width, height = (tell_figure(side, ",") for side in (photo.width, photo.height))
    return f"{width} \N{MULTIPLICATION SIGN} {height}"


@cache.remember(REMEMBERED)
def _color(photo: Photo, recipe: Recipe, side: int, _tell: StageProgress) -> Preview:
    made = render(photo, recipe, side, _tell)
    return Preview(encode(made.rgb), made.seconds)
