"""The index: frames are found by their times, and times by their frames."""

from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from studio.film.clip import Clip
from studio.film.index import Index


def make_index(times: tuple[int, ...], base: Fraction) -> Index:
    clip = Clip(
        path=Path("film.mp4"), width=32, height=32, time_base=base, rate=Fraction(25), frames=0
    )
    return Index(clip, times)


TIMES = some.lists(some.integers(-1_000, 10**7), min_size=1, max_size=40, unique=True).map(sorted)
BASES = some.sampled_from([Fraction(1, 90_000), Fraction(1, 1000), Fraction(1001, 24_000)])


@settings(deadline=None)
@given(times=TIMES, base=BASES, digits=some.sampled_from([6, 9, 17]))
def test_a_frame_is_found_by_its_time_as_a_file_says_it(times, base, digits):
    index = make_index(tuple(times), base)
    for number in range(len(times)):
        assert index.find(round(index.seconds(number), digits)) == number


def test_a_frame_is_shown_until_the_next_one():
    index = make_index((0, 40, 80, 500), Fraction(1, 1000))
    assert [index.find(time) for time in (-1, 0, 0.039, 0.04, 0.3, 0.5, 9)] == [0, 0, 0, 1, 2, 3, 3]


def test_no_frame_is_shown_before_the_first_and_after_the_last():
    index = make_index((40, 80, 120), Fraction(1, 1000))  # of 25 frames a second
    assert [index.shows(time) for time in (0.039, 0.04, 0.159, 0.16)] == [False, True, True, False]


def test_a_scene_after_the_last_frame_has_none():
    index = make_index((40, 80, 120), Fraction(1, 1000))
    assert [index.find_start(time) for time in (0, 0.08, 0.159, 0.16)] == [0, 1, 2, 3]
