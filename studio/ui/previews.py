"""Pictures on a page: previews, before and after, and what is told of a photo."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from PIL import Image

from studio.color.arrays import Picture
from studio.color.lab import grayed
from studio.color.sizes import PREVIEW_SIDE, shrink
from studio.photo import facts
from studio.photo.facts import COLORED, GRAY, SINGLE_TONE, Facts
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.rendering import render
from studio.rendering.render import Progress, Rendering
from studio.ui import progress
from studio.ui.escaping import plain
from studio.ui.widgets import comparison, width
from studio.ui.widgets.comparison import Side
from studio.ui.work import cache, queueing

THUMBNAIL_SIDE = 320  # pixels: twice what is shown, for dense screens
MOST_HEIGHT = 640  # pixels on the page, so that a portrait fits a laptop's screen
TILE_WIDTH = 140  # pixels on the page: two beside each other on a phone, two models on a laptop
HALF = 440  # pixels: half of a laptop's page, until the browser has told
DONE = {
    "load": "model loaded",
    "predict": "colours found",
    "compose": "picture made",
    "regions": "regions edited",
}
REMEMBERED = 64  # previews: about 300 kB each
ADVICE = {
    GRAY: "Black and white: ready to be coloured.",
    SINGLE_TONE: "Toned, as sepia prints are: only its lightness will be used.",
    COLORED: "Already in colour: the studio keeps its lightness and finds colours anew.",
}


@dataclass(frozen=True)
class Shown:
    """A coloured preview, and how long its making took."""

    jpeg: bytes
    seconds: Mapping[str, float]


@cache.remember(REMEMBERED)
def jpeg(photo: Photo, side: int = PREVIEW_SIDE) -> bytes:
    """Return a preview of a photo as the bytes of a JPEG file."""
    return encoded(shrink(photo.rgb, side))


@cache.remember(REMEMBERED)
def before(photo: Photo, side: int = PREVIEW_SIDE) -> bytes:
    """Return what the studio starts from: a print with its tone, else the gray of a photo.

    Of a photo in colour, be it one that the studio coloured, only the lightness counts.
    """
    return encoded(before_pixels(photo, side))


def before_pixels(photo: Photo, side: int = PREVIEW_SIDE) -> Picture:
    """Return the pixels of `before`: uint8 (H, W, 3)."""
    small = shrink(photo.rgb, side)
    return small if measured(photo).tone == SINGLE_TONE else grayed(small)


@cache.remember(REMEMBERED)
def square(photo: Photo) -> bytes:
    """Return the middle of a photo as the bytes of a square JPEG file, for lists."""
    return encoded(middle(photo.rgb, THUMBNAIL_SIDE))


def square_colored(photo: Photo, recipe: Recipe) -> bytes:
    """Return the middle of what a recipe makes of a photo, as `square` does of the photo."""
    side = min(PREVIEW_SIDE, THUMBNAIL_SIDE * max(photo.rgb.shape[:2]) // min(photo.rgb.shape[:2]))
    return encoded(middle(rendered(photo, recipe, side).rgb, THUMBNAIL_SIDE))


def middle(rgb: Picture, side: int) -> Picture:
    """Return the middle of a picture, uint8 (H, W, 3), as a square of at most `side` pixels."""
    whole = min(rgb.shape[:2])
    top, left = ((length - whole) // 2 for length in rgb.shape[:2])
    return shrink(rgb[top : top + whole, left : left + whole], side)


def rendered(
    photo: Photo, recipe: Recipe, side: int | None = None, tell: Progress | None = None
) -> Rendering:
    """Return what `render` makes of a photo, once it is its turn: not within another one.

    Raises
    ------
    StudioError
        If too many wait already, or the recipe's model cannot run.
    """
    with queueing.taken():
        return render.render(photo, recipe, cache.registry(), side=side, progress=tell)


@cache.remember(REMEMBERED)
def measured(photo: Photo) -> Facts:
    """Return the facts about a photo."""
    return facts.facts(photo)


def colored(photo: Photo, recipe: Recipe, side: int = PREVIEW_SIDE) -> Shown:
    """Return the preview that a recipe makes of a photo, at most `side` pixels long.

    Raises
    ------
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the recipe's model cannot run.
    """
    with progress.bar() as tell:
        return _colored(photo, recipe, side, tell)


def draw(photo: Photo, picture: bytes, words: str) -> None:
    """Draw a JPEG of a photo as wide as its place, but no higher than fits a screen.

    What it shows is told in words to those who do not see it.
    """
    widest = max(1, min(PREVIEW_SIDE, round(MOST_HEIGHT * photo.width / photo.height)))
    with st.container(width=widest):
        st.image(picture, width="stretch", alt=words)


def fit(photo: Photo) -> tuple[int, int]:
    """Return the width and height in pixels at which a photo fits its place on the page."""
    scale = min(width.measured("canvas-width", HALF) / photo.width, MOST_HEIGHT / photo.height)
    return max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)


def tell(photo: Photo) -> None:
    """Tell the facts about a photo, and what they mean for its colouring."""
    found = measured(photo)
    with st.container(horizontal=True, gap="large"):
        st.metric("Resolution", size_in_words(photo))
        st.metric("Gray levels", f"{found.gray_levels} of 256")
    st.markdown(ADVICE[found.tone])
    for note in photo.notes:
        st.caption(plain(note))


def compare(photo: Photo, shown: Shown, wash: str) -> None:
    """Draw a photo and its colouring, to be compared; `wash` is that of the comparison."""
    sides = Side("Before", before(photo)), Side("After", shown.jpeg)
    comparison.draw(*sides, photo.width / photo.height, wash=wash)


def timings(shown: Shown) -> None:
    """Tell how long each stage took."""
    parts = [f"{DONE[stage]} in {taken:.2f} s" for stage, taken in shown.seconds.items()]
    st.caption(f"{', '.join(parts).capitalize()}.")


def encoded(rgb: Picture) -> bytes:
    """Return a picture as the bytes of a JPEG file."""
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=92, subsampling="4:4:4")
    return file.getvalue()


def size_in_words(photo: Photo) -> str:
    """Return a photo's width and height, in pixels, as a person reads them."""
    return f"{photo.width:,} \N{MULTIPLICATION SIGN} {photo.height:,}"


@cache.remember(REMEMBERED)
def _colored(photo: Photo, recipe: Recipe, side: int, _tell: Progress) -> Shown:
    rendering = rendered(photo, recipe, side, _tell)
    return Shown(encoded(rendering.rgb), rendering.seconds)
