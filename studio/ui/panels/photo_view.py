"""The view of the photo in its colours, and of a part of it in its own pixels."""

import math

from studio.color.arrays import Picture
from studio.color.sizes import PREVIEW_SIDE, shrink
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.rendering.render import makes_parts
from studio.ui.entries import Entry
from studio.ui.widgets.events import Rectangle
from studio.ui.widgets.view import Crop, Result
from studio.ui.work import cache, previews, session

CLOSE_UP = Entry[tuple[int, Rectangle | None]]((0, None))  # of which photo, and what part
MOST_SIDE = 4_000  # pixels of a part that is looked at closely
REMEMBERED = 16  # parts: some MB each
Part = tuple[int, int, int, int]  # the first column and row of a part, and those behind its last


def result(photo: Photo, recipe: Recipe) -> Result:
    """Return a photo in the colours of a recipe, as the browser shows it."""
    return Result(
        photo=photo.sha256,
        picture=previews.color(photo, recipe).jpeg,
        original=previews.before(photo),
        width=photo.width,
        height=photo.height,
        sharp=sharp_width(photo),
        crop=crop(photo, recipe),
    )


def sharp_width(photo: Photo) -> float:
    """Return how many pixels a preview of a photo is wide."""
    return min(PREVIEW_SIDE / max(photo.width, photo.height), 1) * photo.width


def look(box: Rectangle | None) -> None:
    """Look at a part of the photo closely; None for no part."""
    CLOSE_UP.set((session.OPENED.get(), box))


def crop(photo: Photo, recipe: Recipe | None) -> Crop | None:
    """Return the part that is looked at closely, in its own pixels; of the photo without a recipe.

    Raises as `previews.render_part` does.
    """
    opened, box = CLOSE_UP.get()
    if box is None or opened != session.OPENED.get():
        return None
    left, right = _pixels(box[0], box[2], photo.width)
    top, bottom = _pixels(box[1], box[3], photo.height)
    x, y = photo.width, photo.height
    shown = _draw(photo, recipe, (left, top, right, bottom))
    return Crop(shown, (left / x, top / y, right / x, bottom / y), box)


def _pixels(low: float, high: float, side: int) -> tuple[int, int]:
    """Return the first pixel in a part of a side, and the one behind its last: at least one."""
    first = min(math.floor(low * side), side - 1)
    return first, max(math.ceil(high * side), first + 1)


@cache.remember(REMEMBERED, _("Looking closer"))
def _draw(photo: Photo, recipe: Recipe | None, part: Part) -> bytes:
    """Return a part of a photo, or of what a recipe makes of it, as the bytes of a JPEG file."""
    rows, columns = slice(part[1], part[3]), slice(part[0], part[2])
    if recipe is None:
        pixels = previews.as_before(photo, photo.rgb[rows, columns])
    elif makes_parts(recipe):
        pixels = previews.render_part(photo, recipe, (rows, columns))
    else:
        pixels = _whole(photo, recipe)[rows, columns]
    return previews.encode(shrink(pixels, MOST_SIDE))


@cache.remember(2, _("Making the picture at full size"))
def _whole(photo: Photo, recipe: Recipe) -> Picture:
    return previews.render(photo, recipe).rgb
