import numpy as np
import pytest
from skimage import data

from studio.evaluate.metrics import colorfulness, measure, psnr


def test_psnr_of_a_known_error():
    black = np.zeros((8, 8, 3), np.uint8)
    assert psnr(black, black + 5) == pytest.approx(20 * np.log10(255 / 5))


def test_picture_against_itself_is_perfect():
    rgb = data.astronaut()[:64, :64]
    quality = measure(rgb, rgb)
    assert quality.psnr == np.inf
    assert quality.ssim == pytest.approx(1)
    assert quality.delta_e == 0


def test_delta_e_of_a_known_pair():
    """Black against white is 100 in CIEDE2000 (Sharma, Wu, Dalal, 2005)."""
    black = np.zeros((8, 8, 3), np.uint8)
    assert measure(black, ~black).delta_e == pytest.approx(100, abs=0.1)


def test_gray_has_no_colorfulness():
    assert colorfulness(np.repeat(data.camera()[..., None], 3, 2)) == 0


def test_half_red_half_blue_has_the_colorfulness_of_the_formula():
    """rg = 255 and 0, yb = 127.5 and -255: sigma 127.5 and 191.25, mean 127.5 and -63.75."""
    rgb = np.zeros((4, 4, 3), np.uint8)
    rgb[:2, :, 0] = 255
    rgb[2:, :, 2] = 255
    assert colorfulness(rgb) == pytest.approx(
        np.hypot(127.5, 191.25) + 0.3 * np.hypot(127.5, 63.75)
    )
