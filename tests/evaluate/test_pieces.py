"""Of one piece: colours that wander inside things, and clouds on plain surfaces."""

import numpy as np
import pytest
from skimage import data

from studio.color.lab import compose, lightness, turn_gray
from studio.color.sizes import resize_picture
from studio.errors import DataError
from studio.evaluate.masked import Masked
from studio.evaluate.pieces import find_plain, measure_clouds, measure_things, spread

SIDE = 64
WHOLE = np.ones((SIDE, SIDE), np.bool_)
FLAT = np.full((SIDE, SIDE, 3), 128, np.uint8)


def paint(difference):
    """A plain surface whose halves are of colours that far apart in b*."""
    chroma = np.zeros((SIDE, SIDE, 2), np.float32)
    chroma[:, : SIDE // 2, 1] = difference
    return compose(FLAT, chroma)


def test_the_spread_of_two_colours_is_half_of_what_is_between_them():
    assert spread(paint(10), WHOLE) == pytest.approx(5, abs=0.3)


def test_an_original_wanders_no_further_than_itself():
    rgb = resize_picture(data.coffee(), SIDE, SIDE)
    found = measure_things([(Masked(rgb, [WHOLE]), rgb)])
    assert found.found == found.truth > 0
    assert found.beyond == 0


def test_colours_that_wander_less_than_the_truth_make_good_for_none_that_wander_more():
    rows = [(Masked(paint(20), [WHOLE]), paint(0)), (Masked(paint(0), [WHOLE]), paint(20))]
    assert measure_things(rows).beyond == pytest.approx(5, abs=0.3)


def test_gray_never_wanders():
    rgb = resize_picture(data.coffee(), SIDE, SIDE)
    found = measure_things([(Masked(rgb, [WHOLE]), turn_gray(rgb))])
    assert found.found < 0.1


def test_tiny_things_are_left_out():
    tiny = np.zeros((SIDE, SIDE), np.bool_)
    tiny[:8, :8] = True
    with pytest.raises(DataError, match="without things"):
        measure_things([(Masked(FLAT, [tiny]), FLAT)])


def test_clouds_are_what_a_plain_wall_has_and_had_not():
    found = measure_clouds([(FLAT, paint(10))])
    assert found.truth < 0.1
    assert found.beyond == pytest.approx(5, abs=0.3)


def test_what_is_rough_is_no_plain_surface():
    rough = np.random.default_rng(0).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
    assert find_plain(lightness(rough)) == []
    assert measure_clouds([(rough, rough)]).places == 0


def test_two_walls_are_two_surfaces():
    rgb = FLAT.copy()
    rgb[:, : SIDE // 2] = 60
    assert len(find_plain(lightness(rgb))) == 2
