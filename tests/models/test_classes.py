import numpy as np
import pytest
from skimage.color import rgb2lab

from studio.errors import RecipeError
from studio.models.classes import CAMVID, CAMVID_11, PEOPLE, UNSURE, VOC, standard_palette

TABLES = {"camvid": CAMVID, "camvid 11": CAMVID_11, "voc": VOC, "people": PEOPLE}
each_table = pytest.mark.parametrize("classes", TABLES.values(), ids=TABLES)


@each_table
def test_each_class_has_a_name_and_a_color_of_its_own(classes):
    assert len(classes.names) == len(classes.palette) == len(set(classes.palette)) <= UNSURE
    assert len({name.casefold() for name in classes.names}) == len(classes.names)


@each_table
def test_foreground_is_among_the_classes(classes):
    assert classes.foreground
    assert set(classes.foreground) <= set(classes.names)


def test_tables_have_the_published_number_of_classes():
    assert [len(classes.names) for classes in TABLES.values()] == [32, 11, 21, 2]


def test_camvid_is_alphabetical_but_for_the_case_of_letters():
    assert list(CAMVID.names) == sorted(CAMVID.names, key=str.casefold)


def test_reduced_classes_lie_in_the_order_of_segnet():
    assert CAMVID_11.names[0] == "sky"
    assert CAMVID_11.names[4] == "pavement"
    assert CAMVID_11.names[9:] == ("pedestrian", "bicyclist")


def test_voc_palette_is_the_published_one():
    published = {1: (128, 0, 0), 12: (64, 0, 128), 15: (192, 128, 128), 20: (0, 64, 128)}
    assert {label: VOC.palette[label] for label in published} == published
    assert VOC.names[15] == "person"


def test_standard_palette_has_256_different_colors_and_cream_for_unsure():
    palette = standard_palette(256)
    assert len(set(palette)) == 256
    assert palette[UNSURE] == (224, 224, 192)


def test_classes_of_a_street_can_be_told_apart_by_color():
    lab = rgb2lab(np.array([CAMVID_11.palette], np.uint8))[0]
    gaps = np.linalg.norm(lab[:, None] - lab[None], axis=-1)
    assert gaps[~np.eye(len(lab), dtype=bool)].min() > 10


def test_labels_are_found_in_any_case():
    assert CAMVID.labels(("sky", "ROAD")) == (21, 17)


def test_unknown_class_is_named_beside_the_known_ones():
    with pytest.raises(RecipeError, match=r"'sea'.*sky, building"):
        CAMVID_11.labels(("sky", "sea"))
