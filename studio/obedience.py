"""Obedience: a hinted spot gets the colour asked for, and its surroundings follow.

A model that takes hints comes near the chosen colour; what is missing is added here and spread
over the region around the hint, up to the edges of the photo's lightness.

References
----------
.. [1] Min, Choi, Lu, Ham, Sohn, Do, "Fast Global Image Smoothing Based on Weighted Least
   Squares", IEEE Transactions on Image Processing, 2014.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import compress

import numpy as np
from scipy.linalg import lapack

from studio.color import Float, hex_to_ab, into_gamut, lab_to_rgb
from studio.footprint import label
from studio.hints import Hints

# Both chosen by PSNR on 48 photos at 256 x 256 with 1 to 200 hints. A net that follows its hints
# gains 0 to 0.9 dB, one that ignores them 0.1 to 4; a longer reach helps the latter alone.
REACH = 1 / 16  # of the longer side: where a correction has faded to about a third
EDGE = 4.0  # step in L* between neighbours that lets about a third of it through
ROUNDS = 2  # of smoothing along rows, then columns; one leaves a cross, three look the same
TINY = 1e-12  # far below the influence of any hint; keeps 0 / 0 away
NOTICEABLE = 2.3  # just noticeable difference in CIE L*a*b*

Smoother = Callable[[Float], Float]


@dataclass(frozen=True)
class Unreachable:
    """A hint whose colour sRGB cannot show at the lightness that the photo has there."""

    name: str  # "point 3"
    asked: str  # "#rrggbb"
    shown: str  # the nearest colour of that lightness and hue, "#rrggbb"


def obey(chroma: Float, hint: Float, lightness: Float) -> Float:
    """Give hinted pixels exactly their colour, and spread the correction.

    Parameters
    ----------
    chroma : float32 array of shape (h, w, 2)
        What a model proposes; a longer side up to 512 keeps this interactive.
    hint : float32 array of shape (h, w, 3)
        ab where a hint is and 0 elsewhere, then the mask, as `footprint.rasterise` draws it.
    lightness : float32 array of shape (h, w)
        L*, 0 to 100.

    Returns
    -------
    float32 array of shape (h, w, 2)
        `chroma` itself where there are no hints at all.
    """
    hinted = hint[..., 2] > 0
    if not hinted.any():
        return chroma
    smooth = smoother(lightness)
    # Weighted so that a hint, large or small, has influence 1 on itself.
    weight = hinted / np.maximum(smooth(hinted.astype(np.float32)[..., None])[..., 0], TINY)
    missing = np.where(hinted[..., None], hint[..., :2] - chroma, 0)
    spread = smooth(np.dstack([missing * weight[..., None], weight]).astype(np.float32))
    # Influences above 1 are an average of many hints, below 1 the fading of few.
    corrected = chroma + spread[..., :2] / np.maximum(spread[..., 2:], 1)
    return np.where(hinted[..., None], hint[..., :2], corrected)


def smoother(lightness: Float) -> Smoother:
    """Prepare smoothing of maps of shape (h, w, C) that stops at edges of the lightness.

    Each round solves (1 + A) u = f along all rows, then along all columns, where A is the
    Laplacian weighted by exp(-step in L* / EDGE), with a strength that falls by 4 a round [1].
    All lines of one direction are a single tridiagonal system.
    """
    reach = REACH * max(lightness.shape)
    strengths = reach**2 * 1.5 * 4.0 ** np.arange(ROUNDS)[::-1] / (4.0**ROUNDS - 1)
    rounds = [(_factor(lightness, k), _factor(lightness.T, k)) for k in strengths]

    def smooth(signal: Float) -> Float:
        for rows, columns in rounds:
            signal = _solve(rows, signal)
            signal = _solve(columns, signal.swapaxes(0, 1)).swapaxes(0, 1)
        return signal

    return smooth


def unreachable(hints: Hints, lightness: Float) -> tuple[Unreachable, ...]:
    """Tell which hints ask for a colour that cannot be had at the photo's lightness.

    Parameters
    ----------
    hints : Hints
    lightness : float32 array of shape (h, w)
        L*, 0 to 100, of the whole photo at any size; a hint is judged at its mean.
    """
    if not hints:
        return ()
    labels = label(hints, *lightness.shape).ravel()
    count = np.bincount(labels, minlength=len(hints) + 1)[1:]
    total = np.bincount(labels, lightness.ravel(), minlength=len(hints) + 1)[1:]
    asked = [hint.color for hint in hints.painted]
    ab = np.stack([hex_to_ab(color) for color in asked])
    lab = np.column_stack([total / np.maximum(count, 1), ab]).astype(np.float32)
    nearest = into_gamut(lab)
    lost = (np.linalg.norm(lab - nearest, axis=1) > NOTICEABLE) & (count > 0)
    shown = [f"#{rgb.tobytes().hex()}" for rgb in lab_to_rgb(nearest[None])[0]]
    return tuple(
        Unreachable(*row) for row in compress(zip(hints.names, asked, shown, strict=True), lost)
    )


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
