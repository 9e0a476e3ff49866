"""The verdict: a cast is no merit, and what is worse than gray is called so."""

import numpy as np
import pytest
from skimage import data

from studio.color.lab import compose, rgb_to_lab
from studio.evaluate.automatic import Colored, Figures, compare, rank
from studio.evaluate.verdict import find_best, verdict

CAST = np.float32([2, 25])
REST = {"ssim": 0.9, "colorfulness": 0.5, "seconds": 0.1, "drained": 0.0}
GRAY = Figures(psnr=22.0, delta_e=11.0, variety=0.0, **REST)
GOOD = Figures(psnr=24.0, delta_e=8.0, variety=0.7, **REST)
BAD = Figures(psnr=18.0, delta_e=14.0, variety=1.3, **REST)


@pytest.fixture(scope="module")
def original():
    return data.coffee()[::4, ::4].copy()


def measured(original, ab):
    return compare([Colored(original, compose(original, ab.astype(np.float32)), 0.1)])


def test_a_cast_earns_no_variety(original):
    ab = rgb_to_lab(original)[..., 1:] * 0.6
    own, veiled = measured(original, ab), measured(original, ab + CAST)
    assert veiled.colorfulness > own.colorfulness + 0.1
    assert veiled.variety <= own.variety


def test_one_colour_everywhere_has_hardly_any_variety(original):
    found = measured(original, np.broadcast_to(CAST, (*original.shape[:2], 2)))
    assert found.colorfulness > 0.2
    assert found.variety < 0.15


def test_originals_of_one_colour_have_figures_too():
    flat = np.full((32, 32, 3), (200, 150, 100), np.uint8)
    assert np.isfinite(compare([Colored(flat, flat, 0.1)]).variety)


def test_a_way_that_is_worse_than_gray_is_called_so_and_is_not_the_best():
    ways = {"Natural": GOOD, "Loud": BAD}
    assert find_best(GRAY, ways) == "Natural"
    assert verdict(GRAY, ways).endswith("Loud is worse than gray.")


def test_many_that_are_worse_are_counted():
    ways = {"Natural": GOOD} | {f"Loud {n}": BAD for n in range(5)}
    worse = "Loud 0, Loud 1, Loud 2 and 2 more are worse than gray."
    assert verdict(GRAY, ways).endswith(worse)


def test_where_all_are_worse_than_gray_that_comes_first():
    words = verdict(GRAY, {"Loud": BAD})
    assert words == "Every way to colour is worse than gray here; Loud the least so."


def test_photos_are_ranked_by_how_well_they_were_coloured(original):
    ab = rgb_to_lab(original)[..., 1:]
    made = [Colored(original, compose(original, ab * share), 0.1) for share in (0.2, 1.0, 0.6)]
    assert rank(made) == [1, 2, 0]
