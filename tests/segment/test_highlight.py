import numpy as np
import pytest
from pictures import noise

from studio.models.classes import VOC
from studio.segment import pictures
from studio.segment.pictures import overlay
from studio.segment.segmentation import Segmentation


@pytest.fixture
def found():
    labels = np.zeros((40, 60), np.uint8)
    labels[10:30, 10:30] = VOC.names.index("person")
    return Segmentation(labels, np.linspace(0, 1, 600, dtype=np.float32).reshape(20, 30), VOC)


def test_a_region_is_shown_as_it_is_and_the_rest_faded():
    rgb, mask = noise(40, 60), np.zeros((40, 60), np.bool_)
    mask[10:30, 10:40] = True
    shown = pictures.region(rgb, mask)
    assert np.array_equal(shown[15:25, 15:35], rgb[15:25, 15:35])
    assert shown[~mask].std() < rgb[~mask].std() / 2
    assert (shown[10, 10:40] == pictures.LINE).all()


def test_a_region_of_nothing_and_of_everything_are_shown():
    rgb = noise(20, 30)
    assert np.array_equal(pictures.region(rgb, np.ones((20, 30), np.bool_)), rgb)
    assert pictures.region(rgb, np.zeros((20, 30), np.bool_)).std() < rgb.std() / 2


def test_only_the_classes_asked_for_are_coloured(found):
    rgb = noise(40, 60)
    shown = pictures.classes(rgb, found, 0.5, ("person",))
    person = found.labels > 0
    assert np.array_equal(shown[~person], rgb[~person])
    assert np.array_equal(shown[person], overlay(rgb, found, 0.5)[person])


def test_with_no_class_asked_for_all_are_coloured(found):
    rgb = noise(40, 60)
    assert np.array_equal(pictures.classes(rgb, found, 0.5, ()), overlay(rgb, found, 0.5))


def test_heat_rises_with_confidence(found):
    heat = pictures.confidence(np.full((40, 60, 3), 128, np.uint8), found.confidence)
    rows = heat.sum(-1).mean(1)
    assert (np.diff(rows[2:-2]) > 0).all()
