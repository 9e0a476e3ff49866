"""Stills: a folder of numbered pictures is a film as well."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from studio.color.sizes import shrink
from studio.errors import FilmError, PhotoError, raise_by_name
from studio.film.clip import Clip, Frame, Reading
from studio.language import _
from studio.photo import folders, quarantine
from studio.photo.photo import Photo

RATE = Fraction(24)  # frames a second, as in the cinema
NUMBER = re.compile(r"\d+")


def inspect(folder: Path) -> Clip:
    """Look at the first of the pictures; a `FilmError` if there is none that can be read."""
    paths = find(folder)
    first = _open(paths[0])
    return Clip(
        path=folder,
        width=first.width,
        height=first.height,
        time_base=1 / RATE,
        rate=RATE,
        frames=len(paths),
    )


def frames(reading: Reading) -> Iterator[Frame]:
    """Yield the pictures in order.

    Raises
    ------
    FilmError
        If one cannot be read, or is of another size than the first.
    """
    paths = find(reading.path)
    first = _open(paths[0]).rgb.shape
    chosen = [time for time in range(len(paths)) if float(time / RATE) in reading.span]
    for time in chosen:
        rgb = _open(paths[time]).rgb
        if rgb.shape != first:
            found = _(
                "{name} of {width} x {height} pixels",
                name=paths[time].name,
                width=rgb.shape[1],
                height=rgb.shape[0],
            )
            expected = _("{width} x {height}, as the first", width=first[1], height=first[0])
            raise FilmError(found, expected, _("bring all to one size"))
        yield Frame(time, shrink(rgb, reading.side) if reading.side else rgb)


def find(folder: Path) -> list[Path]:
    """Return the pictures right in a folder, by the numbers in their names."""
    inside = folders.join(folders.walk(folder))
    paths = [path for path in inside.photos if path.parent == folder]
    if not paths:
        remedy = _("name a film, or a folder of numbered pictures")
        raise FilmError(_("a folder without pictures"), _("numbered pictures"), remedy)
    return sorted(paths, key=lambda path: ([int(n) for n in NUMBER.findall(path.stem)], path.name))


def _open(path: Path) -> Photo:
    try:
        with raise_by_name(path.name):
            return quarantine.open_file(path)
    except PhotoError as error:
        raise FilmError(error.found, error.expected, error.remedy) from error
