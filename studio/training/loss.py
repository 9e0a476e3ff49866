"""What nets learn from: of colours, cross-entropy on soft bins and Huber on ab; of masks, overlap.

References
----------
.. [1] Zhang, Isola, Efros, "Colorful Image Colorization", ECCV 2016 (soft bins, rebalancing).
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from keras import ops

from studio.color.arrays import Float
from studio.models.prediction import grid

SIGMA = 5.0  # ab units: how far a true colour spreads over the bins around it, as in [1]
UNIFORM = 0.5  # share of the uniform distribution in the rebalancing prior, as in [1]
Tensor = Any  # of whatever Keras runs on
BORDER = 7  # pixels around the border of a mask in which errors weigh more
FEW = 20.0  # pixels added to both sides of Dice: tiny masks are not all or nothing
OBEDIENCE = 0.15  # weight of the clicked spots
SCORING = 0.7  # weight of the scores
SHARPNESS = 4.0  # of the choice among three by their scores, as it is learned
HUBER = 2.0  # ab units: below this an error counts squared


def soft_bins(ab: Float) -> Float:
    """Spread colours over the bins with a Gaussian: (..., 2) -> (..., Q), summing to 1."""
    centres = ops.convert_to_tensor(grid(), dtype=ab.dtype)
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
        weights = ops.convert_to_tensor(weight, dtype=truth.dtype)
        return ops.matmul(truth, weights[:, None])[..., 0] * entropy

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
        weights = ops.sum(truth * ops.convert_to_tensor(weight, dtype=logits.dtype), -1)
        entropy = ops.sum(weights * surprise) / (ops.sum(weights) + 1.0)
        likely = ops.softmax(logits) * known[..., None]
        hit, present = (ops.sum(x, (0, 1, 2)) for x in (likely * truth, truth))
        jaccard = hit / (present + ops.sum(likely, (0, 1, 2)) - hit + 1.0)
        there = ops.cast(present > 0, logits.dtype)
        return entropy + 1 - ops.sum(jaccard * there) / (ops.sum(there) + 1e-6)

    return loss


def picking_loss(
    masks: Tensor, scores: Tensor, truth: Tensor, weight: Tensor, free: Tensor, clicks: Tensor
) -> tuple[Tensor, Tensor]:
    """Return the loss of masks and their scores, and the IoU of each mask with what is asked for.

    The masks learn by a focal loss and Dice, the clicked spots by a loss of their own. The scores
    learn the IoU, and to let the best of the three win.

    Parameters
    ----------
    masks : float32 array of shape (B, h, w, 3)
        Logits.
    scores : float32 array of shape (B, 3)
        Logits.
    truth : float32 array of shape (B, h, w, 3)
        In [0, 1].
    weight : float32 array of shape (B, 3)
        1 for what is asked for, less for what else is known, 0 for what is not.
    free : bool array of shape (B,)
        Whether any one of the masks with a weight of 1 will do: then the nearest one learns [3]_.
    clicks : float32 array of shape (B, K, 3)
        x, y in shares, and 1 inside, -1 outside, 0 for none.

    Returns
    -------
    float32 scalar, and float32 array of shape (B, 3)

    References
    ----------
    .. [3] Kirillov et al., "Segment Anything", ICCV 2023.
    """
    each = _mask_loss(masks, truth)
    least = ops.min(each + 1e3 * (1 - weight), 1)
    mean = ops.sum(each * weight, 1) / ops.sum(weight, 1)
    drawn = ops.mean(ops.where(free, 0.85 * least + 0.15 * mean, mean))
    wanted = truth * ops.cast(weight >= 1, truth.dtype)[:, None, None]
    overlap = _overlap(masks, ops.max(wanted, -1, keepdims=True))
    regressed = ops.mean(ops.sum((ops.sigmoid(scores) - overlap) ** 2, 1))
    chosen = ops.sum(ops.softmax(SHARPNESS * scores) * overlap, 1)
    ranked = ops.mean(ops.max(overlap, 1) - chosen)
    total = drawn + OBEDIENCE * _disobedience(masks, clicks) + SCORING * (regressed + ranked)
    return total, overlap


def _mask_loss(masks: Tensor, truth: Tensor) -> Tensor:
    """Focal loss, borders weighed thrice, and Dice: (B, 3)."""
    wide = ops.max_pool(truth, BORDER, 1, "same") + ops.max_pool(-truth, BORDER, 1, "same")
    weight = 1 + 2 * wide
    entropy = ops.binary_crossentropy(truth, masks, from_logits=True)
    focal = ops.sum(weight * (1 - ops.exp(-entropy)) * entropy, (1, 2))
    likely = ops.sigmoid(masks)
    both, squares = ops.sum(likely * truth, (1, 2)), ops.sum(likely**2 + truth**2, (1, 2))
    return 4 * focal / ops.sum(weight, (1, 2)) + 1 - (2 * both + FEW) / (squares + FEW)


def _disobedience(masks: Tensor, clicks: Tensor) -> Tensor:
    """How far the clicked spots are from being on the side that was asked for."""
    batch, height, width, levels = ops.shape(masks)
    row, column = (
        ops.clip(ops.cast(clicks[..., place] * side, "int32"), 0, side - 1)
        for place, side in ((1, height), (0, width))
    )
    flat = ops.reshape(masks, (batch, height * width, levels))
    there = ops.take_along_axis(flat, (row * width + column)[..., None], axis=1)
    sign = clicks[..., 2:]
    wrong = ops.sum(ops.softplus(1 - sign * there) * ops.abs(sign), (1, 2))
    return ops.mean(wrong / (levels * ops.sum(ops.abs(sign), (1, 2)) + 1e-3))


def _overlap(masks: Tensor, truth: Tensor) -> Tensor:
    """Intersection over union of logits (B, h, w, 3) and a mask (B, h, w, 1): (B, 3)."""
    found, there = ops.cast(masks > 0, masks.dtype), ops.cast(truth > 0.5, masks.dtype)
    hit, present = (ops.sum(x, (1, 2)) for x in (found * there, ops.maximum(found, there)))
    return hit / (present + 1e-3)
