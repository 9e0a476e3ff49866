import numpy as np
import pytest

from studio.models.classes import PEOPLE
from studio.recipe.regions import Click, Drawn, Keep, OfClasses, Picked, RegionEdit
from studio.segment.segmentation import Segmentation
from studio.ui.segment.names import find_free, name_mask, title

PICKED = Picked(model="p", clicks=(Click(0.5, 0.5),))
DRAWN = Drawn.from_array(np.eye(2, dtype=np.bool_))


@pytest.fixture
def found():
    """A photo whose left half is a person."""
    labels = np.full((10, 20), PEOPLE.names.index("background"), np.uint8)
    labels[:, :10] = PEOPLE.names.index("person")
    return Segmentation(labels, np.ones((1, 1), np.float32), PEOPLE)


def columns(first, last):
    mask = np.zeros((10, 20), np.bool_)
    mask[:, first:last] = True
    return mask


@pytest.mark.parametrize(
    ("mask", "name"),
    [
        (columns(0, 11), "person"),
        (columns(0, 2), "thing"),  # a part of one
        (columns(8, 15), "thing"),  # more of something else
        (columns(12, 18), "thing"),  # of no class
    ],
)
def test_a_thing_is_called_by_a_class_only_if_it_is_most_of_it(found, mask, name):
    assert name_mask(PICKED, mask, found) == name


def test_a_drawn_region_is_called_by_all_that_is_much_of_it(found):
    assert name_mask(DRAWN, columns(5, 15), found) == "background and person"


def test_a_name_that_is_taken_gets_a_number():
    assert find_free("person", {"thing"}) == "person"
    assert find_free("person", {"person", "person 2"}) == "person 3"


@pytest.mark.parametrize(
    ("where", "called"),
    [(PICKED, "thing"), (DRAWN, "mask"), (OfClasses("m", ("car", "sky")), "car and sky")],
)
def test_a_layer_without_a_name_is_called_by_what_it_concerns(where, called):
    assert title(RegionEdit(where=where, what=Keep())) == called
    assert title(RegionEdit(where=where, what=Keep(), name="mine")) == "mine"
