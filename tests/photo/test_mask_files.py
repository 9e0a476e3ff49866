import base64
import io

import cv2
import numpy as np
import pytest
from pictures import disc, encoded, noise
from PIL import Image

from studio.errors import PhotoError
from studio.photo import mask_files
from studio.photo.mask_files import MOST_CHARACTERS, NOISE, pack, read, unpack
from studio.segment.masks import grow


def levels(mask):
    return np.uint8(mask) * 255


def iou(found, truth):
    return ((found > 127) & truth).sum() / ((found > 127) | truth).sum()


def soft():
    """A disc whose border fades over some pixels."""
    return cv2.GaussianBlur(levels(disc()), (0, 0), 4)


def test_mask_survives_the_way_to_a_file_and_back():
    assert (read(mask_files.encode(disc()), 80, 120) == levels(disc())).all()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "BMP", "TIFF"])
def test_any_kind_of_picture_can_hold_a_mask(kind):
    assert iou(read(encoded(levels(disc()), kind), 80, 120), disc()) > 0.98


def test_mask_of_another_size_is_stretched_over_the_photo():
    assert iou(read(mask_files.encode(disc(160, 240)), 80, 120), disc()) > 0.97
    assert iou(read(mask_files.encode(disc(40, 60)), 80, 120), disc()) > 0.95


def test_cut_out_is_a_mask_by_what_is_opaque():
    cutout = np.dstack([noise(80, 120), levels(disc())])
    assert (read(encoded(cutout, "PNG"), 80, 120) == levels(disc())).all()


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        (noise(80, 120), "gray"),
        (np.uint8(disc()), "nothing bright"),
        (levels(disc(120, 80)), "80 x 120"),
    ],
    ids=["a photo", "levels 0 and 1", "another shape"],
)
def test_picture_that_is_no_mask_of_the_photo_is_refused(picture, found):
    with pytest.raises(PhotoError, match=found):
        read(encoded(picture, "PNG"), 80, 120)


def test_bytes_that_are_no_picture_are_refused():
    with pytest.raises(PhotoError):
        read(b"<html>", 80, 120)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (80, 120)])
def test_packed_mask_is_the_mask_bit_for_bit(shape):
    mask = np.random.default_rng(0).random(shape) < 0.5
    assert (unpack(pack(mask)) == levels(mask)).all()


def test_a_soft_mask_is_kept_level_for_level():
    assert (unpack(pack(soft())) == soft()).all()
    kept = read(mask_files.encode(soft()), 80, 120)
    assert np.abs(kept.astype(int) - soft()).max() <= NOISE


def test_a_mask_with_nothing_between_is_a_file_of_one_bit():
    for mask in (disc(), levels(disc())):
        assert Image.open(io.BytesIO(mask_files.encode(mask))).mode == "1"
        assert Image.open(io.BytesIO(base64.b64decode(pack(mask)))).mode == "1"


def test_what_a_jpeg_adds_to_black_and_white_is_left_out():
    far = grow(~disc(), -0.1) | grow(disc(), -0.1)
    assert np.isin(read(encoded(levels(disc()), "JPEG"), 80, 120)[far], (0, 255)).all()


def test_mask_too_rich_for_a_recipe_is_packed_smaller():
    mask = np.random.default_rng(0).random((1600, 2001)) < 0.5
    text = pack(mask)
    assert len(text) <= MOST_CHARACTERS
    assert unpack(text).shape == (800, 1001)
    assert np.isin(unpack(text), (0, 255)).all()


def test_a_soft_mask_too_rich_stays_soft():
    mask = np.random.default_rng(0).integers(0, 256, (700, 900), np.uint8)
    assert len(pack(mask)) <= MOST_CHARACTERS
    assert len(np.unique(unpack(pack(mask)))) > 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no base64",
        "é",
        "AAAA",
        "A" * (MOST_CHARACTERS + 4),
        base64.b64encode(encoded(noise(9, 12), "PNG")).decode(),
        base64.b64encode(encoded(Image.fromarray(disc()), "TIFF")).decode(),
        pack(disc())[:100],
    ],
    ids=["empty", "letters", "accent", "zeros", "long", "colours", "tiff", "cut"],
)
def test_text_that_is_no_packed_mask_is_refused(text):
    with pytest.raises(PhotoError):
        unpack(text)
