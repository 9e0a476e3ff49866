"""Recoloring: region edits made on a picture, one after the other."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import hex_to_ab, lab_to_rgb, rgb_to_lab
from studio.color.sizes import resize_map, shrink
from studio.color.strips import CubicRows, strips
from studio.recipe.regions import PHOTO, Colorize, Keep, RegionEdit, Regions, Tint, What
from studio.rendering.memory import OBEDIENT_SIDE
from studio.segment.masks import feather

Fill = Callable[[Float], Float]  # lays hints over an ab map, float32 (h, w, 2)
NO_FILLS: Mapping[int, Fill] = MappingProxyType({})


def apply(
    photo: Picture,
    colored: Picture,
    regions: Regions,
    masks: Callable[[RegionEdit], Picture],
    fills: Mapping[int, Fill] = NO_FILLS,
) -> Picture:
    """Make all edits that are on, in their order.

    Outside all regions are the pixels of `photo` or `colored`, as `regions.base` says.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        As it was given; its L* is kept.
    colored : uint8 array of shape (H, W, 3)
        The photo in the colours of the recipe's model and hints.
    regions : Regions
    masks : callable
        Tells how far an edit concerns each pixel, uint8 (H, W), 0 to 255; asked for one at a time,
        to hold only one.
    fills : mapping
        Lays the hints in a layer over its colours, by its number: the first edit is 1.
    """
    base = photo if regions.base == PHOTO else colored
    edits = [(number, edit) for number, edit in enumerate(regions.edits, 1) if edit.on]
    result = base.copy() if edits else base
    for number, edit in edits:
        shift = None
        if fill := fills.get(number):
            shift = _find_shift(edit.what, fill, photo, colored, result)
        _paint(result, edit, masks(edit), photo, colored, shift)
    return result


def _paint(
    result: Picture,
    edit: RegionEdit,
    levels: Picture,
    photo: Picture,
    colored: Picture,
    shift: CubicRows | None,
) -> None:
    """Make one edit in place, on the pixels of its region alone."""
    mask = levels > 0
    fading = feather(mask, edit.feather)
    for rows in strips(len(mask)):
        inside = mask[rows]
        if not inside.any():
            continue
        below, given = result[rows][inside], photo[rows][inside]
        above = _recolor(edit.what, given, colored[rows][inside], below)
        if shift:
            above = _move(above, given, shift(rows).transpose(1, 2, 0)[inside])
        weights = fading[rows][inside] * np.float32(levels[rows][inside] / 255)
        result[rows][inside] = _mix(given, below, above, weights)


def _recolor(what: What, photo: Picture, colored: Picture, below: Picture) -> Picture:
    """Give pixels, uint8 (N, 3), the colours that an edit asks for."""
    if isinstance(what, Keep):
        return photo
    if isinstance(what, Tint):
        return _with(photo, what.strength * hex_to_ab(what.color))
    source = colored if isinstance(what, Colorize) else below
    if (what.strength, what.hue) == (1, 0):
        return source
    return _with(photo, _turn(_lab(source)[:, 1:], what.strength, what.hue))


def _find_shift(
    what: What, fill: Fill, photo: Picture, colored: Picture, below: Picture
) -> CubicRows:
    """Return how the hints in a layer move its ab, at the size of the photo."""
    small = [shrink(rgb, OBEDIENT_SIDE) for rgb in (photo, colored, below)]
    layer = _recolor(what, *(rgb.reshape(-1, 3) for rgb in small)).reshape(small[0].shape)
    ab = rgb_to_lab(layer)[..., 1:]
    moved = fill(ab) - ab
    height, width = photo.shape[:2]
    fitting = resize_map(moved, min(len(moved), height), min(moved.shape[1], width))
    return CubicRows(fitting, height, width)


def _move(rgb: Picture, photo: Picture, way: Float) -> Picture:
    """Move the ab of pixels, uint8 (N, 3), by float32 (N, 2); those that do not move stay."""
    moves = way.any(axis=-1)
    if not moves.any():
        return rgb
    moved = rgb.copy()
    moved[moves] = _with(photo[moves], _lab(rgb[moves])[:, 1:] + way[moves])
    return moved


def _turn(ab: Float, strength: float, hue: float) -> Float:
    """Scale chroma, float32 (N, 2), and turn its hue by degrees."""
    angle = math.radians(hue)
    turn = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    return cv2.transform(ab[None], strength * np.array(turn))[0].astype(np.float32, copy=False)


def _mix(photo: Picture, below: Picture, above: Picture, weight: Float) -> Picture:
    """Lay colours over others, uint8 (N, 3): `above` itself at weight 1, `below` towards 0."""
    mixed = above.copy()
    soft = (weight < 1) & (above != below).any(-1)  # what is equal is not rounded anew
    if soft.any():
        share = weight[soft, None]
        lab = (1 - share) * _lab(below[soft]) + share * _lab(above[soft])
        mixed[soft] = _with(photo[soft], lab[:, 1:])
    return mixed


def _with(photo: Picture, ab: Float) -> Picture:
    """Join the L* of pixels, uint8 (N, 3), and chroma, float32 (N, 2) or (2,)."""
    lab = _lab(photo)
    lab[:, 1:] = ab
    return lab_to_rgb(lab[None])[0]


def _lab(rgb: Picture) -> Float:
    return rgb_to_lab(rgb[None])[0]
