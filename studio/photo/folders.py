"""Folders of photos: which lie in them, and what there is left alone, so that it can be said."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from studio.errors import PhotoError
from studio.language import Sentence, _, join_sentences, ngettext
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.results import is_result

MOST_KINDS = 5  # of other files that are named
AT_ONCE = 64  # files that are looked into before who asks may ask for no more


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What lies in a folder; hidden files and folders do not count."""

    photos: tuple[Path, ...] = ()  # known by their names' endings
    results: tuple[Path, ...] = ()  # made by the studio: not to be coloured again
    others: tuple[Path, ...] = ()  # files whose names' endings are no photo's
    linked: tuple[Path, ...] = ()  # links to folders, not entered: they may lead in a circle
    closed: tuple[tuple[Path, str], ...] = ()  # folders that cannot be read, and why


def walk(folder: Path, without: Path | None = None) -> Iterator[Contents]:
    """Yield what lies in a folder and in each of its subfolders, some files after the others.

    `without` is a subfolder that is not entered.
    """
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        here = Path(place)
        inside = [here / name for name in sorted(folders) if not name.startswith(".")]
        folders[:] = [path.name for path in inside if path != without]
        files = [here / name for name in sorted(names) if is_photo(name)]
        for start in range(0, len(files), AT_ONCE):
            some = files[start : start + AT_ONCE]
            results = set(filter(is_result, some))
            yield Contents(
                photos=tuple(path for path in some if path not in results), results=tuple(results)
            )
        # not by `Path`, which raises in a folder that may be listed and no more
        yield Contents(linked=tuple(path for path in inside if os.path.islink(path)))  # noqa: PTH114
        seen = (here / name for name in sorted(names) if not name.startswith("."))
        yield Contents(others=tuple(path for path in seen if not is_photo(path.name)))
    yield Contents(closed=tuple((Path(error.filename), str(error.strerror)) for error in closed))


def join(parts: Iterable[Contents]) -> Contents:
    """Return all together, the photos sorted by their paths."""
    parts = list(parts)
    return Contents(
        photos=tuple(sorted(chain.from_iterable(part.photos for part in parts))),
        results=tuple(chain.from_iterable(part.results for part in parts)),
        others=tuple(chain.from_iterable(part.others for part in parts)),
        linked=tuple(chain.from_iterable(part.linked for part in parts)),
        closed=tuple(chain.from_iterable(part.closed for part in parts)),
    )


def refusals(contents: Contents) -> Iterator[tuple[Path, PhotoError]]:
    """Yield the folders that cannot be read, each with what to say of it."""
    for path, reason in contents.closed:
        found = _("a folder that cannot be read ({reason})", reason=reason)
        yield path, PhotoError(found, _("one that is open"), _("open it, or leave it out"))


def remarks(contents: Contents) -> Iterator[str]:
    """Say what was passed over with good reason."""
    for path in contents.linked:
        yield _("{path}: a link to a folder, which was not entered; name it by itself.", path=path)
    if contents.results:
        yield ngettext(
            "{n:,} picture that the studio made was left out.",
            "{n:,} pictures that the studio made were left out.",
            len(contents.results),
        )
    if contents.others:
        yield ngettext(
            "{n:,} file of another kind was left out: {kinds}.",
            "{n:,} files of other kinds were left out: {kinds}.",
            len(contents.others),
            kinds=_count_kinds(contents.others),
        )


def _count_kinds(paths: Iterable[Path]) -> Sentence:
    counts = Counter(path.suffix.lower() or _("without an ending") for path in paths)
    most = counts.most_common(MOST_KINDS)
    listed = join_sentences(_("{count:,} {kind}", count=count, kind=kind) for kind, count in most)
    return listed if len(counts) <= MOST_KINDS else _("{kinds}, and others", kinds=listed)


def photos_in(folder: Path) -> list[Path]:
    """Return the photos of a folder and its subfolders, sorted by their paths."""
    return list(join(walk(folder)).photos)


def is_photo(name: str) -> bool:
    """Tell whether a file is called like a photo, and is not hidden as what macOS puts beside."""
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
