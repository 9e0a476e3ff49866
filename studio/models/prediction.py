"""What a colorizer says of a photo: a distribution over colours at every spot."""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skimage  # its colours are imported on first use: 0.2 s

from studio.photo.color import NEUTRAL, Float, rgb_to_lab

SPACING = 10  # ab units between neighbours of the grid
ALIKE = 8.0  # CIEDE2000 below which two colours are one suggestion
LIGHTNESS = 60.0  # L* at which colours are compared


@dataclass(frozen=True, eq=False)
class Prediction:
    """One pass of a net, from which colours, suggestions and uncertainty are read.

    Parameters
    ----------
    logits : float32 array of shape (Q, h, w)
        Log-probability of each colour at each spot, up to a constant per spot.
    centres : float32 array of shape (Q, 2)
        a* and b* of the colours.
    regressed : float32 array of shape (h, w, 2) or None
        The net's own estimate of ab, if it has one beside the distribution.
    """

    logits: Float
    centres: Float
    regressed: Float | None = None

    @property
    def nbytes(self) -> int:
        """Bytes held, but for the colours, which all predictions of a net share."""
        return self.logits.nbytes + (0 if self.regressed is None else self.regressed.nbytes)

    def chroma(self, temperature: float) -> Float:
        """Decode one ab per spot.

        At temperature 1 this is the regressed ab, or the distribution's mean where the net
        regresses none. Below 1 it moves as the annealed mean moves away from the mean [1]_.

        Parameters
        ----------
        temperature : float
            In (0, 1]: towards 0 the most likely colour wins.

        Returns
        -------
        float32 array of shape (h, w, 2), the caller's own

        References
        ----------
        .. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016, equation 5.
        """
        if self.regressed is None:
            return self._mean(temperature)
        if temperature == 1:
            return self.regressed.copy()
        return self.regressed + self._mean(temperature) - self._mean(1)

    def _mean(self, temperature: float) -> Float:
        p = self.probability(temperature)
        mean = self.centres.T @ p.reshape(len(p), -1)
        return np.ascontiguousarray(mean.reshape(2, *p.shape[1:]).transpose(1, 2, 0))

    def probability(self, temperature: float = 1.0) -> Float:
        """Return the distribution at a temperature: float32 (Q, h, w), summing to 1 over Q."""
        p = (self.logits - self.logits.max(0)) * np.float32(1 / temperature)
        np.exp(p, out=p)
        p /= p.sum(0)
        return p

    def entropy(self) -> Float:
        """Return how unsure the net is at each spot: float32 (h, w), in nats."""
        p = self.probability()
        return -(p * np.log(np.maximum(p, 1e-12))).sum(0)

    def suggestions(self, x: float, y: float, count: int = 9) -> Float:
        """Return the likeliest colours at a spot, most likely first.

        Bins that look alike are one colour to a person: a suggestion is the mean of the bins around
        the centre that gathers most of the probability not yet gathered by a likelier one.

        Parameters
        ----------
        x, y : float
            Position relative to the photo's width and height, in [0, 1].
        count : int
            How many colours at most.

        Returns
        -------
        float32 array of shape (n, 2), n <= count
        """
        height, width = self.logits.shape[1:]
        spot = np.s_[:, min(int(y * height), height - 1), min(int(x * width), width - 1)]
        p = self.probability()[spot] + np.float32(1e-12)  # even the unlikeliest come in the end
        alike = _alike(self.centres.tobytes())
        chosen: list[Float] = []
        left = np.ones(len(p), bool)
        while left.any() and len(chosen) < count:
            around = alike[(alike @ (p * left)).argmax()] & left
            chosen.append(np.average(self.centres[around], axis=0, weights=p[around]))
            left &= ~around
        return np.stack(chosen).astype(np.float32)


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

    Returns
    -------
    float32 array of shape (Q, 2)
        a* and b* of the points that some sRGB colour falls nearest to, ordered by a*, then b*;
        read-only.

    References
    ----------
    .. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016 (10 units apart).
    """
    level = np.rint(np.linspace(0, 255, 52)).astype(np.uint8)
    cube = np.stack(np.meshgrid(level, level, level, indexing="ij"), -1).reshape(-1, 52, 3)
    cells = np.rint(rgb_to_lab(cube)[..., 1:].reshape(-1, 2) / SPACING)
    centres = np.unique(cells, axis=0).astype(np.float32) * SPACING
    centres.setflags(write=False)
    return centres
