import numpy as np
import pytest
from skimage.color import deltaE_ciede2000

from studio.models.prediction import ALIKE, LIGHTNESS, Prediction, grid


@pytest.fixture
def prediction():
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, (len(grid()), 6, 5)).astype(np.float32)
    return Prediction(logits, grid())


def test_grid_is_that_of_colors_srgb_can_show():
    assert grid().shape[1] == 2
    assert {(0.0, 0.0), (80.0, 70.0), (-90.0, 80.0), (80.0, -110.0)} <= set(map(tuple, grid()))
    assert (100.0, -100.0) not in set(map(tuple, grid()))


def test_mean_is_the_expectation(prediction):
    p = np.exp(prediction.logits.astype(float))
    p /= p.sum(0)
    expected = np.einsum("qhw,qc->hwc", p, grid())
    assert np.abs(prediction.expected - expected).max() < 1e-3


def test_cold_distribution_gives_the_likeliest_color(prediction):
    likeliest = grid()[prediction.logits.argmax(0)]
    assert np.abs(prediction.mean(1e-4) - likeliest).max() < 0.5


def test_what_a_net_regresses_is_what_it_expects(prediction):
    regressed = np.full((12, 10, 2), 7, np.float32)
    assert Prediction(prediction.logits, grid(), regressed).expected is regressed


def test_at_temperature_one_the_mean_is_the_expectation(prediction):
    assert np.array_equal(prediction.mean(1.0), prediction.expected)


def test_entropy_of_a_flat_distribution_is_log_q():
    flat = Prediction(np.zeros((len(grid()), 2, 3), np.float32), grid())
    assert flat.entropy() == pytest.approx(np.full((2, 3), np.log(len(grid()))), abs=1e-3)


def test_first_suggestion_is_the_colour_of_most_probability_even_if_no_bin_stands_out():
    logits = np.full((len(grid()), 1, 1), -20, np.float32)
    for color, share in (((-40, 40), 0.4), ((60, 40), 0.3), ((60, 50), 0.3)):
        logits[np.abs(grid() - color).sum(1).argmin()] = np.log(share)
    first, second = Prediction(logits, grid()).suggestions(0.5, 0.5)[:2]
    assert first == pytest.approx([60, 45], abs=0.01)
    assert second == pytest.approx([-40, 40], abs=0.01)


def test_suggestions_of_two_peaks_are_the_peaks_in_order():
    logits = np.full((len(grid()), 1, 1), -20, np.float32)
    for color, height in (((40, 30), 2), ((-30, 20), 1)):
        logits[np.abs(grid() - color).sum(1).argmin()] = height
    first, second = Prediction(logits, grid()).suggestions(0.5, 0.5)[:2]
    assert first == pytest.approx([40, 30], abs=0.01)
    assert second == pytest.approx([-30, 20], abs=0.01)


def test_suggestions_look_different(prediction):
    colors = prediction.suggestions(0.5, 0.5)
    lab = np.column_stack([np.full(len(colors), LIGHTNESS), colors])
    apart = deltaE_ciede2000(lab[:, None], lab[None])
    assert len(colors) == 9
    assert apart[~np.eye(9, dtype=bool)].min() > ALIKE / 2
