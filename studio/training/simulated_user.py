"""A simulated user, who clicks where a mask is wrong."""

import cv2
import numpy as np

from studio.color.arrays import Float, Mask
from studio.models.picker import LEVELS, MOST_CLICKS, Pointing, draw_maps
from studio.training.things import Asked

BOXED = 0.25  # share of users who draw a box at first
ALONE = 0.7  # share of those who click only afterwards
SLACKS = (0.008, 0.02, 0.04)  # by which a box misses its thing, in shares of the crop
CLICKS = 9  # at most
PATIENCE = 0.72  # chance to click once more
CONTENT = 0.96  # IoU from which on few go on
OBSTINATE = 0.2  # chance to go on nevertheless
AGAIN = 0.13  # chance that the same clicks are answered once more, given the mask so far
FORGET = 0.1  # chance that the mask so far is not told
TRUSTING = 0.6  # share of users who take what the net chooses among its three
EXACT = 0.6  # share of clicks in the very middle of an error


class SimulatedUser:
    """Somebody who wants one thing in a crop, and what was told so far.

    Parameters
    ----------
    asked : Asked
        What may be meant by the first click.
    random : numpy.random.Generator
    boxes : bool
        Whether some draw a box at first.
    """

    def __init__(self, asked: Asked, random: np.random.Generator, *, boxes: bool = True) -> None:
        self.random = random
        self.masks, self.weights = asked.masks.astype(np.float32) / 255, asked.weights
        self.free = asked.level not in range(len(LEVELS))
        self.level = None if self.free else asked.level
        self.truth = self.masks[..., int(np.argmax(asked.weights))]
        height, width = self.truth.shape
        row, column = asked.click
        self.clicks = [((column + 0.5) / width / 2, (row + 0.5) / height / 2, 1.0)]
        self.before = np.zeros((height, width), np.float32)
        self.box: tuple[float, float, float, float] | None = None
        self.trusts, self.asked_again = random.random() < TRUSTING, False
        if boxes and random.random() < BOXED:
            self._draw_box()

    @property
    def pointing(self) -> Pointing:
        """What was told so far."""
        return Pointing(np.array(self.clicks, np.float32).reshape(-1, 3), self.box)

    @property
    def maps(self) -> Float:
        """What was told, as the net sees it: float32 (H/4, W/4, 8)."""
        height, width = self.truth.shape
        return draw_maps(self.pointing, height // 2, width // 2).transpose(1, 2, 0)

    @property
    def told(self) -> Float:
        """The clicks, and zeros up to `MOST_CLICKS`: float32 (K, 3)."""
        rows = np.zeros((MOST_CLICKS, 3), np.float32)
        rows[: len(self.clicks)] = self.pointing.clicks
        return rows

    def go_on(self, masks: Float, overlap: Float, scores: Float) -> bool:
        """Look at the answer, (h, w, 3) in [0, 1], and click once more, or have had enough."""
        if self.level is None:
            self.level = int(np.argmax(np.where(self.weights >= 1, overlap, -1)))
        level = int(np.argmax(scores)) if self.trusts else self.level
        mask = masks[..., level]
        if self.random.random() < AGAIN and not self.asked_again:
            self.before, self.asked_again = mask, True
            return True
        self.asked_again = False
        correction = None if self._has_enough(overlap[level]) else self._correct(mask)
        if correction is None:
            return False
        self.clicks.append(correction)
        self.before = mask if self.random.random() > FORGET else np.zeros_like(mask)
        self._be_clear()
        return True

    def _has_enough(self, overlap: float) -> bool:
        if len(self.clicks) >= CLICKS or self.random.random() > PATIENCE:
            return True
        return overlap > CONTENT and self.random.random() > OBSTINATE

    def _be_clear(self) -> None:
        """From now on all three masks are to be the one that is meant."""
        self.masks = np.repeat(self.truth[..., None], len(LEVELS), axis=2)
        self.weights, self.free = np.ones(len(LEVELS), np.float32), False

    def _draw_box(self) -> None:
        """Draw a box around the thing, more or less well."""
        inside = self.truth > 0.5
        rows, columns = (np.flatnonzero(inside.any(axis)) for axis in (1, 0))
        if not len(rows):
            return
        slack = self.random.choice(SLACKS)
        height, width = inside.shape
        ends = [
            columns[0] / width,
            rows[0] / height,
            (columns[-1] + 1) / width,
            (rows[-1] + 1) / height,
        ]
        moved = np.array([-1, -1, 1, 1]) * self.random.normal(slack / 2, slack, 4)
        left, top, right, bottom = np.clip(np.array(ends) + moved, 0, 1).tolist()
        if right - left < 2 / width or bottom - top < 2 / height:
            return
        self.box = (left, top, right, bottom)
        if self.random.random() < ALONE:
            self.clicks = []
        self._be_clear()

    def _correct(self, mask: Float) -> tuple[float, float, float] | None:
        """Click on the deepest of the largest errors of either kind."""
        inside, truth = mask > 0.5, self.truth > 0.5
        kinds = ((truth & ~inside, 1.0), (inside & ~truth, -1.0))
        depths = [(_depth_of_largest(wrong), sign) for wrong, sign in kinds]
        depth, sign = max(depths, key=lambda pair: pair[0].max())
        if depth.max() <= 0:
            return None
        least = 1.0 if self.random.random() < EXACT else 0.4
        rows, columns = np.nonzero(depth >= least * depth.max())
        place = self.random.integers(len(rows))
        height, width = mask.shape
        return (columns[place] + 0.5) / width, (rows[place] + 0.5) / height, sign


def _depth_of_largest(wrong: Mask) -> Float:
    """Measure how deep in the largest connected part of an error each spot is; 0 elsewhere."""
    count, parts, about, _ = cv2.connectedComponentsWithStats(wrong.view(np.uint8), connectivity=4)
    if count == 1:
        return np.zeros(wrong.shape, np.float32)
    largest = parts == 1 + about[1:, cv2.CC_STAT_AREA].argmax()
    padded = np.pad(largest.view(np.uint8), 1)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    return depth.astype(np.float32, copy=False)
