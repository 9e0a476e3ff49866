import io

import numpy as np
import pytest
from PIL import Image

from studio.models.classes import CAMVID_11, UNSURE
from studio.segment import pictures
from studio.segment.areas import areas, classes_of
from studio.segment.segmentation import Segmentation

SKY, CAR = (CAMVID_11.names.index(name) for name in ("sky", "car"))


@pytest.fixture
def street() -> Segmentation:
    """Sky with two cars, a hundred specks of car, and a corner of which nobody is sure."""
    labels = np.full((200, 300), SKY, np.uint8)
    labels[120:160, 20:80] = CAR
    labels[120:170, 150:260] = CAR
    labels[10:30:2, 10:30:2] = CAR
    labels[-10:, -10:] = UNSURE
    return Segmentation(labels, np.ones((2, 3), np.float32), CAMVID_11)


def test_each_of_two_cars_is_an_area_of_its_own(street):
    found = areas(street)
    one, other = found.at(50 / 300, 140 / 200), found.at(200 / 300, 140 / 200)
    assert one != other
    assert (found.numbers == one).sum() == 40 * 60
    assert found.names[one - 1] == found.names[other - 1] == "car"


def test_specks_of_a_class_are_one_area(street):
    found = areas(street)
    speck = found.at(10.5 / 300, 10.5 / 200)
    assert (found.numbers == speck).sum() == 100


def test_a_class_that_is_all_but_one_thing_is_one_area(street):
    found = areas(street)
    sky = found.at(0.9, 0.05)
    assert np.array_equal(found.numbers == sky, street.labels == SKY)


def test_every_pixel_of_a_class_lies_in_an_area_and_no_other_does(street):
    assert np.array_equal(areas(street).numbers > 0, street.labels != UNSURE)


def test_the_last_edge_of_a_photo_belongs_to_it(street):
    assert areas(street).at(1, 0.5) == areas(street).at(0.999, 0.5)


def test_whole_classes_are_told_by_their_names(street):
    both = street.labels != UNSURE
    assert set(classes_of(both, street)) == {"sky", "car"}
    assert classes_of(street.labels == CAR, street) == ("car",)


def test_a_part_of_a_class_has_no_name(street):
    found = areas(street)
    assert classes_of(found.numbers == found.at(0.5, 0.7), street) == ()
    assert classes_of(street.labels == UNSURE, street) == ()


def test_a_map_of_numbers_holds_them_in_two_channels():
    numbers = np.array([[0, 255], [256, 2_000]], np.uint16)
    read = np.asarray(Image.open(io.BytesIO(pictures.number_map(numbers)))).astype(int)
    assert np.array_equal(read[..., 0] + 256 * read[..., 1], numbers)


def test_a_large_map_is_shrunk_without_new_numbers():
    numbers = np.repeat(np.array([[3, 900]], np.uint16), 2_000, 1)
    read = np.asarray(Image.open(io.BytesIO(pictures.number_map(numbers)))).astype(int)
    assert read.shape[:2] == (1, pictures.SEEN)
    assert set(np.unique(read[..., 0] + 256 * read[..., 1])) == {3, 900}
