"""Things with masks, to learn to pick from and to measure on: a folder or a zip of photos.

It holds `index.json`, a list of `{"name", "source", "targets": [{"level", "layer", "ids", "core",
"name"}]}`; `NAME.webp`, each photo in colour; and `NAME.LAYER.png`, uint8 labels of its size. A
thing's mask is where its layer has one of its `ids`; a first click belongs to its `core`.
"""

import itertools
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from studio.color.arrays import Mask, Picture
from studio.errors import DataError
from studio.language import _
from studio.photo import photo
from studio.segment import pictures
from studio.segment.segmentation import Labels

INDEX = "index.json"
LEAST, MOST = 0.004, 0.8  # share of a photo that a thing has on which is measured
REGION, PART, THING, GROUP, UNSAID = -1, 0, 1, 2, 3  # levels: UNSAID is a thing or a group


@dataclass(frozen=True, kw_only=True)
class Target:
    """A thing in a photo: where its layer has one of its labels."""

    level: int  # one of those above
    layer: int
    ids: tuple[int, ...]
    core: tuple[int, ...]  # those of them that a first click belongs to
    name: str


@dataclass(frozen=True)
class Labelled:
    """A photo with the things that somebody marked in it."""

    name: str
    source: str  # of the photo: things of one are marked in one manner
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Pack:
    """Labelled photos in a folder or a zip."""

    path: Path
    photos: tuple[Labelled, ...]
    _archive: zipfile.ZipFile | None = field(repr=False)

    def picture(self, labelled: Labelled) -> Picture:
        """Read a photo: uint8 (H, W, 3)."""
        return photo.read(self._read(f"{labelled.name}.webp"), labelled.name).rgb

    def layers(self, labelled: Labelled) -> list[Labels]:
        """Read the labels of a photo, layer by layer."""
        count = 1 + max(target.layer for target in labelled.targets)
        return [pictures.read(self._read(f"{labelled.name}.{n}.png")) for n in range(count)]

    def only(self, wanted: Callable[[Labelled], bool]) -> "Pack":
        """Return the same pack with some of its photos alone."""
        return replace(self, photos=tuple(filter(wanted, self.photos)))

    def by_source(self) -> Mapping[str, Sequence[Labelled]]:
        """Return the photos of each source, by its name."""
        sources: dict[str, list[Labelled]] = {}
        for labelled in self.photos:
            sources.setdefault(labelled.source, []).append(labelled)
        return dict(sorted(sources.items()))

    def _read(self, member: str) -> bytes:
        return _read_content(self.path, self._archive, member)


def open_pack(path: Path) -> Pack:
    """Open a folder or a zip of labelled photos.

    Raises
    ------
    DataError
        If there is none, or its index is damaged.
    """
    try:
        archive = zipfile.ZipFile(path) if path.is_file() else None
        index = json.loads(_read_content(path, archive, INDEX))
        photos = tuple(_read_entry(entry) for entry in index)
    except (OSError, ValueError, LookupError, TypeError, zipfile.BadZipFile) as error:
        expected = _("a folder or a zip with {index}, photos and labels", index=INDEX)
        raise DataError(
            _("no labelled photos in {path}", path=path), expected, _("check the path")
        ) from error
    if not photos:
        raise DataError(
            _("no photo in {path}", path=path), _("one that is labelled"), _("check the path")
        )
    return Pack(path, photos, archive)


def mark(labels: Labels, ids: Sequence[int]) -> Mask:
    """Tell where labels are among some: bool (H, W)."""
    wanted = np.zeros(256, np.bool_)
    wanted[list(ids)] = True
    return wanted[labels]


def draw_things(pack: Pack, most: int, *, seed: int = 0) -> Iterator[tuple[Labelled, Target]]:
    """Draw some things of each source, of those that are neither tiny nor nearly all."""
    for photos in pack.by_source().values():
        things = [(labelled, target) for labelled in photos for target in labelled.targets]
        order = np.random.default_rng(seed).permutation(len(things))
        fit = (things[index] for index in order if _fits(pack, *things[index]))
        yield from itertools.islice(fit, most)


def _fits(pack: Pack, labelled: Labelled, target: Target) -> bool:
    labels = pack.layers(labelled)[target.layer]
    core = mark(labels, target.core)
    return bool(LEAST < mark(labels, target.ids).mean() < MOST and core.any())


def _read_entry(entry: dict) -> Labelled:
    targets = tuple(
        Target(
            level=int(t["level"]),
            layer=int(t["layer"]),
            ids=tuple(t["ids"]),
            core=tuple(t["core"]),
            name=str(t["name"]),
        )
        for t in entry["targets"]
    )
    return Labelled(str(entry["name"]), str(entry["source"]), targets)


def _read_content(path: Path, archive: zipfile.ZipFile | None, member: str) -> bytes:
    return archive.read(member) if archive else (path / member).read_bytes()
