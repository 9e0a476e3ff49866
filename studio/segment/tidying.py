"""Tidying: a segmentation without specks, ragged borders and guesses."""

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float
from studio.color.strips import STRIP_ROWS, linear_rows, strips
from studio.models.classes import UNSURE
from studio.recipe.regions import Tidying
from studio.segment.segmentation import Labels, Segmentation, count


def tidy(segmentation: Segmentation, tidying: Tidying) -> Segmentation:
    """Apply the confidence floor, then smooth borders, then drop small regions."""
    labels = segmentation.labels
    if tidying.floor:
        labels = doubt(labels, segmentation.confidence, tidying.floor)
    if tidying.smoothing:
        labels = smooth(labels, tidying.smoothing)
    if tidying.smallest:
        labels = absorb(labels, tidying.smallest)
    return replace(segmentation, labels=labels)


def doubt(labels: Labels, confidence: Float, floor: float) -> Labels:
    """Mark as `UNSURE` where the confidence is below a floor.

    Labels are uint8 (H, W); the confidence is float32 (h, w) and enlarged bilinearly.
    """
    height, width = labels.shape
    doubted = labels.copy()
    for rows in strips(height):
        doubted[rows][linear_rows(confidence, height, width, rows) < floor] = UNSURE
    return doubted


def smooth(labels: Labels, share: float) -> Labels:
    """Give each pixel the commonest label around it; where there is a tie its own counts more.

    A median would not do: label 3 is not between 2 and 4. Labels are uint8 (H, W); the side of the
    square window is a share of the longer side.
    """
    radius = round(share * max(labels.shape) / 2)
    if not radius:
        return labels
    present = np.flatnonzero(count(labels))
    smoothed = np.empty_like(labels)
    for rows in strips(len(labels), max(STRIP_ROWS, 4 * radius)):
        above = min(radius, rows.start)
        window = labels[rows.start - above : rows.stop + radius]
        smoothed[rows] = _vote(window, present, radius)[above:][: rows.stop - rows.start]
    return smoothed


def _vote(labels: Labels, present: npt.NDArray[np.int64], radius: int) -> Labels:
    winner = np.zeros_like(labels)
    most = np.zeros(labels.shape, np.int32)
    for label in present:
        own = (labels == label).view(np.uint8)
        votes = cv2.boxFilter(own, cv2.CV_32S, (2 * radius + 1,) * 2, normalize=False)
        votes = 2 * votes + own
        np.copyto(winner, np.uint8(label), where=votes > most)
        np.maximum(most, votes, out=most)
    return winner


def absorb(labels: Labels, share: float) -> Labels:
    """Let regions below a share of the photo's area join their surroundings.

    From uint8 (H, W) to the same: each pixel of a small region has the nearest label that stays;
    all stay if all regions or none are small.
    """
    small = _small(labels, share * labels.size)
    if small.all() or not small.any():
        return labels
    _, nearest = cv2.distanceTransformWithLabels(
        small.view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    kept = np.empty(int(nearest.max()) + 1, np.uint8)
    kept[nearest[~small]] = labels[~small]
    return kept[nearest]


def _small(labels: Labels, least: float) -> npt.NDArray[np.bool_]:
    """Find connected regions of fewer pixels than `least`; touching corners connect."""
    small = np.zeros(labels.shape, np.bool_)
    for label in np.flatnonzero(count(labels)):
        own = (labels == label).view(np.uint8)
        _, parts, about, _ = cv2.connectedComponentsWithStats(own, connectivity=8)
        below = about[:, cv2.CC_STAT_AREA] < least
        below[0] = False  # part 0 is everything else
        small |= below[parts]
    return small
