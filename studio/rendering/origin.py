"""Origins: what set the colour of each pixel, to be seen over the photo.

References
----------
.. [1] Okabe, Ito, "Color Universal Design", 2008.
"""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from scipy.spatial import KDTree

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import hex_to_ab, turn_gray
from studio.color.sizes import resize_map, resize_mask
from studio.color.srgb import hex_to_rgb
from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.footprint import label
from studio.recipe.hints import Hints
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.recipe.regions import PHOTO as AS_GIVEN
from studio.recipe.regions import Keep, RegionEdit, Regions
from studio.rendering.memory import Memory
from studio.rendering.obedience import NOTICEABLE
from studio.rendering.render import propose
from studio.segment.finder import Finder
from studio.segment.segmentation import Labels

MODEL, HINT, REGION, PHOTO = range(4)
NAMES = (_("the model"), _("a hint"), _("a region edit"), _("the photo as given"))
# What the model coloured stays gray; the others are told apart with any colour vision [1]_.
COLORS = ("#999999", "#e69f00", "#56b4e9", "#cc79a7")
OPACITY = 0.6


def by_hints(hints: Hints, chroma: Float, plain: Float) -> Mask:
    """Tell where hints set the colour.

    Where one covers the photo, and where they changed the colour so much that it is nearer to one
    that was asked for than to the model's own: bool (h, w).

    Parameters
    ----------
    hints : Hints
    chroma : float32 array of shape (h, w, 2)
        What came of the hints, for the whole photo.
    plain : float32 array of shape (h', w', 2)
        What the model would have given without them.
    """
    height, width = chroma.shape[:2]
    if not hints:
        return np.zeros((height, width), bool)
    changed = np.linalg.norm(chroma - resize_map(plain, height, width), axis=-1)
    asked = KDTree([hex_to_ab(color) for color in {hint.color for hint in hints.painted}])
    nearer = asked.query(chroma)[0] <= changed
    covered = label(hints, height, width) > 0
    return covered | (nearer & (changed >= NOTICEABLE))


def find(photo: Photo, recipe: Recipe, memory: Memory, size: tuple[int, int]) -> Labels:
    """Tell what set the colours that a recipe gives a photo: labels as `origin` tells them.

    The size is the height and width of the answer. What stands in the way of a model is raised as
    by `render`.
    """
    plain = replace(recipe, hints=NO_HINTS, reference=None)
    hinted = by_hints(
        recipe.effective_hints, propose(photo, recipe, memory), propose(photo, plain, memory)
    )
    seen = memory.see(photo, recipe)
    finder = Finder(photo=seen, tidying=recipe.regions.tidying, segmenters=memory, size=size)
    labels = origin(resize_mask(hinted, *size), recipe.regions, finder.mask)
    if recipe.contrast is not None:
        labels[~memory.fading(photo).frame.find_inside(*size)] = PHOTO
    return labels


def origin(hinted: Mask, regions: Regions, masks: Callable[[RegionEdit], Mask]) -> Labels:
    """Tell what set the colour of each pixel.

    Returns MODEL, HINT, REGION or PHOTO, the last to touch the pixel: uint8 (H, W).

    Parameters
    ----------
    hinted : bool array of shape (H, W)
        Where hints set the colour before any region was edited.
    regions : Regions
    masks : callable
        Gives an edit's region, a bool array of any size; asked for the edits that are on.
    """
    labels = np.where(hinted, HINT, MODEL).astype(np.uint8)
    if regions.base == AS_GIVEN:
        labels[:] = PHOTO
    for edit in regions.edits:
        if edit.on:
            kept = isinstance(edit.what, Keep)
            labels[resize_mask(masks(edit), *hinted.shape)] = PHOTO if kept else REGION
    return labels


def paint(rgb: Picture, labels: Labels) -> Picture:
    """Lay COLORS over a photo turned gray, but for what the model coloured: uint8 (H, W, 3)."""
    gray = turn_gray(rgb)
    palette = hex_to_rgb(*COLORS)[0]
    mixed = cv2.addWeighted(gray, 1 - OPACITY, palette[labels], OPACITY, 0)
    return np.where((labels == MODEL)[..., None], gray, mixed).astype(np.uint8, copy=False)


def shares(labels: Labels) -> tuple[float, ...]:
    """Return the share of the pixels that each of NAMES set."""
    return tuple((np.bincount(labels.ravel(), minlength=len(NAMES)) / labels.size).tolist())
