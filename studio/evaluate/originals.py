"""The colour photos that are turned gray: all at 256 x 256, plain resize by area."""

from pathlib import Path

from studio.color.arrays import Picture
from studio.color.sizes import resize_picture
from studio.errors import DataError, raise_by_name
from studio.language import _
from studio.photo import photo
from studio.photo.folders import photos_in

SIDE = 256


def load(folder: Path) -> list[Picture]:
    """Return the photos of a folder by name, uint8 (256, 256, 3); those without colours are not.

    Raises
    ------
    DataError
        If there is none.
    PhotoError
        If one cannot be read; it says which.
    """
    pictures = []
    for path in photos_in(folder):
        with raise_by_name(path):
            pictures.append(small(photo.open_file(path).rgb))
    found = list(filter(has_colors, pictures))
    if not found:
        raise DataError(
            _("no photo in {folder}", folder=folder),
            _("a folder of colour photos"),
            _("check the path"),
        )
    return found


def open_one(path: Path) -> Picture:
    """Return a photo at 256 x 256: uint8 (256, 256, 3).

    Raises
    ------
    DataError
        If it has no colours: turned gray it is itself, and infinitely close to it.
    PhotoError
        If it cannot be read.
    """
    rgb = small(photo.open_file(path).rgb)
    if not has_colors(rgb):
        raise DataError(_("a photo without colours"), _("a colour photo"), _("leave it out"))
    return rgb


def small(rgb: Picture) -> Picture:
    """Bring a photo, uint8 (H, W, 3), to the size at which everything is measured."""
    return resize_picture(rgb, SIDE, SIDE)


def has_colors(rgb: Picture) -> bool:
    """Tell whether any pixel of a picture, uint8 (H, W, 3), is not gray."""
    return bool((rgb != rgb[..., :1]).any())
