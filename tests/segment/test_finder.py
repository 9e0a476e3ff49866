from dataclasses import replace

import cv2
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


SPOTS = np.random.default_rng(0).integers(0, 256, (30, 60, 3), np.uint8)


def sky(**fields):
    return RegionEdit(where=OfClasses("camvid", ("sky",)), what=Keep(), **fields)


def test_a_soft_border_is_between_and_a_hard_one_is_not():
    street = finder(LABELS, CAMVID_11, SPOTS)
    soft, hard = street.levels(sky()), street.levels(sky(border="hard"))
    assert np.isin(hard, (0, 255)).all()
    assert not np.isin(soft[8:12], (0, 255)).all()
    assert (soft[:5] == 255).all()
    assert (soft[16:] == 0).all()


def test_a_region_and_all_but_it_make_one():
    street = finder(LABELS, CAMVID_11, SPOTS)
    assert (street.levels(sky(inverted=True)) == 255 - street.levels(sky())).all()


def test_growing_takes_nothing_away_and_shrinking_adds_nothing():
    street = finder(LABELS, CAMVID_11, SPOTS)
    assert (street.levels(sky(grow=0.05)) >= street.levels(sky())).all()
    assert (street.levels(sky(grow=-0.05)) <= street.levels(sky())).all()


def test_a_border_is_the_same_at_another_size():
    street = finder(LABELS, CAMVID_11, cv2.GaussianBlur(SPOTS, (0, 0), 3))
    larger = replace(street, size=(60, 120))
    there = cv2.resize(larger.levels(sky()), (60, 30), interpolation=cv2.INTER_AREA)
    assert np.abs(there.astype(int) - street.levels(sky())).mean() < 2


def test_a_drawn_mask_keeps_its_levels_unless_its_border_is_hard(street):
    levels = np.random.default_rng(0).integers(0, 256, LABELS.shape, np.uint8)
    where = Drawn.from_array(levels)
    assert (street.levels(RegionEdit(where=where, what=Keep())) == levels).all()
    hard = street.levels(RegionEdit(where=where, what=Keep(), border="hard"))
    assert (hard == np.where(levels > 127, 255, 0)).all()


def test_a_segmenter_is_asked_once_by_its_name_and_not_for_a_mask():
    found = finder(np.ones((2, 2), np.uint8), PEOPLE)
    for where in (Drawn(pack(np.ones((1, 1), bool))), *[Foreground("people-compact")] * 2):
        assert found.mask(RegionEdit(where=where, what=Keep())).all()
    assert found.segmenters.asked == ["people-compact"]


def test_class_that_the_segmenter_does_not_know_is_refused(street):
    with pytest.raises(RecipeError, match="sofa"):
        street.mask(RegionEdit(where=OfClasses("camvid", ("sofa",)), what=Keep()))
