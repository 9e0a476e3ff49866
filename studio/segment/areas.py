"""Areas: the connected parts of what was found in a photo, each of which can be pointed at."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Mask
from studio.segment.segmentation import Segmentation

LEAST = 1 / 2000  # of the photo's area; the smaller parts of a class are one area together
WHOLE = 0.9  # share of its class from which on an area is all of it

Numbers = npt.NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas of a photo."""

    numbers: Numbers  # (H, W): of each pixel's area, from 1; 0 where the photo is of no class
    names: tuple[str, ...]  # the class of each area

    def at(self, x: float, y: float) -> int:
        """Return the number of the area at a spot, relative to the photo; 0 for none."""
        height, width = self.numbers.shape
        return int(self.numbers[min(int(y * height), height - 1), min(int(x * width), width - 1)])


def areas(found: Segmentation) -> Areas:
    """Part what was found into areas, the largest parts of each class first."""
    numbers, names = np.zeros(found.labels.shape, np.uint16), []
    for label, name in enumerate(found.classes.names):
        inside = found.labels == label
        for part in _parts(inside) if inside.any() else []:
            names.append(name)
            numbers[part] = len(names)
    return Areas(numbers, tuple(names))


def classes_of(mask: Mask, found: Segmentation) -> tuple[str, ...]:
    """Return the names of the classes that a mask is all of; none if it is anything else."""
    inside = np.unique(found.labels[mask])
    whole = np.isin(found.labels, inside)
    known = found.classes.names
    if not np.array_equal(whole, mask) or (inside >= len(known)).any():
        return ()
    return tuple(known[label] for label in inside.tolist())


def _parts(inside: Mask) -> list[Mask]:
    """Return the connected parts of a class, and what is too small to be pointed at as one."""
    _, parts, about, _ = cv2.connectedComponentsWithStats(inside.view(np.uint8), connectivity=8)
    sizes = about[1:, cv2.CC_STAT_AREA].astype(np.int64)
    if sizes.max() >= WHOLE * sizes.sum():
        return [inside]
    order = np.argsort(-sizes, kind="stable")  # the largest first
    large = (order[sizes[order] >= LEAST * inside.size] + 1).tolist()
    specks = inside & ~np.isin(parts, large)
    return [*(parts == number for number in large), *([specks] if specks.any() else [])]
