"""Cuts."""

import itertools

import numpy as np
import pytest
from panning import pan

from studio.film.scenes import find_cuts


@pytest.fixture(scope="module")
def films():
    return [pan(8, 4, seed) for seed in range(3)]


def test_a_cut_is_found_at_the_first_frame_of_the_next_scene(films):
    assert find_cuts(itertools.chain(*films)) == [8, 16]


def test_motion_is_no_cut(films):
    assert not find_cuts(films[0])


def test_a_film_without_frames_has_no_cut():
    assert not find_cuts([])


@pytest.mark.parametrize("frames", [1, 2, 3])
@pytest.mark.parametrize("level", [0, 255])
def test_a_flash_is_no_cut(films, frames, level):
    film = list(films[0])
    for n in range(3, 3 + frames):
        film[n] = np.full_like(film[n], level)
    assert not find_cuts(film)


def test_light_that_fades_is_no_cut(films):
    shares = np.linspace(1, 0.3, len(films[0]))
    faded = [
        (frame * share).astype(np.uint8) for frame, share in zip(films[0], shares, strict=True)
    ]
    assert not find_cuts(faded)


def test_a_scene_of_one_frame_at_the_end_is_found(films):
    assert find_cuts([*films[0], films[1][0]]) == [8]
