"""What frames ahead say, against averages that are known."""

import numpy as np
import pytest

from studio.film.following import average
from studio.film.following.window import BLOCK, Link, find_block, look_back

SIZE = (4, 4)
REST = np.zeros((*SIZE, 2), np.float32)


def flat(ab, weight=1.0):
    return average.begin(np.full((*SIZE, 2), ab, np.float32), weight)


def link(ab, trust=1.0, weight=1.0):
    return Link(back=REST, trust=np.full(SIZE, trust, np.float32), new=flat(ab, weight))


def test_the_last_frame_is_what_those_before_it_say():
    (only,) = look_back([flat(10, 4)], [link(50)])
    assert only == pytest.approx(10)


def test_a_frame_is_the_average_of_those_before_and_after_it():
    first, last = look_back([flat(0), flat(15, 2)], [link(0), link(30)])
    assert first == pytest.approx(15)
    assert last == pytest.approx(15)


def test_what_is_ahead_is_no_longer_asked_where_trust_ends():
    past = [flat(0), flat(10), flat(10)]
    first, *_ = look_back(past, [link(0), link(30), link(90, trust=0)])
    assert first == pytest.approx(15)


def test_frames_that_are_but_ahead_are_not_coloured():
    assert len(look_back([flat(0)], [link(0), link(3), link(6)])) == 1


def test_a_sure_colour_is_not_moved_by_what_is_ahead():
    sure = flat(40, average.SURE)
    (only,) = look_back([sure], [link(40, weight=average.SURE)] + [link(0)] * 9)
    assert only == pytest.approx(40, abs=0.5)


def test_what_many_frames_say_counts_as_a_few_where_it_moves_on():
    moved = flat(7, 500).move(REST, np.ones(SIZE, np.float32), 5)
    assert moved.weight == pytest.approx(5)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_what_is_laid_over_an_average_has_its_share(share):
    laid = flat(0, 3).lay(np.full((*SIZE, 2), 8, np.float32), np.full(SIZE, share, np.float32))
    assert laid.ab == pytest.approx(8 * share)
    later = laid.join(flat(0, 3))
    assert later.ab.mean() == pytest.approx(8 * share / (2 - share), abs=0.05)


def test_a_block_is_of_the_same_frames_wherever_one_goes_on():
    assert {find_block(place) for place in range(BLOCK, 2 * BLOCK)} == {range(BLOCK, 2 * BLOCK)}
