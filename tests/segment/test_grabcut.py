import math

import cv2
import numpy as np
import pytest
from pictures import disc
from PIL import Image
from skimage import color, data

from studio.color.sizes import shrink
from studio.errors import StudioError
from studio.recipe.hints import Hints, Stroke
from studio.segment.grabcut import BAND, SIDE, WHOLE, Box, refine, subject
from studio.segment.guided import RADIUS
from studio.segment.masks import grow

DISC = disc(200, 300, 1 / 4)
BOX = Box(0.2, 0.1, 0.8, 0.9)


def photo(mask):
    """Blue grain with an orange disc on it."""
    rng = np.random.default_rng(0)
    ground = np.where(mask[..., None], (190, 120, 60), (60, 100, 170))
    return np.uint8((ground + rng.normal(0, 12, (*mask.shape, 3))).clip(0, 255))


def stroke(*path):
    return Hints(strokes=(Stroke(path, "#000000", 0.04),))


def iou(one, other):
    return (one & other).sum() / (one | other).sum()


@pytest.mark.parametrize("times", [1, 4])
def test_subject_in_a_box_is_found_at_any_size(times):
    rgb, mask = (x.repeat(times, 0).repeat(times, 1) for x in (photo(DISC), DISC))
    assert iou(subject(rgb, BOX), mask) > 0.97


def test_subject_of_a_gray_photo_is_found_by_its_texture():
    flat = np.full((200, 300), 128.0)
    grain = np.random.default_rng(0).normal(0, 30, (200, 300))
    rgb = np.uint8(np.where(DISC, flat, flat + grain).clip(0, 255))[..., None].repeat(3, 2)
    assert iou(subject(rgb, BOX), DISC) > 0.8


def test_subject_is_found_by_strokes_alone():
    found = subject(
        photo(DISC),
        inside=stroke((0.45, 0.5), (0.55, 0.5)),
        outside=stroke((0.1, 0.1), (0.9, 0.1)),
    )
    assert iou(found, DISC) > 0.97


def test_stroke_outside_takes_a_part_away():
    two = DISC | np.roll(DISC, 110, 1)
    kept = subject(photo(two), Box(0.1, 0.1, 1, 0.9), outside=stroke((0.87, 0.3), (0.87, 0.7)))
    assert subject(photo(two), Box(0.1, 0.1, 1, 0.9))[100, 230]
    assert not kept[100, int(0.87 * 300)]


@pytest.mark.slow
def test_same_question_has_the_same_answer():
    cat = shrink(np.dstack([color.rgb2gray(data.chelsea()) * 255] * 3).astype(np.uint8), SIDE)
    cv2.setRNGSeed(1)
    first = subject(cat, BOX)
    cv2.setRNGSeed(2)
    assert (subject(cat, BOX) == first).all()


def test_box_around_everything_selects_everything():
    assert subject(photo(DISC), WHOLE).all()


@pytest.mark.parametrize(
    "sides",
    [(0.5, 0, 0.5, 1), (0.6, 0, 0.4, 1), (-0.1, 0, 1, 1), (0, 0, 1, 1.1), (0, math.nan, 1, 1)],
)
def test_box_without_area_on_the_photo_is_refused(sides):
    with pytest.raises(StudioError, match="box"):
        Box(*sides)


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (1, 3000), (3000, 1), (4, 700)])
def test_any_shape_is_cut_and_refined(shape):
    rgb = np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8)
    assert subject(rgb, BOX).shape == shape
    assert refine(np.eye(3, dtype=np.float32), rgb).shape == shape


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_mask_of_all_or_nothing_stays(value):
    probability = np.full((20, 30), value, np.float32)
    assert (refine(probability, photo(DISC)) == value).all()


def test_refining_changes_the_border_alone():
    rgb = np.random.default_rng(0).integers(0, 256, (600, 900, 3), np.uint8)
    mask = disc(600, 900, 1 / 4)
    changed = refine(mask.astype(np.float32), rgb) != mask
    near = BAND + (2 * RADIUS + 1) / SIDE
    assert changed.any()
    assert not changed[grow(mask, -near)].any()
    assert not changed[~grow(mask, near)].any()


@pytest.mark.slow
def test_coarse_mask_of_a_person_comes_nearer_to_the_truth(shared):
    pictures = sorted((shared / "data/people/images").iterdir())[:5]
    gains = [_gain(picture, gray=gray) for picture in pictures for gray in (False, True)]
    assert np.mean(gains) > 0


def _gain(picture, *, gray):
    """IoU that refining adds to the true mask brought to 64 pixels."""
    rgb = np.asarray(Image.open(picture).convert("L" if gray else "RGB").convert("RGB"))
    truth = np.asarray(Image.open(picture.parents[1] / "masks" / f"{picture.stem}.png")) > 127
    scale = 64 / max(truth.shape)
    size = round(truth.shape[1] * scale), round(truth.shape[0] * scale)
    coarse = np.float32(cv2.resize(np.float32(truth), size, interpolation=cv2.INTER_AREA) > 0.5)
    unrefined = cv2.resize(coarse, truth.shape[::-1]) > 0.5
    return iou(refine(coarse, rgb), truth) - iou(unrefined, truth)
