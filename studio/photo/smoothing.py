"""Smoothing that stops at edges: what spreads a colour over the surface it lies on.

References
----------
.. [1] Min, Choi, Lu, Ham, Sohn, Do, "Fast Global Image Smoothing Based on Weighted Least
   Squares", IEEE Transactions on Image Processing, 2014.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import scipy  # its linear algebra is imported on first use: 0.2 s

from studio.photo.color import Float

EDGE = 4.0  # step in L* between neighbours that lets about a third of a colour through
ROUNDS = 2  # of smoothing along rows, then columns; one leaves a cross, three look the same
TINY = 1e-12  # far below the influence of any hint; keeps 0 / 0 away

Factors = tuple[Float, Float]  # the diagonal and its neighbour, each of length h * w


@dataclass(frozen=True, eq=False)
class Smoother:
    """Smoothing of planes that stops at the edges of one photo's lightness.

    Parameters
    ----------
    shape : tuple of int
        Height and width of the planes.
    rounds : sequence of (Factors, Factors)
        What solves along all rows, then along all columns.
    """

    shape: tuple[int, int]
    rounds: Sequence[tuple[Factors, Factors]]

    def __call__(self, planes: Float) -> Float:
        """Smooth planes: float32 (C, h, w)."""
        for rows, columns in self.rounds:
            planes = _turned(_solve(columns, _turned(_solve(rows, planes))))
        return planes

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(band.nbytes for pair in self.rounds for factors in pair for band in factors)


def smoother(lightness: Float, reach: float) -> Smoother:
    """Prepare smoothing that stops at edges of the lightness.

    Each round solves (1 + A) u = f along all rows, then along all columns, where A is the
    Laplacian weighted by exp(-step in L* / EDGE), with a strength that falls by 4 a round [1]_.
    All lines of one direction are a single tridiagonal system.

    Parameters
    ----------
    lightness : float32 array of shape (h, w)
        L*, 0 to 100.
    reach : float
        Share of the longer side at which an influence has faded to about a third.
    """
    height, width = lightness.shape
    pixels = reach * max(height, width)
    strengths = pixels**2 * 1.5 * 4.0 ** np.arange(ROUNDS)[::-1] / (4.0**ROUNDS - 1)
    across, down = _coupling(lightness), _coupling(lightness.T)
    rounds = [(_factor(across * k), _factor(down * k)) for k in strengths.astype(np.float32)]
    return Smoother((height, width), rounds)


def influence(signal: Float, mask: Float, smooth: Smoother) -> Float:
    """Spread what is known at masked pixels, each spot with influence 1 on itself.

    Parameters
    ----------
    signal : float32 array of shape (h, w, C)
    mask : float32 array of shape (h, w)
        1 where the signal is known, 0 elsewhere.
    smooth : Smoother

    Returns
    -------
    float32 array of shape (h, w, C + 1)
        The signal times its influence, then the influence: above 1 among many, fading to 0.
    """
    weight = mask / np.maximum(smooth(mask[None])[0], np.float32(TINY))
    weighed = [plane * weight for plane in cv2.split(signal)]
    return cv2.merge(list(smooth(np.stack([*weighed, weight])))).astype(np.float32, copy=False)


def _coupling(lightness: Float) -> Float:
    """Tell how much each pixel shares with the next of its row, the last with none: (h * w,)."""
    steps = np.abs(np.diff(lightness, append=np.float32(np.inf)))
    return np.exp(steps / np.float32(-EDGE)).ravel()


def _factor(coupling: Float) -> Factors:
    """Factor 1 + A along lines."""
    diagonal = 1 + coupling + np.roll(coupling, 1)
    diagonal, below, _ = scipy.linalg.lapack.spttrf(
        diagonal, -coupling[: max(len(coupling) - 1, 1)]
    )
    return diagonal, below


def _solve(factors: Factors, planes: Float) -> Float:
    solution, _ = scipy.linalg.lapack.spttrs(*factors, planes.reshape(len(planes), -1).T)
    return solution.T.reshape(planes.shape)


def _turned(planes: Float) -> Float:
    """Exchange rows and columns: float32 (C, h, w) -> (C, w, h)."""
    return np.stack([cv2.transpose(plane) for plane in planes])
