"""The colour photos that are turned gray: all at 256 x 256, plain resize by area."""

from pathlib import Path

from studio.errors import DataError
from studio.photo import photo
from studio.photo.color import Picture
from studio.photo.folders import photos_in
from studio.photo.sizes import resize_picture

SIDE = 256


def load(folder: Path) -> list[Picture]:
    """Return the photos of a folder, sorted by name, at 256 x 256.

    Raises
    ------
    DataError
        If there is none.
    """
    paths = photos_in(folder)
    if not paths:
        raise DataError(f"no photo in {folder}", "a folder of colour photos", "check the path")
    return [small(photo.open_file(path).rgb) for path in paths]


def small(rgb: Picture) -> Picture:
    """Bring a photo to the size at which everything is measured."""
    return resize_picture(rgb, SIDE, SIDE)
