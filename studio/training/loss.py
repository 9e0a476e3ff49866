"""What the compact net learns from: cross-entropy on soft colour bins, and Huber on ab.

References
----------
.. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016 (soft bins, rebalancing).
"""

from collections.abc import Callable

import numpy as np
from keras import ops

from studio.color.arrays import Float
from studio.models.prediction import grid

SIGMA = 5.0  # ab units: how far a true colour spreads over the bins around it, as in [1]
UNIFORM = 0.5  # share of the uniform distribution in the rebalancing prior, as in [1]
HUBER = 2.0  # ab units: below this an error counts squared


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


def surprise(weight: Float) -> Callable:
    """Return the loss of logits (..., Q) against the true ab (..., 2): weighted cross-entropy."""

    def loss(ab: Float, logits: Float) -> Float:
        truth = soft_bins(ab)
        entropy = ops.logsumexp(logits, -1) - ops.sum(truth * logits, -1)
        return ops.matmul(truth, ops.convert_to_tensor(weight)[:, None])[..., 0] * entropy

    return loss


def huber(ab: Float, regressed: Float) -> Float:
    """Return the loss of ab (..., 2) against the true one: squared where it is nearly right."""
    error = ops.abs(regressed - ab)
    return ops.mean(ops.where(error < HUBER, error**2 / (2 * HUBER), error - HUBER / 2), -1)


def segmentation_loss(weight: Float) -> Callable:
    """Return the loss of logits (B, h, w, C) against labels (B, h, w), `UNSURE` left out.

    Weighted cross-entropy finds rare classes; the soft Jaccard index [2]_ of the batch, which is
    what is measured in the end, keeps them from spreading.

    Parameters
    ----------
    weight : float32 array of shape (C,)
        Of each class in the cross-entropy.

    References
    ----------
    .. [2] Rahman, Wang, "Optimizing Intersection-Over-Union in Deep Neural Networks for Image
       Segmentation", ISVC 2016.
    """
    classes = len(weight)

    def loss(labels: Float, logits: Float) -> Float:
        # UNSURE is beyond the classes, so its row is all zero
        truth = ops.one_hot(ops.cast(labels, "int32"), classes, dtype=logits.dtype)
        known = ops.sum(truth, -1)
        surprise = ops.logsumexp(logits, -1) - ops.sum(truth * logits, -1)
        weights = ops.sum(truth * ops.convert_to_tensor(weight), -1)
        entropy = ops.sum(weights * surprise) / (ops.sum(weights) + 1.0)
        likely = ops.softmax(logits) * known[..., None]
        hit, present = (ops.sum(x, (0, 1, 2)) for x in (likely * truth, truth))
        jaccard = hit / (present + ops.sum(likely, (0, 1, 2)) - hit + 1.0)
        there = ops.cast(present > 0, logits.dtype)
        return entropy + 1 - ops.sum(jaccard * there) / (ops.sum(there) + 1e-6)

    return loss
