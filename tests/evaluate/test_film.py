"""Measures of films, against what is known of them."""

import numpy as np
import pytest
from panning import gray, pan

from studio.errors import DataError
from studio.evaluate.film import ALONE, measure_film
from studio.evaluate.steadiness import Meter, divergence, follow_motion
from studio.models.registry import Registry

FRAMES = 5


@pytest.fixture(scope="module")
def film():
    return pan(FRAMES, 4)


def measure(film, colored):
    """Measure a film that is compared with another one."""
    truth, meter = Meter(set()), Meter(set())
    meter.seconds = 1
    for step, made in zip(follow_motion(film, [0]), follow_motion(colored, [0]), strict=True):
        truth.add(step, step.original)
        meter.add(step, made.original)
    return meter.compare(truth)


def flicker(film):
    """Make every second frame lighter."""
    return [f if n % 2 else np.minimum(f, 215) + np.uint8(40) for n, f in enumerate(film)]


def test_distributions_that_are_equal_do_not_diverge():
    shares = np.full((3, 256), 1 / 256)
    assert divergence(shares, shares) == 0


def test_distributions_with_nothing_in_common_diverge_by_the_logarithm_of_2():
    first, second = np.eye(256)[[0, 1, 2]], np.eye(256)[[7, 8, 9]]
    assert divergence(first, second) == pytest.approx(np.log(2))


@pytest.mark.slow
def test_the_original_is_as_steady_as_itself(film):
    found = measure(film, film)
    assert (found.of_truth, found.warp_of_truth) == (1, 1)
    assert found.psnr == np.inf


def test_a_film_that_flickers_is_less_steady(film):
    found = measure(film, flicker(film))
    assert found.of_truth > 3
    assert found.warp_of_truth > 3


def test_frames_that_were_given_are_not_measured(film):
    meter = Meter({0, 4})
    for step in follow_motion(film, [0]):
        meter.add(step, step.original)
    assert len(meter.quality) == FRAMES - 2


def test_a_cut_is_no_motion(film):
    steps = list(follow_motion(film, [0, 2]))
    assert [step.start for step in steps] == [0, 0, 2, 2, 2]
    meter = Meter(set())
    for step in steps:
        meter.add(step, step.original)
    assert len(meter.warps) == FRAMES - 2


@pytest.mark.slow
def test_a_true_frame_makes_a_film_better(film):
    found = measure_film(lambda: film, Registry())
    assert found["first given"].psnr > found[ALONE].psnr + 5
    assert found["first and last given"].psnr > found[ALONE].psnr + 5


@pytest.mark.slow
def test_a_gray_film_is_refused(film):
    with pytest.raises(DataError, match="without colours"):
        measure_film(lambda: gray(film), Registry())
