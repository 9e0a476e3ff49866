import base64

import numpy as np
import pytest
from pictures import disc, encoded, noise
from PIL import Image

from studio.errors import PhotoError
from studio.photo import mask_files
from studio.photo.mask_files import MOST_CHARACTERS, pack, read, unpack


def levels(mask):
    return np.uint8(mask) * 255


def iou(one, other):
    return (one & other).sum() / (one | other).sum()


def test_mask_survives_the_way_to_a_file_and_back():
    assert (read(mask_files.encode(disc()), 80, 120) == disc()).all()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "BMP", "TIFF"])
def test_any_kind_of_picture_can_hold_a_mask(kind):
    assert iou(read(encoded(levels(disc()), kind), 80, 120), disc()) > 0.98


def test_mask_of_another_size_is_stretched_over_the_photo():
    assert iou(read(mask_files.encode(disc(160, 240)), 80, 120), disc()) > 0.97
    assert iou(read(mask_files.encode(disc(40, 60)), 80, 120), disc()) > 0.95


def test_cut_out_is_a_mask_by_what_is_opaque():
    cutout = np.dstack([noise(80, 120), levels(disc())])
    assert (read(encoded(cutout, "PNG"), 80, 120) == disc()).all()


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
    assert (unpack(pack(mask)) == mask).all()


def test_unpacked_bits_are_bytes_of_0_and_1():
    assert np.unique(unpack(pack(disc())).view(np.uint8)).tolist() == [0, 1]


def test_mask_too_rich_for_a_recipe_is_packed_smaller():
    mask = np.random.default_rng(0).random((1600, 2001)) < 0.5
    text = pack(mask)
    assert len(text) <= MOST_CHARACTERS
    assert unpack(text).shape == (800, 1001)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no base64",
        "é",
        "AAAA",
        "A" * (MOST_CHARACTERS + 4),
        base64.b64encode(encoded(levels(disc()), "PNG")).decode(),
        base64.b64encode(encoded(Image.fromarray(disc()), "TIFF")).decode(),
        pack(disc())[:100],
    ],
    ids=["empty", "letters", "accent", "zeros", "long", "8 bits", "tiff", "cut"],
)
def test_text_that_is_no_packed_mask_is_refused(text):
    with pytest.raises(PhotoError):
        unpack(text)
