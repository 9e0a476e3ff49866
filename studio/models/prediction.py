"""What a colorizer says of a photo: a distribution over colours at every spot."""

from dataclasses import dataclass

import numpy as np

from studio.color import NEUTRAL, Float

NO_SUGGESTION_CLOSER = 12.0  # ab units between suggested colours: nearer ones look the same


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

        Neighbouring bins are one colour to a person: a suggestion is the mean of the bins around
        a peak, and a bin within 12 ab units of a likelier peak is passed over.

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
        p = self.probability()[spot]
        chosen: list[Float] = []
        left = np.ones(len(p), bool)
        while left.any() and len(chosen) < count:
            peak = np.flatnonzero(left)[p[left].argmax()]
            near = np.hypot(*(self.centres - self.centres[peak]).T) < NO_SUGGESTION_CLOSER
            chosen.append(np.average(self.centres[near], axis=0, weights=p[near] + 1e-12))
            left &= ~near
        return np.stack(chosen).astype(np.float32)


def certain(chroma: Float) -> Prediction:
    """Return the prediction of a way to colour that knows one answer: float32 (h, w, 2).

    Its distribution is of one colour, so it neither anneals nor doubts.
    """
    return Prediction(np.zeros((1, *chroma.shape[:2]), np.float32), NEUTRAL[0], chroma)
