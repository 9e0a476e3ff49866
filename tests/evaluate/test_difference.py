import numpy as np
import pytest
from matplotlib import colormaps
from pictures import noise
from skimage.color import deltaE_ciede2000, rgb2lab

from studio.evaluate.difference import SCALES, Difference, compare, legend, paint

FIRST, SECOND = noise(40, 60, seed=1), noise(40, 60, seed=2)


def flat(color):
    return np.full((8, 8, 3), color, np.uint8)


def test_equal_pictures_do_not_differ():
    found = compare(FIRST, FIRST)
    assert (found.mean, found.p95, found.scale) == (0, 0, SCALES[0])


def test_each_pixel_is_the_ciede2000_of_its_two_colours():
    reference = deltaE_ciede2000(rgb2lab(FIRST), rgb2lab(SECOND))
    found = compare(FIRST, SECOND)
    assert np.abs(found.delta_e - reference).mean() < 0.2  # two conversions to L*a*b*
    assert found.mean == pytest.approx(reference.mean(), abs=0.1)
    assert found.p95 == pytest.approx(np.percentile(reference, 95), abs=0.5)


def test_black_and_white_are_a_hundred_apart():
    assert compare(flat(0), flat(255)).mean == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(("most", "scale"), [(0.3, 5), (5, 5), (6, 10), (33, 40), (100, 80)])
def test_a_scale_reaches_what_is_there(most, scale):
    assert Difference(np.full((4, 4), most, np.float32)).scale == scale


def test_one_outlier_does_not_stretch_the_scale():
    apart = np.full((50, 50), 2, np.float32)
    apart[0, 0] = 90
    assert Difference(apart).scale == 5


def test_the_map_has_the_colours_of_magma():
    apart = np.linspace(0, 20, 256, dtype=np.float32)[None]
    reference = np.rint(colormaps["magma"](np.arange(256))[:, :3] * 255)
    assert np.abs(paint(apart, 20)[0] - reference).max() <= 1


def test_the_map_ends_at_the_scale():
    assert np.array_equal(paint(np.full((2, 2), 300, np.float32), 20)[0, 0], legend()[0, -1])


def test_the_legend_rises_in_lightness():
    assert (np.diff(rgb2lab(legend())[0, :, 0]) > -0.5).all()
    assert rgb2lab(legend())[0, 0, 0] < 1
    assert rgb2lab(legend())[0, -1, 0] > 95
