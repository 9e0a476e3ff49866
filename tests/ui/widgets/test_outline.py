import numpy as np
import pytest

from studio.ui.widgets.outline import LONGEST, describe


def draw(area):
    """Draw an area from its runs: bool (height, width)."""
    turns = np.arange(len(area.runs)) % 2 == 1
    return np.repeat(turns, area.runs).reshape(area.height, area.width)


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_runs_of_a_mask_draw_it_again(share):
    mask = np.random.default_rng(0).random((30, 50)) < share
    assert np.array_equal(draw(describe(mask)), mask)


def test_an_area_is_no_longer_than_a_page_is_wide():
    mask = np.repeat(np.array([[True, False]]), 2_000, 1)
    half = np.repeat([[True, False]], LONGEST // 2, 1)
    assert np.array_equal(draw(describe(mask)), half)
