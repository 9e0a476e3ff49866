"""Segmentation: what is where in a photo, and how sure the model was."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float, Mask
from studio.color.sizes import resize_map
from studio.color.strips import linear_rows, strips
from studio.models.classes import UNSURE, Classes

Labels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Segmentation:
    """The classes found in a photo."""

    labels: Labels  # (H, W), at the photo's size: positions in `classes`, or `UNSURE`
    confidence: Float  # (h, w), at the model's resolution: of the likeliest class, 0 to 1
    classes: Classes

    def shares(self) -> Mapping[str, float]:
        """Return the share of the photo's area of each class found, largest first.

        Pixels without a class count as "unsure".
        """
        return self._name(self.labels)

    def shares_of(self, mask: Mask) -> Mapping[str, float]:
        """Return the same of the pixels of a mask, bool (H, W), alone."""
        return self._name(self.labels[mask][None])

    def _name(self, labels: Labels) -> Mapping[str, float]:
        shares = count(labels) / max(labels.size, 1)
        names = {**dict(enumerate(self.classes.names)), UNSURE: "unsure"}
        found = sorted(np.flatnonzero(shares).tolist(), key=lambda label: -shares[label])
        return {names[label]: float(shares[label]) for label in found}


def from_probabilities(
    probabilities: Float, height: int, width: int, classes: Classes
) -> Segmentation:
    """Name the likeliest class of every pixel of a photo.

    Probabilities are enlarged, not labels, so that borders are smooth; a few rows of one class at a
    time, so that memory does not grow with the number of classes. They are what a model says of the
    whole photo, float32 (h, w, C); any scores that can be averaged will do.
    """
    # areas are averaged where the photo is smaller than what the model gave
    size = min(probabilities.shape[0], height), min(probabilities.shape[1], width)
    planes = [resize_map(plane, *size) for plane in np.moveaxis(probabilities, -1, 0)]
    labels = np.zeros((height, width), np.uint8)
    for rows in strips(height):
        best = linear_rows(planes[0], height, width, rows)
        for label, plane in enumerate(planes[1:], 1):
            likely = linear_rows(plane, height, width, rows)
            np.copyto(labels[rows], np.uint8(label), where=likely > best)
            np.maximum(best, likely, out=best)
    return Segmentation(labels, probabilities.max(-1), classes)


def count(labels: Labels) -> npt.NDArray[np.int64]:
    """Count the pixels of each label: int64 (256,)."""
    # row by row, because bincount copies its argument as 64-bit integers
    counts = np.zeros(256, np.int64)
    for row in labels:
        counts += np.bincount(row, minlength=256)
    return counts
