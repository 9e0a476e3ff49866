"""Realism: how far coloured pictures are from photos in the eyes of a net that knows things.

PSNR asks for the true colours and puts gray above any bold guess. This asks whether a picture could
be a photo: the kernel distance between what a net sees in coloured pictures and in the originals.

References
----------
.. [1] Binkowski, Sutherland, Arbel, Gretton, "Demystifying MMD GANs", ICLR 2018 (KID: the cubic
   kernel and the unbiased estimate).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Float, Picture
from studio.models.catalog import Model
from studio.models.registry import MEASURE, Extractor, Registry

UNIT = 1000  # what a distance is multiplied by, to be read
ROUNDS = 1000  # of the bootstrap
LEVELS = 2.5, 97.5  # percentiles that bound an interval


@dataclass(frozen=True)
class Realism:
    """KID x 1000; 0 is as real as photos are."""

    kid: float
    low: float  # of a 95 % interval over photos
    high: float


def extractor(registry: Registry) -> Model:
    """Return the model of whose net the eyes are borrowed, whether it is ready or not."""
    return registry.known(MEASURE)[0]


class Judge:
    """Knows what photos look like to a net, and tells how real their colourings look to it.

    Pictures are uint8 arrays of shape (H, W, 3).
    """

    def __init__(self, originals: Iterable[Picture], extractor: Extractor) -> None:
        self.extractor = extractor
        self.truth = self._seen(originals)

    def realism(self, pictures: Iterable[Picture]) -> Realism:
        """Measure colourings of all the photos, in the order they were given."""
        return realism(self._seen(pictures), self.truth)

    def _seen(self, pictures: Iterable[Picture]) -> Float:
        return np.stack([self.extractor.features(picture) for picture in pictures])


def realism(seen: Float, truth: Float) -> Realism:
    """Measure how real coloured pictures look.

    Given is what a net sees in N coloured pictures and in their originals, in one order: float32
    (N, F), N > 1. Pairs of one photo, coloured and original, are left out: that they show the same
    thing would make any colouring look real.
    """
    distances = _kernel(seen, seen) + _kernel(truth, truth)
    distances -= _kernel(seen, truth) + _kernel(truth, seen)
    np.fill_diagonal(distances, 0)
    count = len(seen)
    draws = np.random.default_rng(0).multinomial(count, np.full(count, 1 / count), ROUNDS)
    several = draws[(draws > 0).sum(1) > 1]  # one photo alone makes no pair
    low, high = np.percentile([_kid(distances, draw) for draw in several], LEVELS)
    return Realism(_kid(distances, np.ones(count)), float(low), float(high))


def _kernel(first: Float, second: Float) -> np.ndarray:
    return (first.astype(np.float64) @ second.T.astype(np.float64) / first.shape[1] + 1) ** 3


def _kid(distances: np.ndarray, weight: np.ndarray) -> float:
    """Return the mean over pairs of different photos, each photo counted so many times."""
    pairs = weight.sum() ** 2 - (weight**2).sum()
    return float(UNIT * (weight @ distances @ weight) / pairs)
