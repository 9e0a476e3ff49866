"""How far a hint's colour goes, and what true hints give: whose masks, which figures."""

import numpy as np
import pytest
import things as packs
from PIL import Image
from skimage import data

from studio.color.sizes import resize_picture
from studio.errors import DataError
from studio.evaluate.masked import Masked, open_masked
from studio.evaluate.reach import compare, measure_gains, measure_reach
from studio.models.registry import Registry

SIDE = 64


def save(folder, name, pixels):
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(folder / name)


def square(where=np.s_[20:40, 20:40], level=255):
    labels = np.zeros((SIDE, SIDE), np.uint8)
    labels[where] = level
    return labels


@pytest.fixture
def people(tmp_path):
    for name in "abc":
        save(tmp_path / "images", f"{name}.png", resize_picture(data.astronaut(), SIDE, SIDE))
        save(tmp_path / "masks", f"{name}.png", square())
    return tmp_path


def test_masks_beside_images_are_read(people):
    assert [photo.masks[0].sum() for photo in open_masked(people)] == [400] * 3


def test_of_photos_with_masks_some_are_chosen(people):
    assert len(open_masked(people, slice(None, None, 2))) == 2


def test_of_a_street_the_largest_piece_of_each_class_is_a_thing(tmp_path):
    labels = square(np.s_[:], 11)
    labels[:10], labels[20:30, :40], labels[20:30, 50:] = 0, 8, 8  # the sky, and two cars
    save(tmp_path / "test", "a.png", resize_picture(data.astronaut(), SIDE, SIDE))
    save(tmp_path / "testannot", "a.png", labels)
    assert [mask.sum() for mask in open_masked(tmp_path)[0].masks] == [640, 400]


def test_of_a_pack_all_things_are_measured(tmp_path):
    photos = open_masked(packs.write(tmp_path, 2))
    assert [len(photo.masks) for photo in photos] == [2, 2]


def test_a_folder_without_masks_is_refused(tmp_path):
    save(tmp_path, "a.png", data.astronaut())
    with pytest.raises(DataError, match="no masks"):
        open_masked(tmp_path)


def test_half_of_the_hint_s_move_covers_a_thing_and_a_quarter_spills_beside_it():
    change = np.float32([[1, 0.6, 0.4, 0.3], [0.3, 0.2, 0.2, 0]])
    share = np.float32([[1, 1, 1, 0.5], [0, 0, 0, 0]])
    assert compare(change, share) == (pytest.approx(2 / 3), 1 / 4)


def test_without_things_nothing_is_measured():
    with pytest.raises(DataError, match="without things"):
        measure_reach([Masked(np.zeros((8, 8, 3), np.uint8), [])], Registry())


@pytest.mark.slow
def test_a_hint_in_a_plain_thing_covers_it_and_spills_less_than_one_over_the_photo():
    rgb, labels = packs.scene(0)
    found = measure_reach([Masked(rgb, [labels == 1, labels == 2])], Registry())
    assert found["thing, own choice"].covered > 0.8
    assert found["thing, own choice"].spilt < min(0.05, found["photo"].spilt)
    assert found["photo"].things == 2


@pytest.mark.slow
def test_ten_true_hints_bring_a_photo_closer_whichever_way_they_go():
    original = resize_picture(data.astronaut(), 256, 256)
    found = measure_gains([original], "compact", Registry())
    assert len({counts[0] for counts in found.values()}) == 1
    assert all(counts[10] > counts[0] for counts in found.values())
    assert found["photo"][10] != found["thing"][10]
