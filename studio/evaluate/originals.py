"""The colour photos that are turned gray: all at 256 x 256, plain resize by area."""

from pathlib import Path

from studio.errors import DataError, raise_by_name
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
        If there is none, or one has no colours.
    PhotoError
        If one cannot be read.
    """
    paths = photos_in(folder)
    if not paths:
        raise DataError(f"no photo in {folder}", "a folder of colour photos", "check the path")
    pictures = []
    for path in paths:
        with raise_by_name(path):
            pictures.append(open_one(path))
    return pictures


def open_one(path: Path) -> Picture:
    """Return a photo at 256 x 256.

    Raises
    ------
    DataError
        If it has no colours: turned gray it is itself, and infinitely close to it.
    PhotoError
        If it cannot be read.
    """
    rgb = small(photo.open_file(path).rgb)
    if (rgb == rgb[..., :1]).all():
        raise DataError("a photo without colours", "a colour photo", "leave it out")
    return rgb


def small(rgb: Picture) -> Picture:
    """Bring a photo to the size at which everything is measured."""
    return resize_picture(rgb, SIDE, SIDE)
