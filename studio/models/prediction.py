"""What a colorizer says of a photo: a distribution over colours at every spot."""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skimage  # its colours are imported on first use: 0.2 s

from studio.color.arrays import Float
from studio.color.lab import NEUTRAL, rgb_to_lab

SPACING = 10  # ab units between neighbours of the grid
CELLS = 13  # of the grid to either side of gray: no colour of sRGB lies beyond
ALIKE = 5.0  # CIEDE2000 below which two colours are one suggestion
LIGHTNESS = 60.0  # L* at which colours are compared


@dataclass(frozen=True, eq=False)
class Prediction:
    """One pass of a net, from which colours, suggestions and uncertainty are read."""

    logits: Float  # (Q, h, w): log-probability of each colour at each spot, up to a constant a spot
    centres: Float  # (Q, 2): a* and b* of the colours
    regressed: Float | None = None  # (H, W, 2): the net's own estimate of ab, perhaps larger
    settled: Float | None = None  # as `logits`: what the net says where it is to settle on a colour

    @property
    def nbytes(self) -> int:
        """Bytes held, but for the colours, which all predictions of a net share."""
        maps = (self.logits, self.regressed, self.settled)
        return sum(each.nbytes for each in maps if each is not None)

    @property
    def doubts(self) -> bool:
        """Whether it knows of more than one colour."""
        return len(self.centres) > 1

    @property
    def expected(self) -> Float:
        """The expected ab of each spot: the net's own estimate, or the mean of its distribution.

        float32 (h, w, 2), of the size of `regressed` where there is one; not to be changed.
        """
        return self.mean(1) if self.regressed is None else self.regressed

    def mean(self, temperature: float) -> Float:
        """Return the annealed mean of the distribution: float32 (h, w, 2) [1]_.

        The temperature is in (0, 1]: 1 is the mean, towards 0 the most likely colour wins.

        References
        ----------
        .. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016, equation 5.
        """
        return average(self.centres, self.probability(temperature))

    def probability(self, temperature: float = 1.0) -> Float:
        """Return the distribution at a temperature: float32 (Q, h, w), summing to 1 over Q."""
        p = (self.logits - self.logits.max(0)) * np.float32(1 / temperature)
        np.exp(p, out=p)
        p /= p.sum(0)
        return p

    def entropy(self) -> Float:
        """Return how unsure the net is at each spot: float32 (h, w), in nats."""
        return entropy(self.probability())

    def likelihood(self, ab: Float) -> Float:
        """Return how likely colours that look like one, float32 (2,), are: float32 (h, w)."""
        alike = _alike(self.centres.tobytes())[self._nearest(ab)]
        return self.probability()[alike].sum(0)

    def suggestions(self, x: float, y: float, count: int = 9) -> Float:
        """Return the likeliest colours at a spot, most likely first.

        First the net's own estimate, if it has one. Bins that look alike are one colour to a
        person: each further suggestion is the mean of the bins around the centre that gathers most
        of the probability not yet gathered by those before. x and y are relative to the photo's
        width and height, in [0, 1]; there are `count` at most: float32 (n, 2).
        """
        p = _at(self.probability().transpose(1, 2, 0), x, y)
        p = p + np.float32(1e-12)  # even the unlikeliest come in the end
        alike = _alike(self.centres.tobytes())
        chosen: list[Float] = []
        left = np.ones(len(p), bool)
        if self.regressed is not None:
            chosen.append(_at(self.regressed, x, y))
            left &= ~alike[self._nearest(chosen[0])]
        while left.any() and len(chosen) < count:
            around = alike[(alike @ (p * left)).argmax()] & left
            chosen.append(np.average(self.centres[around], axis=0, weights=p[around]))
            left &= ~around
        return np.stack(chosen).astype(np.float32)

    def _nearest(self, ab: Float) -> int:
        """Return the bin of a colour, float32 (2,)."""
        return int(np.linalg.norm(self.centres - ab, axis=1).argmin())


def average(centres: Float, probability: Float) -> Float:
    """Return the mean of the colours (Q, 2) by a distribution (Q, h, w): float32 (h, w, 2)."""
    # not a matrix product, which waits for threads of its own longer than it works
    mean = np.einsum("qk,qyx->kyx", centres, probability)
    return np.ascontiguousarray(mean.transpose(1, 2, 0))


def expect_chroma(centres: Float, probability: Float) -> float:
    """Return the mean chroma of the colours (Q, 2) by a distribution (Q, h, w), over all spots."""
    chroma = np.hypot(centres[:, 0], centres[:, 1])
    return float(chroma @ probability.mean((1, 2)))


def entropy(probability: Float) -> Float:
    """Return how unsure a distribution (Q, h, w) is at each spot: float32 (h, w), in nats."""
    return -(probability * np.log(np.maximum(probability, 1e-12))).sum(0)


def _at(maps: Float, x: float, y: float) -> Float:
    """Return what maps (h, w, C) say of a relative position: (C,)."""
    height, width = maps.shape[:2]
    return maps[min(int(y * height), height - 1), min(int(x * width), width - 1)]


@functools.lru_cache(maxsize=4)
def _alike(centres: bytes) -> npt.NDArray[np.bool_]:
    """Tell which bins look alike, bool (Q, Q), from the bytes of their float32 (Q, 2) centres."""
    ab = np.frombuffer(centres, np.float32).reshape(-1, 2)
    lab = np.column_stack([np.full(len(ab), LIGHTNESS), ab])
    return skimage.color.deltaE_ciede2000(lab[:, None], lab[None]) <= ALIKE


def certain(chroma: Float) -> Prediction:
    """Return the prediction of a way to colour that knows one answer: float32 (h, w, 2).

    Its distribution is of one colour, so it neither anneals nor doubts.
    """
    return Prediction(np.zeros((1, *chroma.shape[:2]), np.float32), NEUTRAL[0], chroma)


@functools.cache
def grid() -> Float:
    """Return the colours that a distribution is over: points of a grid in the sRGB gamut [1]_.

    Returns a* and b* of the points that some sRGB colour falls nearest to, ordered by a*, then b*:
    float32 (Q, 2), read-only.

    References
    ----------
    .. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016 (10 units apart).
    """
    level = np.rint(np.linspace(0, 255, 52)).astype(np.uint8)
    cube = np.stack(np.meshgrid(level, level, level, indexing="ij"), -1).reshape(-1, 52, 3)
    a, b = np.rint(rgb_to_lab(cube)[..., 1:].reshape(-1, 2) / SPACING).astype(int).T
    taken = np.zeros((2 * CELLS + 1,) * 2, np.bool_)
    taken[a + CELLS, b + CELLS] = True
    cells = np.column_stack(np.nonzero(taken)) - CELLS
    centres = cells.astype(np.float32) * SPACING
    centres.setflags(write=False)
    return centres
