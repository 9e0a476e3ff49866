"""Scenes: pictures of which somebody said what is where, to learn from and to measure on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.color.arrays import Picture
from studio.errors import DataError, raise_by_name
from studio.language import _
from studio.models.classes import CAMVID_11, UNSURE
from studio.photo import photo
from studio.photo.folders import photos_in
from studio.photo.reading import decoding
from studio.segment import pictures
from studio.segment.segmentation import Labels

FOLD = 5  # every fifth picture with a mask is held out


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture and what is where in it."""

    rgb: Picture
    labels: Labels  # (H, W): classes, `UNSURE` where nobody knows


def open_camvid(folder: Path, split: str) -> list[Scene]:
    """Read one split of CamVid in the SegNet tutorial's form: 11 classes, 11 for void.

    The folder holds the pictures in `<split>` and the labels in `<split>annot`; a split is "train",
    "val" or "test".

    Raises
    ------
    DataError
        If there is no picture, or one lacks its labels.
    PhotoError
        If a file cannot be read; it says which.
    """
    scenes = _pairs(folder / split, folder / f"{split}annot")
    void = len(CAMVID_11.names)
    return [Scene(x.rgb, np.where(x.labels < void, x.labels, np.uint8(UNSURE))) for x in scenes]


def open_people(folder: Path) -> tuple[list[Scene], list[Scene]]:
    """Read pictures of people and their masks (0 or 255): those to learn from, those held out.

    The folder holds `images` and `masks`; every fifth picture by name, the first included, is held
    out. Raises what `open_camvid` does.
    """
    scenes = open_masks(folder)
    learned = [scene for index, scene in enumerate(scenes) if index % FOLD]
    return learned, scenes[::FOLD]


def open_masks(folder: Path) -> list[Scene]:
    """Read pictures in `images`, by name, and their masks (0 or 255) in `masks`: 1 is inside.

    Raises what `open_camvid` does.
    """
    scenes = _pairs(folder / "images", folder / "masks")
    return [Scene(x.rgb, (x.labels >= 128).astype(np.uint8)) for x in scenes]


def _pairs(folder: Path, annotations: Path) -> list[Scene]:
    """Read the pictures of a folder, by name, each with the PNG of that name in another."""
    paths = photos_in(folder)
    if not paths:
        raise DataError(
            _("no photo in {folder}", folder=folder), _("a folder of photos"), _("check the path")
        )
    return [_pair(path, annotations / f"{path.stem}.png") for path in paths]


def _pair(picture: Path, annotation: Path) -> Scene:
    if not annotation.is_file():
        raise DataError(
            _("no labels of {name}", name=picture.name),
            _("the file {annotation}", annotation=annotation),
            _("add it"),
        )
    with raise_by_name(picture):
        rgb = photo.open_file(picture).rgb
    with raise_by_name(annotation):
        scene = Scene(rgb, pictures.read(decoding.content(annotation)))
    if scene.rgb.shape[:2] != scene.labels.shape:
        raise DataError(
            _("labels of another size than {name}", name=picture.name),
            _("{annotation} to fit", annotation=annotation),
            _("replace it"),
        )
    return scene
