"""Skin, measured: whether people look alive in a photo that was turned gray and coloured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import skimage  # its parts are imported on first use: 0.4 s

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import rgb_to_lab
from studio.errors import DataError
from studio.evaluate.masked import Masked, join_masks
from studio.language import _

HUES = (20.0, 72.0)  # degrees of a* and b* that skin has in the original
CHROMA = (12.0, 45.0)
LIGHTNESS = (25.0, 92.0)
LEAST = 80  # pixels of skin on which is measured
GRAY = 6.0  # chroma under which skin looks dead
BLUE = 2.0  # b* under which it looks cold
GROUPS = ("dark", "medium", "light")  # of the photos by the lightness of skin, a third each
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Skin:
    """How well skin is coloured: means over photos."""

    lightness: float  # L* of the skin
    unlike: float  # share of it that is gray or blue
    overdone: float  # share of it with more chroma than skin has
    delta_e: float  # CIEDE2000 from the original
    photos: int


def find_skin(original: Picture, people: Mask) -> Mask:
    """Tell which pixels of people, bool (H, W), are skin by their true colour: bool (H, W).

    Brown hair and beige cloth are among them.
    """
    lightness, a, b = np.moveaxis(rgb_to_lab(original), -1, 0)
    ranges = (
        (np.degrees(np.arctan2(b, a)), HUES),
        (np.hypot(a, b), CHROMA),
        (lightness, LIGHTNESS),
    )
    skin = people.copy()
    for values, (low, high) in ranges:
        skin &= (low <= values) & (values <= high)
    return skin


def measure_skin(photos: Iterable[tuple[Masked, Picture]]) -> dict[str, Skin]:
    """Measure skin in photos of people, and what was made of each: uint8 (H, W, 3) of one shape.

    Returns
    -------
    dict
        Figures of all photos with enough skin, and where there are three or more, of GROUPS.

    Raises
    ------
    DataError
        If there is no skin in them.
    """
    rows = [row for masked, picture in photos if (row := _measure_one(masked, picture))]
    if not rows:
        raise DataError(
            _("photos without skin"), _("photos of people with masks"), _("choose others")
        )
    rows.sort(key=lambda row: row[0])
    thirds = np.array_split(np.array(rows), len(GROUPS))
    groups = dict(zip(GROUPS, thirds, strict=True)) if len(rows) >= len(GROUPS) else {}
    return {name: _sum_up(part) for name, part in {ALL: np.array(rows), **groups}.items()}


def _measure_one(masked: Masked, picture: Picture) -> Sequence[float] | None:
    """Return a row as `_sum_up` takes it; None if a photo has too little skin."""
    skin = find_skin(masked.rgb, join_masks(masked))
    if skin.sum() < LEAST:
        return None
    truth, found = (rgb_to_lab(rgb)[skin] for rgb in (masked.rgb, picture))
    chroma = np.hypot(found[:, 1], found[:, 2])
    unlike = (chroma < GRAY) | (found[:, 2] < BLUE)
    delta_e = skimage.color.deltaE_ciede2000(truth, found)
    parts = (truth[:, 0], unlike, chroma > CHROMA[1], delta_e)
    return [float(part.mean()) for part in parts]


def _sum_up(rows: Float) -> Skin:
    lightness, unlike, overdone, delta_e = map(float, rows.mean(0))
    return Skin(
        lightness=lightness,
        unlike=unlike,
        overdone=overdone,
        delta_e=delta_e,
        photos=len(rows),
    )
