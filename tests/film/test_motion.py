"""Motion against motion that is known."""

import numpy as np
import pytest
from panning import HEIGHT, WIDTH, texture

from studio.film.following.motion import find_motion, follow, move, trust

INSIDE = (slice(32, -32), slice(32, -32))


def carry(plane, x, y):
    """Cut what is seen from another place out of a plane, as gray."""
    return np.rint(plane[y : y + HEIGHT, x : x + WIDTH] * 2.55).clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def plane():
    return texture(HEIGHT + 40, WIDTH + 40)


@pytest.mark.parametrize(("x", "y"), [(5, 0), (0, 3), (-4, 6)])
def test_a_picture_that_was_carried_is_found_where_it_was(plane, x, y):
    motion = find_motion(carry(plane, 20, 20), carry(plane, 20 + x, 20 + y))
    assert np.median(motion[INSIDE], (0, 1)) == pytest.approx([-x, -y], abs=0.1)


def test_what_is_moved_by_its_motion_is_the_other_picture(plane):
    here, there = carry(plane, 20, 20), carry(plane, 26, 22)
    moved = move(there.astype(np.float32), find_motion(here, there))
    assert np.abs(moved - here)[INSIDE].mean() < 1


def test_motion_that_was_followed_twice_is_motion_to_the_third(plane):
    first, second, third = (carry(plane, 20 + n, 20) for n in (0, 4, 9))
    both = follow(find_motion(first, second), find_motion(second, third))
    assert np.median(both[INSIDE], (0, 1)) == pytest.approx([-9, 0], abs=0.2)


def test_motion_of_one_plane_is_trusted(plane):
    here, there = carry(plane, 20, 20), carry(plane, 25, 20)
    trusted = trust(here, there, find_motion(here, there), find_motion(there, here))
    assert np.median(trusted[INSIDE]) > 0.9


def test_a_way_out_of_the_picture_is_not_trusted(plane):
    here, there = carry(plane, 20, 20), carry(plane, 28, 20)
    trusted = trust(here, there, find_motion(here, there), find_motion(there, here))
    assert trusted[:, :6].max() == 0


def test_what_a_thing_uncovers_is_not_trusted(plane):
    thing = carry(texture(HEIGHT + 40, WIDTH + 40, seed=1), 20, 20)
    here, there = carry(plane, 20, 20), carry(plane, 20, 20)
    here[60:130, 112:182] = thing[60:130, 100:170]
    there[60:130, 100:170] = thing[60:130, 100:170]
    trusted = trust(here, there, find_motion(here, there), find_motion(there, here))
    uncovered = trusted[64:126, 102:110].mean()
    assert uncovered < 0.4 < trusted[INSIDE].mean()
