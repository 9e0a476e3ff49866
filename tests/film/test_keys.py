"""Keys, and who is asked for the colours of a frame."""

import numpy as np
import pytest

from studio.film.following.counsel import ask, choose, weigh
from studio.film.following.keys import KnownKey, Sample, find_last, find_next, locate
from studio.film.following.likeness import Advice, ask_in_turn

SIDE = 8


def known(number, ab=0.0, seed=0):
    """A key of one colour everywhere, whose places differ from one another."""
    vectors = np.random.default_rng(seed).standard_normal((SIDE, SIDE, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    colors = np.full((8 * SIDE, 8 * SIDE, 2), ab, np.float32)
    gray = np.zeros((8 * SIDE, 8 * SIDE), np.uint8)
    return KnownKey(number=number, gray=gray, vectors=vectors, ab=colors)


def advice(ab, sure):
    planes = np.full((SIDE, SIDE), sure, np.float32)
    return Advice(np.full((SIDE, SIDE, 2), ab * sure, np.float32), planes)


def test_a_frame_that_is_a_key_is_its_own_last_key():
    keys = [known(3), known(7), known(None)]
    assert (find_last(keys, 7).number, find_next(keys, 7)) == (7, None)
    assert (find_last(keys, 2), find_next(keys, 2).number) == (None, 3)


@pytest.mark.parametrize(("number", "share"), [(10, 0), (15, 0.5), (19, 0.9)])
def test_a_frame_is_so_far_on_its_way(number, share):
    assert locate(known(10), known(20), number) == pytest.approx(share)


def test_the_keys_around_a_frame_are_asked_first_and_the_anchor_last():
    keys = [known(None), known(9), known(0), known(4)]
    anchor = Sample(vectors=keys[0].vectors, ab=keys[0].ab)
    assert choose(keys, 6, anchor) == [keys[3], keys[1], keys[0], anchor]


def test_what_is_like_a_key_is_surely_of_its_colour():
    key = known(0, ab=30.0)
    (said,) = ask(key.vectors, [key], 0)
    assert said.sure.min() > 0.9
    assert said.apply(np.zeros_like(key.ab)).mean() == pytest.approx(30, abs=1)


def test_but_one_is_asked_anew_where_all_were_asked_before():
    keys = [known(0, ab=30.0), known(9, ab=-30.0)]
    earlier = (advice(5.0, 1.0), advice(6.0, 1.0))
    first, second = ask(keys[0].vectors, keys, 4, earlier)
    assert first.pull.mean() == pytest.approx(30, abs=1)
    assert second.pull.mean() == pytest.approx(6)


def test_what_was_said_goes_along_with_what_moved():
    pull = np.zeros((SIDE, SIDE, 2), np.float32)
    pull[2, 3] = 10
    step = np.zeros((8 * SIDE, 8 * SIDE, 2), np.float32)
    step[..., 0] = -16  # of 64 pixels: two of eight places
    carried = Advice(pull, pull[..., 0] / 10).carry(step)
    assert np.argwhere(carried.sure > 0.9).tolist() == [[2, 5]]


def test_keys_share_by_distance():
    keys = [known(0), known(10)]
    said = weigh((advice(0.0, 1.0), advice(20.0, 1.0)), keys, 5)
    assert said.apply(np.zeros((4, 4, 2), np.float32)).mean() == pytest.approx(10)


def test_others_speak_where_the_first_doubts():
    said = ask_in_turn(advice(10.0, 0.5), [advice(20.0, 1.0), advice(90.0, 1.0)])
    assert said.sure.mean() == pytest.approx(1)
    assert said.pull.mean() == pytest.approx(15)


def test_what_is_finer_than_the_advice_is_kept():
    fine = np.tile(np.float32([[4, -4], [-4, 4]]), (32, 32))[..., None].repeat(2, -1)
    shifted = advice(10.0, 1.0).shift(fine)
    assert np.abs(shifted - fine - 10).max() < 0.5
