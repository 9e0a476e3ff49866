import itertools

import numpy as np
import pytest

from studio.evaluate.automatic import GRAY, measure_way
from studio.evaluate.originals import load
from studio.evaluate.realism import Judge, extractor, realism
from studio.models.registry import Registry


def clouds(shift=0.0, count=40, size=16):
    """What a net sees in photos, and in pictures of the same that are `shift` off."""
    truth = np.random.default_rng(0).normal(0, 1, (count, size))
    return (truth + shift).astype(np.float32), truth.astype(np.float32)


def test_the_distance_is_that_of_the_definition():
    seen, truth = (cloud.astype(float) for cloud in clouds(0.5, count=7))
    kernel = lambda x, y: (x @ y / 16 + 1) ** 3  # noqa: E731
    pairs = list(itertools.permutations(range(7), 2))
    mean = lambda a, b: np.mean([kernel(a[i], b[j]) for i, j in pairs])  # noqa: E731
    expected = mean(seen, seen) + mean(truth, truth) - 2 * mean(seen, truth)
    assert realism(*clouds(0.5, count=7)).kid == pytest.approx(1000 * expected, rel=1e-5)


def test_photos_themselves_are_as_real_as_can_be():
    assert realism(*clouds()).kid == pytest.approx(0, abs=1e-9)


def test_what_lies_farther_off_is_less_real():
    found = [realism(*clouds(shift)).kid for shift in (0.2, 0.5, 1.0)]
    assert found == sorted(found)
    assert found[0] > 0


def test_the_interval_holds_the_distance_and_shrinks_with_more_photos():
    few, many = realism(*clouds(0.5, count=10)), realism(*clouds(0.5, count=200))
    for found in (few, many):
        assert found.low < found.kid < found.high
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("count", [2, 3])
def test_two_photos_are_enough(count):
    found = realism(*clouds(0.5, count=count))
    assert np.isfinite([found.kid, found.low, found.high]).all()


@pytest.mark.slow
def test_gray_is_less_real_than_what_keeps_half_of_the_colours(shared):
    photos = load(shared / "data/kodak")[:12]
    registry = Registry(folder=shared / "models")
    judge = Judge(photos, registry.extractor(extractor(registry).name))
    gray = measure_way(photos, GRAY, registry, judge).realism
    half = judge.realism([(photo // 2 + gray_of(photo) // 2) for photo in photos])
    assert half.kid < gray.kid
    assert gray.low < gray.kid < gray.high


def gray_of(photo):
    return photo.mean(-1, keepdims=True).astype(np.uint8)
