import numpy as np
import pytest
from finders import finder

from studio.errors import RecipeError
from studio.models.classes import CAMVID_11, PEOPLE
from studio.photo.mask_files import pack
from studio.recipe.regions import Drawn, Foreground, Keep, OfClasses, RegionEdit

LABELS = np.repeat(np.array([0, 3, 9], np.uint8), 10)[:, None].repeat(60, 1)
REGIONS = [
    (Foreground("camvid"), LABELS == 9),
    (OfClasses("camvid", ("sky", "road")), LABELS < 9),
    (Drawn(pack(LABELS == 3)), LABELS == 3),
]


@pytest.fixture
def street():
    return finder(LABELS, CAMVID_11)


@pytest.mark.parametrize(("where", "expected"), REGIONS)
def test_each_kind_of_region_selects_what_it_says(street, where, expected):
    assert (street.mask(RegionEdit(where=where, what=Keep())) == expected).all()
    assert (street.mask(RegionEdit(where=where, what=Keep(), inverted=True)) == ~expected).all()


@pytest.mark.parametrize(("where", "expected"), REGIONS)
def test_a_region_is_where_it_is_likelier_than_not(street, where, expected):
    assert ((street.likelihood(where) > 0.5) == expected).all()


def test_growth_moves_the_border_of_the_region_that_is_edited(street):
    where = OfClasses("camvid", ("sky",))
    assert street.mask(RegionEdit(where=where, what=Keep(), grow=0.05)).sum() == 13 * 60
    assert (
        street.mask(RegionEdit(where=where, what=Keep(), grow=0.05, inverted=True)).sum() == 23 * 60
    )


def test_a_segmenter_is_asked_once_by_its_name_and_not_for_a_mask():
    found = finder(np.ones((2, 2), np.uint8), PEOPLE)
    for where in (Drawn(pack(np.ones((1, 1), bool))), *[Foreground("people-compact")] * 2):
        assert found.mask(RegionEdit(where=where, what=Keep())).all()
    assert found.segmenters.asked == ["people-compact"]


def test_class_that_the_segmenter_does_not_know_is_refused(street):
    with pytest.raises(RecipeError, match="sofa"):
        street.mask(RegionEdit(where=OfClasses("camvid", ("sofa",)), what=Keep()))
