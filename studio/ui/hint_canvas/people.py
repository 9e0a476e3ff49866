"""People: whether a spot is on one, so that colours of skin are offered there."""

from studio.models.classes import PEOPLE
from studio.models.registry import SEGMENT
from studio.photo.photo import Photo
from studio.rendering import suggestions
from studio.ui.work import cache

FINDER = "people-compact"  # ships, and takes a thirtieth of a second: nobody waits for it
PERSON = PEOPLE.names.index("person")


def is_person(photo: Photo, x: float, y: float) -> bool:
    """Tell whether a spot, relative to the photo, is more likely on a person than not.

    Raises
    ------
    StudioError
        If the finder of people cannot run, though it is installed.
    """
    if FINDER not in (model.name for model in cache.registry().ready(SEGMENT)):
        return False
    found, _ = cache.memory().segment(photo, FINDER)
    return bool(suggestions.pixel(found, x, y)[0, 0, PERSON] > 0.5)
