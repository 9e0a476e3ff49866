"""Photos with masks of things, for clicks and hints to be measured on: people, streets, a pack."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.color.arrays import Mask, Picture
from studio.color.lab import turn_gray
from studio.color.sizes import resize_mask, shrink
from studio.errors import DataError
from studio.evaluate.labelled import GROUP, INDEX, THING, Labelled, Pack, Target, mark, open_pack
from studio.evaluate.scenes import Scene, open_camvid, open_masks
from studio.evaluate.things import Answer, Trial, click_innermost, find_largest, pick
from studio.language import _
from studio.models.classes import CAMVID_11
from studio.photo.photo import Photo, from_array

STREET = ("sky", "building", "road", "tree", "car")  # of which the largest piece is a thing
LEAST = 0.01  # share of a photo that a thing has on which is measured
PEOPLE = ("person", "person(s)", "group of person")  # what packs call them
EXPECTED = _("images and masks, CamVid's test and testannot, or a pack with {index}", index=INDEX)
ALL = slice(None)


@dataclass(frozen=True, eq=False)
class Masked:
    """A photo, uint8 (H, W, 3), and the masks of some things in it, bool (H, W)."""

    rgb: Picture
    masks: Sequence[Mask]


def open_masked(folder: Path, chosen: slice = ALL) -> list[Masked]:
    """Read photos with masks, in their order.

    Parameters
    ----------
    folder : Path
        Holds `images` and `masks` (0 or 255) of the same names; or CamVid in the SegNet tutorial's
        form; or is a pack, which may be a zip.
    chosen : slice
        Of the photos.

    Raises
    ------
    DataError
        If it holds no masks.
    PhotoError
        If a file cannot be read; it says which.
    """
    if (folder / "masks").is_dir():
        return [Masked(x.rgb, [x.labels == 1]) for x in open_masks(folder)[chosen]]
    if (folder / "testannot").is_dir():
        return [Masked(x.rgb, _find_pieces(x)) for x in open_camvid(folder, "test")[chosen]]
    if folder.is_file() or (folder / INDEX).is_file():
        pack = open_pack(folder)
        return [_read_things(pack, labelled) for labelled in pack.photos[chosen]]
    raise DataError(_("no masks in {folder}", folder=folder), EXPECTED, _("check the path"))


def open_people(folder: Path) -> list[Masked]:
    """Read photos with masks of people, in their order: those of a pack that show some.

    Takes and raises what `open_masked` does, but CamVid.
    """
    if not (folder.is_file() or (folder / INDEX).is_file()):
        return open_masked(folder)
    pack = open_pack(folder)
    return [_read(pack, x, _is_person) for x in pack.photos if any(map(_is_person, x.targets))]


def open_pieces(folder: Path) -> list[Masked]:
    """Read photos with masks of things, parts and regions, in their order.

    Takes and raises what `open_masked` does.
    """
    if not (folder.is_file() or (folder / INDEX).is_file()):
        return open_masked(folder)
    pack = open_pack(folder)
    return [_read(pack, labelled, lambda x: x.level != GROUP) for labelled in pack.photos]


def join_masks(masked: Masked) -> Mask:
    """Tell which pixels any of a photo's masks has: bool (H, W)."""
    return np.any([np.zeros(masked.rgb.shape[:2], np.bool_), *masked.masks], axis=0)


def shrink_masked(masked: Masked, side: int) -> Masked:
    """Shrink a photo and its masks: the longer side to `side` at most."""
    rgb = shrink(masked.rgb, side)
    return Masked(rgb, [resize_mask(mask, *rgb.shape[:2]) for mask in masked.masks])


def pick_all(photos: Iterable[Masked], answers: Callable[[Photo], Answer]) -> list[Trial]:
    """Pick each thing in gray photos; `answers` opens a photo, as in `things.measure`."""
    trials = []
    for masked in photos:
        answer = answers(from_array(turn_gray(masked.rgb)))
        trials += [pick(m, click_innermost(m, inside=True), answer) for m in masked.masks]
    return trials


def _find_pieces(scene: Scene) -> list[Mask]:
    """Return the largest piece of each class of STREET that is not tiny."""
    labels = [CAMVID_11.names.index(name) for name in STREET]
    pieces = [find_largest(scene.labels == label) for label in labels]
    return [piece for piece in pieces if piece is not None and piece.mean() >= LEAST]


def _read_things(pack: Pack, labelled: Labelled) -> Masked:
    return _read(pack, labelled, lambda target: target.level == THING)


def _read(pack: Pack, labelled: Labelled, wanted: Callable[[Target], bool]) -> Masked:
    layers = pack.layers(labelled)
    targets = filter(wanted, labelled.targets)
    masks = [mark(layers[target.layer], target.ids) for target in targets]
    return Masked(pack.picture(labelled), [mask for mask in masks if mask.mean() >= LEAST])


def _is_person(target: Target) -> bool:
    return target.name in PEOPLE
