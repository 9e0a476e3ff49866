import numpy as np
import pytest
from skimage.color import lab2xyz

from studio.color.gamut import into_gamut
from studio.color.lab import lab_to_rgb, lightness, rgb_to_lab

# of colours far outside
pytestmark = pytest.mark.filterwarnings("ignore:Conversion from CIE-LAB")

# sRGB of IEC 61966-2-1, as scikit-image has it
XYZ_TO_LINEAR = np.linalg.inv(
    [
        [0.412453, 0.357580, 0.180423],
        [0.212671, 0.715160, 0.072169],
        [0.019334, 0.119193, 0.950227],
    ]
)


def overshoot(lab):
    """How far each colour's linear light lies outside [0, 1]: (N, 3) -> (N, 3)."""
    linear = lab2xyz(lab.astype(float)) @ XYZ_TO_LINEAR.T
    return np.maximum(linear - 1, -linear)


def colours(count, chroma=150):
    """Colours of any lightness and hue, up to a chroma."""
    random = np.random.default_rng(0)
    angle, most = random.uniform(0, 2 * np.pi, count), random.uniform(0, chroma, count)
    lab = [random.uniform(1, 99, count), most * np.cos(angle), most * np.sin(angle)]
    return np.column_stack(lab).astype(np.float32)


def hues(lab):
    return np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))


def is_yellow(lab):
    """Where the gamut is hollow."""
    return (abs(hues(lab) - 98) < 10) & (lab[:, 0] > 85)


def bisected(lab):
    """The largest share of each colour's chroma that fits, found the long way."""
    low, high = np.zeros(len(lab)), np.ones(len(lab))
    for _ in range(20):
        middle = (low + high) / 2
        scaled = lab * np.column_stack([np.ones(len(lab)), middle, middle])
        fits = overshoot(scaled).max(1) <= 2e-3
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return low


def test_lightness_and_hue_are_kept():
    lab = colours(10_000)
    inside = into_gamut(lab)
    assert (inside[:, 0] == lab[:, 0]).all()
    turned = np.abs(hues(inside) - hues(lab))[np.hypot(inside[:, 1], inside[:, 2]) > 0.1]
    assert np.minimum(turned, 360 - turned).max() < 1e-2


def test_nothing_is_left_far_outside():
    inside = into_gamut(colours(10_000))
    assert overshoot(inside)[~is_yellow(inside)].max() < 0.01
    assert overshoot(inside).max() < 0.1


def test_the_edge_is_the_one_that_bisection_finds():
    lab = colours(10_000)
    inside = into_gamut(lab)
    elsewhere = ~is_yellow(lab)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    error = np.abs(np.hypot(inside[:, 1], inside[:, 2]) - bisected(lab) * chroma)[elsewhere]
    assert np.median(error) < 0.05
    assert np.percentile(error, 99) < 0.5


def test_every_srgb_color_stays_within_one_level():
    level = np.arange(0, 256, 5, dtype=np.uint8)
    cube = np.stack(np.meshgrid(level, level, level), -1).reshape(-1, 3)
    shown = lab_to_rgb(into_gamut(rgb_to_lab(cube[None])[0])[None])[0]
    assert np.abs(shown.astype(int) - cube).max() <= 1


@pytest.mark.parametrize(
    "color", ["#ff0000", "#ffff00", "#00ff00", "#00ffff", "#0000ff", "#ff00ff"]
)
def test_purest_colours_stay_pure(color):
    pure = rgb_to_lab(np.uint8([[list(bytes.fromhex(color[1:]))]]))[0]
    assert into_gamut(pure) == pytest.approx(pure, rel=0.01)


def test_yellow_outside_the_gamut_stays_yellow():
    vivid = np.array([[97, -27, 118]], np.float32)
    assert np.hypot(*into_gamut(vivid)[0, 1:]) > 80


def test_more_colours_than_a_row_of_the_table_look_up_are_scaled_alike():
    lab = colours(3)
    assert (into_gamut(np.tile(lab, (20_000, 1))) == np.tile(into_gamut(lab), (20_000, 1))).all()


def test_clipped_colours_are_shown_at_their_lightness():
    lab = colours(10_000)[None]
    off = np.abs(lightness(lab_to_rgb(lab)) - lab[..., 0])
    assert off.mean() < 0.2
    assert off.max() < 2.5
