"""What the compact net learns from: cross-entropy on soft colour bins, and Huber on ab.

References
----------
.. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016 (soft bins, rebalancing).
"""

from collections.abc import Callable

import numpy as np
from keras import ops

from studio.color import Float
from studio.models.bins import grid

SIGMA = 5.0  # ab units: how far a true colour spreads over the bins around it, as in [1]
UNIFORM = 0.5  # share of the uniform distribution in the rebalancing prior, as in [1]
HUBER = 2.0  # ab units: below this an error counts squared
REGRESSION_WEIGHT = 0.3


def soft_bins(ab: Float) -> Float:
    """Spread colours over the bins with a Gaussian: (..., 2) -> (..., Q), summing to 1."""
    centres = ops.convert_to_tensor(grid())
    score = ops.matmul(ab, ops.transpose(centres)) - ops.sum(centres * centres, -1) / 2
    return ops.softmax(score / SIGMA**2)


def rarity(ab: Float) -> Float:
    """Weigh the bins by how rare they are: the square root of the rebalancing in [1].

    The full rebalancing paints gaudy patches; its root keeps rare colours alive.

    Parameters
    ----------
    ab : float32 array of shape (N, 2)
        Colours of training photos.

    Returns
    -------
    float32 array of shape (Q,)
        Weights whose mean over `ab` is 1.
    """
    prior = ops.convert_to_numpy(soft_bins(ab)).mean(0)
    weight = ((1 - UNIFORM) * prior + UNIFORM / len(prior)) ** -0.5
    return (weight / (prior * weight).sum()).astype(np.float32)


def color_loss(weight: Float) -> Callable:
    """Return the loss of the net's output (..., Q + 2) against the true ab (..., 2)."""

    def loss(ab: Float, output: Float) -> Float:
        logits, regressed = output[..., :-2], output[..., -2:]
        truth = soft_bins(ab)
        surprise = ops.logsumexp(logits, -1) - ops.sum(truth * logits, -1)
        error = ops.abs(regressed - ab)
        huber = ops.where(error < HUBER, error**2 / (2 * HUBER), error - HUBER / 2)
        weighted = ops.matmul(truth, ops.convert_to_tensor(weight)[:, None])[..., 0] * surprise
        return weighted + REGRESSION_WEIGHT * ops.sum(huber, -1) / 2

    return loss
