"""What the compact net learns from."""

import keras
import numpy as np
import pytest

from studio.models.prediction import grid
from studio.training.loss import HUBER, huber, rarity, soft_bins, surprise


def test_soft_bins_have_the_color_as_their_mean():
    ab = np.array([[12.0, -7.0], [0.0, 33.0]], np.float32)
    p = keras.ops.convert_to_numpy(soft_bins(ab))
    assert p.sum(-1) == pytest.approx(1)
    assert np.abs(p @ grid() - ab).max() < 0.5


def test_rare_colors_weigh_more_and_the_mean_weight_is_one():
    ab = np.repeat(np.array([[0.0, 0.0], [60.0, 40.0]], np.float32), [99, 1], axis=0)
    weight = rarity(ab)
    common, rare = (int(np.abs(grid() - c).sum(1).argmin()) for c in ((0, 0), (60, 40)))
    p = keras.ops.convert_to_numpy(soft_bins(ab)).mean(0)
    assert weight[rare] > 3 * weight[common]
    assert (p * weight).sum() == pytest.approx(1)


def test_distribution_of_the_truth_is_the_least_surprised():
    ab = np.array([[[[20.0, 10.0]]]], np.float32)
    loss = surprise(np.ones(len(grid()), np.float32))
    logits = np.log(keras.ops.convert_to_numpy(soft_bins(ab)) + 1e-9)
    right, wrong = (float(loss(ab, x)[0, 0, 0]) for x in (logits, logits[..., ::-1]))
    assert right < wrong


@pytest.mark.parametrize(("error", "cost"), [(0, 0), (1, 0.25), (2, 1), (5, 4)])
def test_small_errors_count_squared_and_large_ones_do_not(error, cost):
    assert HUBER == 2
    assert float(huber(np.zeros((1, 2)), np.full((1, 2), -error))[0]) == pytest.approx(cost)
