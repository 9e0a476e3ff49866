import numpy as np
import pytest

from studio.models.letterbox import fit, letterbox, normalise


def noise(*shape):
    return np.random.default_rng(0).random(shape, np.float32)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ((360, 480), (360, 480)),
        ((720, 960), (360, 480)),
        ((300, 1000), (144, 480)),
        ((1, 1), (360, 360)),
        ((1, 20_000), (1, 480)),
        ((20_000, 1), (360, 1)),
    ],
)
def test_photo_keeps_its_shape_and_touches_two_sides(shape, size):
    assert fit(np.zeros((*shape, 3), np.uint8), 360, 480) == size


@pytest.mark.parametrize("fill", [None, 127])
def test_photo_lies_at_the_top_left_and_padding_beside_it(fill):
    rgb = np.uint8(noise(90, 60, 3) * 100)
    boxed = letterbox(rgb, 90, 120, fill)
    assert boxed.shape == (90, 120, 3)
    assert np.array_equal(boxed[:, :60], rgb)
    beside = rgb[:, -1:] if fill is None else fill
    assert (boxed[:, 60:] == beside).all()


def test_photo_is_shrunk_by_averaging_areas():
    rgb = np.uint8(noise(200, 400, 3) * 255)
    expected = rgb.reshape(100, 2, 200, 2, 3).mean((1, 3))
    assert np.abs(letterbox(rgb, 100, 200) - expected).max() <= 0.5


def test_probabilities_are_recognised_and_only_divided():
    given = noise(4, 5, 3)
    given /= given.sum(-1, keepdims=True)
    assert np.allclose(normalise(given), given, atol=1e-6)
    assert np.allclose(normalise(given * 0.25), given, atol=1e-6)


@pytest.mark.parametrize("shift", [-50, 0, 80])
def test_logits_are_recognised_and_become_probabilities(shift):
    scores = noise(4, 5, 3) * 8 + shift
    odds = np.log(normalise(scores))
    assert np.allclose(odds - odds[..., :1], scores - scores[..., :1], atol=1e-3)


def test_spot_without_any_class_gets_every_class_alike():
    assert np.allclose(normalise(np.zeros((1, 1, 4), np.float32)), 0.25)


@pytest.mark.parametrize("scores", [noise(3, 3, 5), noise(3, 3, 5) * 100 - 50, noise(3, 3, 5) / 9])
def test_probabilities_sum_to_one(scores):
    shares = normalise(scores)
    assert shares.dtype == np.float32
    assert shares.min() >= 0
    assert np.abs(shares.sum(-1) - 1).max() < 1e-5
