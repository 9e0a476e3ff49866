"""Names: of results, no two alike, and of folders as a person writes them."""

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Sequence
from itertools import chain, count
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from studio.disk import LONGEST_NAME
from studio.errors import PhotoError
from studio.language import _

SPARE = 24  # bytes of a result's name: a number behind the photo's, and what a caller appends
QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


Place = TypeVar("Place", bound=PurePath)


def name_results(
    photos: Sequence[PurePosixPath], call: Callable[[str], str]
) -> list[PurePosixPath]:
    """Name a result for each photo, in the photo's folder, no two alike on any file system.

    `call` tells what the result of a photo of a name is called. Photos that differ in nothing but
    the ending, or in capitals, keep the ending. A name is cut where a file system would not take
    it.

    Examples
    --------
    >>> photos = [PurePosixPath(name) for name in ("a.jpg", "a.png", "b/a.jpg")]
    >>> [str(result) for result in name_results(photos, "{}_mask.png".format)]
    ['a.jpg_mask.png', 'a.png_mask.png', 'b/a_mask.png']
    """
    room = _measure_room(call)
    short = [photo.with_name(call(_cut(photo.stem, room))) for photo in photos]
    wanted = Counter(map(_fold, short))
    used = set(wanted)
    named = []
    for photo, result in zip(photos, short, strict=True):
        if wanted[_fold(result)] > 1:
            whole = _cut(photo.name, room)
            names = chain([whole], (f"{whole}-{number}" for number in count(2)))
            longer = (photo.with_name(call(name)) for name in names)
            result = next(name for name in longer if _fold(name) not in used)
            used.add(_fold(result))
        named.append(result)
    return named


def free_name(path: Path) -> Path:
    """Return the path, or the first of its kind with a number that nothing lies at."""
    others = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(other for other in chain([path], others) if not other.exists())


def name_page(result: Place, photo: str, page: int, taken: Container[Place]) -> Place:
    """Name the result of a further picture in a file, the second being 2.

    The number follows the photo's name where the result has it, else the result's; `taken` are the
    names of other results.

    Examples
    --------
    >>> str(name_page(PurePosixPath("scan_colorized.png"), "scan", 2, ()))
    'scan-2_colorized.png'
    """
    before, name, after = result.stem.partition(photo)
    named = result.with_stem(f"{before}{name}-{page}{after}")
    return result.with_stem(f"{named.stem}-page") if named in taken else named


def path_of(text: str) -> Path:
    """Return the path that a person typed or pasted: file managers copy paths in quotes.

    Raises
    ------
    PhotoError
        If it begins with the home folder of nobody.

    Examples
    --------
    >>> path_of('"/photos/summer 1931"').as_posix()
    '/photos/summer 1931'
    """
    text = text.strip()
    quoted = len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES
    try:
        return Path(text[1:-1] if quoted else text).expanduser()
    except RuntimeError as error:
        found = _("{name!r:.80}, whose home folder nobody knows", name=text.split("/")[0])
        raise PhotoError(found, _("a path"), _("write the whole path")) from error


def _measure_room(call: Callable[[str], str]) -> int:
    """Return how many bytes of a photo's name its result's name has room for."""
    around = len(os.fsencode(call("")))
    times = len(os.fsencode(call("x"))) - around
    return (LONGEST_NAME - around) // times - SPARE


def _cut(name: str, room: int) -> str:
    """Shorten a name to so many bytes; it need not be proper Unicode."""
    whole = os.fsencode(name)
    if len(whole) <= room:
        return name
    return os.fsdecode(whole[:room].decode("utf-8", "ignore").encode())


def _fold(path: PurePosixPath) -> str:
    """Return what is alike for names that some file system takes for the same."""
    return unicodedata.normalize("NFD", str(path).casefold())
