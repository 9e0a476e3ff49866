"""The view of the photo in its colours, and of a part of it in its own pixels."""

import math

from studio.color.arrays import Picture
from studio.color.sizes import PREVIEW_SIDE, shrink
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.ui.entries import Entry
from studio.ui.widgets.events import Rectangle
from studio.ui.widgets.view import Crop, Result
from studio.ui.work import cache, previews, session

CLOSE_UP = Entry[tuple[int, Rectangle | None]]((0, None))  # of which photo, and what part
MOST_SIDE = 2_400  # pixels of a part that is looked at closely


def result(photo: Photo, recipe: Recipe) -> Result:
    """Return a photo in the colours of a recipe, as the browser shows it."""
    return Result(
        photo=photo.sha256,
        picture=previews.color(photo, recipe).jpeg,
        original=previews.before(photo),
        width=photo.width,
        height=photo.height,
        sharp=min(PREVIEW_SIDE / max(photo.width, photo.height), 1) * photo.width,
        crop=_crop(photo, recipe),
    )


def look(box: Rectangle | None) -> None:
    """Look at a part of the photo closely; None for no part."""
    CLOSE_UP.set((session.OPENED.get(), box))


def _crop(photo: Photo, recipe: Recipe) -> Crop | None:
    """Return the part of the result that is looked at closely, in its own pixels."""
    opened, box = CLOSE_UP.get()
    if box is None or opened != session.OPENED.get():
        return None
    left, right = _pixels(box[0], box[2], photo.width)
    top, bottom = _pixels(box[1], box[3], photo.height)
    part = shrink(_whole(photo, recipe)[top:bottom, left:right], MOST_SIDE)
    x, y = photo.width, photo.height
    return Crop(previews.encode(part), (left / x, top / y, right / x, bottom / y), box)


def _pixels(low: float, high: float, side: int) -> tuple[int, int]:
    """Return the first pixel in a part of a side, and the one behind its last: at least one."""
    first = min(math.floor(low * side), side - 1)
    return first, max(math.ceil(high * side), first + 1)


@cache.remember(1, "Making the picture at full size")
def _whole(photo: Photo, recipe: Recipe) -> Picture:
    return previews.render(photo, recipe).rgb
