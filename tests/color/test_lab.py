import cv2
import numpy as np
import pytest
from skimage.color import rgb2lab

from studio.color.lab import compose, hex_to_ab, lab_to_rgb, lightness, rgb_to_lab

# CIE L*a*b* of sRGB primaries and a few others under D65, from www.brucelindbloom.com's calculator
GOLDEN = {
    "#ff0000": (53.24, 80.09, 67.20),
    "#00ff00": (87.73, -86.18, 83.18),
    "#0000ff": (32.30, 79.19, -107.86),
    "#ffff00": (97.14, -21.55, 94.48),
    "#ffffff": (100.0, 0.0, 0.0),
    "#808080": (53.59, 0.0, 0.0),
}


def picture(height, width, channels=3, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)


def gray(height, width):
    return np.repeat(picture(height, width, 1), 3, 2)


@pytest.mark.parametrize(("color", "lab"), GOLDEN.items())
def test_lab_is_the_published_one(color, lab):
    rgb = np.array([[list(bytes.fromhex(color[1:]))]], np.uint8)
    assert rgb_to_lab(rgb)[0, 0] == pytest.approx(lab, abs=0.2)


def test_lab_agrees_with_scikit_image():
    rgb = picture(40, 50)
    assert np.abs(rgb_to_lab(rgb) - rgb2lab(rgb)).max() < 0.5


def test_lightness_is_that_of_scikit_image():
    grays = np.repeat(np.arange(256, dtype=np.uint8)[:, None, None], 3, axis=2)
    for rgb in (picture(40, 50), grays):
        assert np.abs(lightness(rgb) - rgb2lab(rgb)[..., 0]).max() < 1e-3


def test_round_trip_is_within_one_level():
    rgb = picture(64, 64)
    assert np.abs(lab_to_rgb(rgb_to_lab(rgb)).astype(int) - rgb).max() <= 1


def test_hex_gives_the_ab_of_its_color():
    assert hex_to_ab("#ff0000") == pytest.approx([80.09, 67.20], abs=0.2)


def test_gray_photo_without_chroma_stays_the_same():
    photo = gray(300, 40)
    assert (compose(photo, np.zeros((4, 4, 2), np.float32)) == photo).all()


def test_lightness_is_kept_under_any_chroma():
    photo = gray(300, 200)
    chroma = np.random.default_rng(1).normal(0, 60, (16, 12, 2)).astype(np.float32)
    change = np.abs(rgb_to_lab(compose(photo, chroma))[..., 0] - rgb_to_lab(photo)[..., 0])
    assert change.mean() < 1
    assert np.percentile(change, 99) < 3


def test_strips_give_what_one_enlargement_gives():
    photo = gray(700, 90)
    chroma = np.random.default_rng(2).normal(0, 20, (33, 21, 2)).astype(np.float32)
    whole = cv2.resize(chroma, (90, 700), interpolation=cv2.INTER_CUBIC)
    lab = np.dstack([lightness(photo), whole])
    assert np.abs(compose(photo, chroma).astype(int) - lab_to_rgb(lab)).max() <= 1


@pytest.mark.parametrize("height", [1, 2, 7, 256, 257, 1000])
@pytest.mark.parametrize("width", [1, 3, 300])
def test_any_size_is_composed(height, width):
    photo = gray(height, width)
    chroma = np.full((9, 5, 2), 10, np.float32)
    assert compose(photo, chroma).shape == photo.shape
