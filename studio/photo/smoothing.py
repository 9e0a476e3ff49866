"""Smoothing that stops at edges: what spreads a colour over the surface it lies on.

References
----------
.. [1] Min, Choi, Lu, Ham, Sohn, Do, "Fast Global Image Smoothing Based on Weighted Least
   Squares", IEEE Transactions on Image Processing, 2014.
"""

from collections.abc import Callable

import numpy as np
from scipy.linalg import lapack

from studio.photo.color import Float
from studio.photo.sizes import resize_map

EDGE = 4.0  # step in L* between neighbours that lets about a third of a colour through
ROUNDS = 2  # of smoothing along rows, then columns; one leaves a cross, three look the same
TINY = 1e-12  # far below the influence of any hint; keeps 0 / 0 away
SPREAD_REACH = 1 / 4  # of the longer side: a lone hint should be seen from afar
ELSEWHERE = 1e-3  # influence of the mean hint where no hint reaches

Smoother = Callable[[Float], Float]


def smoother(lightness: Float, reach: float) -> Smoother:
    """Prepare smoothing of maps of shape (h, w, C) that stops at edges of the lightness.

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
    pixels = reach * max(lightness.shape)
    strengths = pixels**2 * 1.5 * 4.0 ** np.arange(ROUNDS)[::-1] / (4.0**ROUNDS - 1)
    rounds = [(_factor(lightness, k), _factor(lightness.T, k)) for k in strengths]

    def smooth(signal: Float) -> Float:
        for rows, columns in rounds:
            signal = _solve(rows, signal)
            signal = _solve(columns, signal.swapaxes(0, 1)).swapaxes(0, 1)
        return signal

    return smooth


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
    weight = mask / np.maximum(smooth(mask[..., None])[..., 0], np.float32(TINY))
    return smooth(np.dstack([signal * weight[..., None], weight]).astype(np.float32))


def spread(hint: Float, lightness: Float) -> Float:
    """Tell every pixel what the hints say of it, so that a net sees a click from afar.

    Worked out at half size, because it is smooth.

    Parameters
    ----------
    hint : float32 array of shape (h, w, 3)
        ab where a hint is and 0 elsewhere, then the mask.
    lightness : float32 array of shape (h, w)
        L*, 0 to 100; even sides.

    Returns
    -------
    float32 array of shape (h, w, 3)
        The hints' ab spread along the photo's edges, the mean hint where none reaches; then how
        far they reach, 0 to 1. All 0 without hints.
    """
    if not hint[..., 2].any():
        return np.zeros_like(hint)
    height, width = lightness.shape
    small = resize_map(hint, height // 2, width // 2)
    mask = small[..., 2:]
    ab = small[..., :2] / np.maximum(mask, np.float32(TINY))
    known = (mask[..., 0] > 0).astype(np.float32)
    half = resize_map(lightness, height // 2, width // 2)
    seen = (ab * known[..., None]).astype(np.float32)
    reached = influence(seen, known, smoother(half, SPREAD_REACH))
    mean = ab[known > 0].mean(0)
    told = (reached[..., :2] + ELSEWHERE * mean) / (reached[..., 2:] + ELSEWHERE)
    told = np.dstack([told, np.minimum(reached[..., 2:], 1)]).astype(np.float32)
    return resize_map(told, height, width)


def _factor(lightness: Float, strength: float) -> tuple[Float, Float]:
    """Factor 1 + A along the rows: the diagonal and its neighbour, each of length h * w."""
    steps = np.abs(np.diff(lightness, append=np.float32(np.inf)))  # rows do not couple
    coupling = np.float32(strength) * np.exp(steps / np.float32(-EDGE)).ravel()
    diagonal = 1 + coupling + np.roll(coupling, 1)
    diagonal, below, _ = lapack.spttrf(diagonal, -coupling[: max(len(coupling) - 1, 1)])
    return diagonal, below


def _solve(factors: tuple[Float, Float], signal: Float) -> Float:
    solution, _ = lapack.spttrs(*factors, signal.reshape(-1, signal.shape[-1]))
    return solution.reshape(signal.shape)
