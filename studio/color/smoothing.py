"""Smoothing that stops at edges: what spreads a colour over the surface it lies on.

References
----------
.. [1] Min, Choi, Lu, Ham, Sohn, Do, "Fast Global Image Smoothing Based on Weighted Least
   Squares", IEEE Transactions on Image Processing, 2014.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from studio.color.arrays import Float

EDGE = 4.0  # step in L* between neighbours that lets about a third of a colour through
ROUNDS = 2  # of smoothing along rows, then columns; one leaves a cross, three look the same
TINY = 1e-12  # far below the influence of any hint; keeps 0 / 0 away

Factors = tuple[Float, Float]  # of all columns: what each pixel passes down, and 1 / diagonal


@dataclass(frozen=True, eq=False)
class Smoother:
    """Smoothing of planes that stops at the edges of one photo's lightness."""

    shape: tuple[int, int]  # height and width of the planes
    rounds: Sequence[tuple[Factors, Factors]]  # what solves along all rows, then all columns

    def __call__(self, planes: Float) -> Float:
        """Smooth planes: float32 (C, h, w)."""
        for rows, columns in self.rounds:
            planes = _transpose(_solve(rows, _transpose(planes)))
            planes = _solve(columns, planes)
        return planes

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(band.nbytes for pair in self.rounds for factors in pair for band in factors)


def smoother(lightness: Float, reach: float) -> Smoother:
    """Prepare smoothing that stops at edges of the lightness.

    Each round solves (1 + A) u = f along all rows, then along all columns, where A is the Laplacian
    weighted by exp(-step in L* / EDGE), with a strength that falls by 4 a round [1]_. A line is a
    tridiagonal system; all lines of one direction are solved at once.

    The lightness is L*, float32 (h, w); `reach` is the share of the longer side at which an
    influence has faded to about a third.
    """
    height, width = lightness.shape
    pixels = reach * max(height, width)
    strengths = pixels**2 * 1.5 * 4.0 ** np.arange(ROUNDS)[::-1] / (4.0**ROUNDS - 1)
    across, down = _coupling(lightness.T.copy()), _coupling(lightness)
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
    """Tell how much each pixel shares with the one below, the lowest with none: (h, w)."""
    steps = np.abs(np.diff(lightness, axis=0, append=np.float32(np.inf)))
    return np.exp(steps / np.float32(-EDGE))


def _factor(coupling: Float) -> Factors:
    """Factor 1 + A along columns into L D L^T."""
    diagonal = 1 + coupling
    passed = np.empty_like(coupling)
    diagonal[1:] += coupling[:-1]
    for row, below in pairwise(range(len(coupling))):
        np.divide(coupling[row], diagonal[row], out=passed[row])
        diagonal[below] -= passed[row] * coupling[row]
    return passed, np.reciprocal(diagonal)


def _solve(factors: Factors, planes: Float) -> Float:
    """Solve along columns, a row of all planes at a time."""
    passed, share = factors
    rows = planes.transpose(1, 0, 2).copy()
    step = np.empty_like(rows[0])
    for row, (above, below) in enumerate(pairwise(rows)):
        np.multiply(above, passed[row], out=step)
        below += step
    rows *= share[:, None]
    for row, (below, above) in enumerate(pairwise(rows[::-1]), 2):
        np.multiply(below, passed[-row], out=step)
        above += step
    return rows.transpose(1, 0, 2)


def _transpose(planes: Float) -> Float:
    """Exchange rows and columns: float32 (C, h, w) -> (C, w, h)."""
    return planes.transpose(0, 2, 1)
