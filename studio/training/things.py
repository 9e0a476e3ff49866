"""Things to learn picking from: crops of photos turned gray, what is in them, a first click."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import lab_to_rgb, rgb_to_lab
from studio.evaluate.labelled import GROUP, REGION, THING, UNSAID, Labelled, Pack, Target, mark
from studio.models.caffe import STRIDE
from studio.models.picker import LEVELS
from studio.segment.segmentation import Labels
from studio.training.aging import age

MIX = {"coco": 0.34, "ccp": 0.19, "face": 0.15, "bsds": 0.11, "flower": 0.06}  # shares of crops
OTHERS = 0.05  # share of a source that is not named above
SMALLEST, LARGEST = 0.002, 0.85  # share of a crop that a thing in it has
KEPT = 0.4  # share of a thing that a crop must hold
RARE = 0.2  # power of its area by which a thing is drawn: small ones nearly as often as large ones
TOGETHER = 3  # things of one crop, at most: they are seen at once
WINDOWS = 0.3  # of the crops: around a thing, as at a second look
DEPTHS, DEPTH_SHARES = (0.3, 0.6, 0.9), (0.2, 0.3, 0.5)  # of first clicks: 1 is innermost
PROPORTIONS = ((1.0, 1.0), (1.167, 0.833), (0.833, 1.167))  # of crops: square, upright, wide
MOST_OF = 0.9  # of the smaller of two masks: one of them holds the other


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked:
    """What may be asked for at a click.

    Parameters
    ----------
    masks : uint8 array of shape (H/2, W/2, 3)
        Part, thing and group, 0 to 255.
    weights : float32 array of shape (3,)
        1 for what is asked for, less for what else is known, 0 for what is not.
    level : int
        Of what is asked for; `REGION` where any of those with a weight of 1 will do.
    click : tuple of int
        Row and column of a first click, in pixels of the crop.
    """

    masks: Picture
    weights: Float
    level: int
    click: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Crop:
    """A crop of a photo without its colours, and some things in it."""

    rgb: Picture  # gray, thrice
    asked: tuple[Asked, ...]


class Crops:
    """An endless stream of crops with things in them.

    Parameters
    ----------
    pack : Pack
    side : int
        Root of the area of a crop, in pixels.
    random : numpy.random.Generator
    """

    def __init__(self, pack: Pack, side: int, random: np.random.Generator) -> None:
        self.pack, self.random = pack, random
        self.sources = pack.by_source()
        shares = np.array([MIX.get(name, OTHERS) for name in self.sources])
        self.shares = shares / shares.sum()
        self.shapes = [_shape_crop(side, *proportion) for proportion in PROPORTIONS]

    def __iter__(self) -> Iterator[Crop]:
        while True:
            crop = self._draw()
            if crop:
                yield crop

    def _draw(self) -> Crop | None:
        """Draw a photo, a thing in it, and a crop that holds it."""
        source = self.random.choice(list(self.sources), p=self.shares)
        photos = self.sources[source]
        labelled = photos[int(self.random.integers(len(photos)))]
        layers = self.pack.layers(labelled)
        areas = np.array([mark(layers[t.layer], t.ids).mean() for t in labelled.targets])
        chances = np.clip(areas, SMALLEST, 0.2) ** RARE
        order = self.random.choice(
            len(areas), size=len(areas), replace=False, p=chances / chances.sum()
        )
        target = labelled.targets[order[0]]
        placed = self._place(mark(layers[target.layer], target.ids))
        if placed is None:
            return None
        shape, matrix = placed
        cut = [warp(labels, matrix, shape, cv2.INTER_NEAREST) for labels in layers]
        scale = 1 / (matrix[0, 0] * matrix[1, 1])  # pixels of the crop for one of the photo
        whole = areas * layers[0].size * abs(scale)
        found = (ask(cut, labelled, i, whole[i], self.random) for i in order[: 2 * TOGETHER])
        first, *rest = found
        if first is None:
            return None
        some = [first, *(x for x in rest if x is not None)][:TOGETHER]
        return Crop(self._turn_gray(self.pack.picture(labelled), matrix, shape), tuple(some))

    def _place(self, mask: Mask) -> tuple[tuple[int, int], np.ndarray] | None:
        """Choose the shape of a crop, and the map from its pixels to the photo's."""
        rows, columns = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
        if not len(rows):
            return None
        sides = np.array(mask.shape, float)
        ends = np.array([[rows[0], columns[0]], [rows[-1] + 1, columns[-1] + 1]], float)
        if self.random.random() < WINDOWS:
            wanted = (ends[1] - ends[0]) * self.random.uniform(1.15, 2.4)
            wanted = np.maximum(wanted, 0.22 * sides)
            wanted = np.maximum(wanted, wanted[::-1] / 1.6)
            centre = ends.mean(0) + wanted * self.random.uniform(-0.15, 0.15, 2)
        else:
            closer = self.random.uniform(0, 0.8) * (self.random.random() < 0.55)
            wanted = sides * np.exp(-closer)
            spot = self.random.uniform(ends[0], ends[1])
            centre = spot + wanted * self.random.uniform(-0.4, 0.4, 2)
        shape = self._choose_shape(wanted[0] / wanted[1])
        step = np.min(np.maximum(wanted, 8) / shape) * np.ones(2)
        step = np.minimum(step * np.exp(self.random.uniform(-0.12, 0.12, 2)), sides / shape)
        reach = step * np.array(shape)
        first = np.clip(centre - reach / 2, 0, sides - reach)
        across, down = step[1], step[0]
        if self.random.random() < 0.5:  # mirrored
            return shape, np.array([[-across, 0, first[1] + reach[1] - across / 2 - 0.5],
                                    [0, down, first[0] + down / 2 - 0.5]])  # fmt: skip
        return shape, np.array(
            [[across, 0, first[1] + across / 2 - 0.5], [0, down, first[0] + down / 2 - 0.5]]
        )

    def _choose_shape(self, proportion: float) -> tuple[int, int]:
        if self.random.random() < 0.2:
            return self.shapes[int(self.random.integers(len(self.shapes)))]
        distances = [abs(np.log(h / w / proportion)) for h, w in self.shapes]
        return self.shapes[int(np.argmin(distances))]

    def _turn_gray(self, rgb: Picture, matrix: np.ndarray, shape: tuple[int, int]) -> Picture:
        """Cut out a crop, take its colours away in one of several manners, and age it."""
        weights = np.array((0.299, 0.587, 0.114))
        if self.random.random() < 0.3:  # films saw colours differently
            weights = self.random.dirichlet((5, 3, 2))
        gray = rgb.astype(np.float32) @ weights.astype(np.float32)
        shrinking = abs(matrix[0, 0])
        if shrinking > 1:
            gray = cv2.GaussianBlur(gray, (0, 0), 0.45 * shrinking).astype(np.float32, copy=False)
        cut = np.rint(warp(gray, matrix, shape, cv2.INTER_LINEAR)).clip(0, 255)
        lightness = rgb_to_lab(np.repeat(cut.astype(np.uint8)[..., None], 3, axis=2))[..., 0]
        aged = age(lightness, self.random)
        return lab_to_rgb(np.dstack([aged, np.zeros((*shape, 2), np.float32)]))


def ask(
    layers: Sequence[Labels],
    labelled: Labelled,
    index: int,
    whole: float,
    random: np.random.Generator,
) -> Asked | None:
    """Ask for a thing in a crop, and tell what else is known at the click; None if it is cut off.

    Parameters
    ----------
    layers : sequence of uint8 array of shape (H, W)
        Labels in the crop.
    labelled : Labelled
    index : int
        Of the target.
    whole : float
        Pixels that it would have, were it all in the crop.
    random : numpy.random.Generator
    """
    target = labelled.targets[index]
    mask = mark(layers[target.layer], target.ids)
    if not SMALLEST < mask.mean() < LARGEST or mask.sum() < KEPT * whole:
        return None
    click = _draw_click(mark(layers[target.layer], target.core), random)
    if click is None:
        return None
    if target.level in (REGION, UNSAID):
        able = range(len(LEVELS)) if target.level == REGION else (THING, GROUP)
        weights = np.array([n in able for n in range(len(LEVELS))], np.float32)
        masks = np.repeat(_halve(mask)[..., None], len(LEVELS), axis=2)
        return Asked(masks=masks, weights=weights, level=REGION, click=click)
    known = {target.level: mask, **_find_known(layers, labelled, target, mask, click)}
    masks = np.zeros((mask.shape[0] // 2, mask.shape[1] // 2, len(LEVELS)), np.uint8)
    weights = np.zeros(len(LEVELS), np.float32)
    for level, other in known.items():
        masks[..., level], weights[level] = _halve(other), 0.5
    weights[target.level] = 1
    return Asked(masks=masks, weights=weights, level=target.level, click=click)


def warp(plane: np.ndarray, matrix: np.ndarray, shape: tuple[int, int], how: int) -> np.ndarray:
    """Cut a crop out of a plane, by the map from its pixels to those of the plane."""
    height, width = shape
    return cv2.warpAffine(
        plane,
        matrix,
        (width, height),
        flags=how | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


def _find_known(
    layers: Sequence[Labels], labelled: Labelled, target: Target, mask: Mask, click: tuple[int, int]
) -> Mapping[int, Mask]:
    """Return the smallest mask of each other level that is clicked on as well."""
    known: dict[int, Mask] = {}
    for other in labelled.targets:
        if other.level == target.level or other.level not in range(len(LEVELS)):
            continue
        labels = layers[other.layer]
        if labels[click] not in other.core:
            continue
        found = mark(labels, other.ids)
        both = (found & mask).sum()
        if both < MOST_OF * min(found.sum(), mask.sum()) or not SMALLEST < found.mean() < 0.9:
            continue
        if other.level not in known or found.sum() < known[other.level].sum():
            known[other.level] = found
    return known


def _draw_click(core: Mask, random: np.random.Generator) -> tuple[int, int] | None:
    padded = np.pad(core.view(np.uint8), 1)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    if depth.max() <= 0:
        return None
    deep = random.choice(DEPTHS, p=DEPTH_SHARES)
    rows, columns = np.nonzero(depth >= deep * depth.max())
    place = random.integers(len(rows))
    return int(rows[place]), int(columns[place])


def _halve(mask: Mask) -> Picture:
    """Bring a mask to half its size: uint8, 0 to 255."""
    height, width = mask.shape
    levels = mask.view(np.uint8) * np.uint8(255)
    small = cv2.resize(levels, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return small.astype(np.uint8, copy=False)


def _shape_crop(side: int, high: float, wide: float) -> tuple[int, int]:
    height, width = (max(round(side * k / STRIDE), 1) * STRIDE for k in (high, wide))
    return height, width
