"""Masks: which pixels of a photo are meant. Bool (H, W) at the photo's size, True inside.

What is painted on a region is painted on a soft mask: uint8, from 0 outside to 255 inside.

Lengths are shares of the photo's longer side, so that a mask looks alike on every preview.
"""

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.sizes import resize_mask
from studio.recipe.footprint import label
from studio.recipe.hints import Hints
from studio.segment.segmentation import Segmentation


def of_classes(segmentation: Segmentation, names: tuple[str, ...]) -> Mask:
    """Select all pixels of some classes.

    Raises a `RecipeError` if the segmentation knows no class of one of the names.
    """
    wanted = np.zeros(256, np.bool_)
    wanted[list(segmentation.classes.labels(names))] = True
    return wanted[segmentation.labels]


def probability(segmentation: Segmentation, names: tuple[str, ...]) -> Float:
    """Estimate how likely each pixel is of some classes, from labels and confidence.

    Returns at the model's resolution, float32 (h, w), above 0.5 where the label is one of them, the
    farther the more confident the model was. Raises what `of_classes` does.
    """
    confidence = segmentation.confidence
    inside = resize_mask(of_classes(segmentation, names), *confidence.shape)
    return (0.5 + np.where(inside, confidence, -confidence) / 2).astype(np.float32)


def grow(mask: Mask, share: float) -> Mask:
    """Move a mask's border outwards, or inwards by a negative share of the longer side."""
    pixels = share * max(mask.shape)
    if abs(pixels) < 1:
        return mask
    return _depth(~mask) <= pixels if pixels > 0 else _depth(mask) > -pixels


def feather(mask: Mask, share: float) -> Float:
    """Weigh the pixels of a mask so that it fades towards its border, from inside.

    From bool (H, W) to float32 (H, W), 0 outside, rising to 1 inside. The fading is as wide as a
    share of the longer side, 0 for a hard border. The photo's own edge is no border.
    """
    pixels = share * max(mask.shape)
    if pixels < 1:
        return mask.astype(np.float32)
    weight = _depth(mask)
    weight /= np.float32(pixels + 1)
    return np.minimum(weight, 1, out=weight)


def paint(levels: Picture, strokes: Hints, level: int) -> Picture:
    """Give what was painted a level, uint8 (H, W); colours do not matter."""
    return np.where(label(strokes, *levels.shape) > 0, np.uint8(level), levels)


def _depth(mask: Mask) -> Float:
    """Measure how far inside each pixel is: 1 beside the border, 0 outside; float32 (H, W)."""
    depth = cv2.distanceTransform(mask.view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    return depth.astype(np.float32, copy=False)
