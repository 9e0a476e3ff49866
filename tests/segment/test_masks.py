import numpy as np
import pytest
from pictures import disc
from scipy.ndimage import distance_transform_edt

from studio.color.sizes import resize_mask
from studio.errors import RecipeError
from studio.models.classes import CAMVID_11, UNSURE
from studio.recipe.footprint import label
from studio.recipe.hints import Hints, Point, Stroke
from studio.segment.masks import feather, grow, of_classes, paint, probability
from studio.segment.segmentation import Segmentation

STROKES = Hints(strokes=(Stroke(((0.1, 0.5), (0.9, 0.5)), "#000000", 0.1),))
DISC = disc(100, 100, 0.3)


def street():
    labels = np.repeat(np.array([0, 1, 3, UNSURE], np.uint8), 10)[:, None].repeat(60, 1)
    return Segmentation(labels, np.array([[0.9], [0.5], [0.8], [0.2]], np.float32), CAMVID_11)


def test_mask_holds_the_pixels_of_its_classes_alone():
    found = street()
    mask = of_classes(found, ("Sky", "road"))
    assert (mask == np.isin(found.labels, (0, 3))).all()
    assert not of_classes(found, ()).any()


def test_class_that_the_model_does_not_know_is_refused():
    with pytest.raises(RecipeError, match="person"):
        of_classes(street(), ("person",))


def test_probability_is_on_the_side_of_the_label_and_as_far_as_the_confidence():
    assert probability(street(), ("sky", "building")).ravel() == pytest.approx(
        [0.95, 0.75, 0.1, 0.4]
    )


@pytest.mark.parametrize("share", [0.02, 0.1, -0.05, -0.1])
def test_border_moves_by_the_share_of_the_longer_side(share):
    mask = DISC
    distance = np.where(mask, -distance_transform_edt(mask), distance_transform_edt(~mask))
    moved = grow(mask, share)
    # OpenCV's distances are within 2 % of the Euclidean ones
    assert moved[distance <= 100 * share - 0.5].all()
    assert not moved[distance > 100 * share + 0.5].any()


def test_growing_the_inverse_is_shrinking():
    mask = DISC
    assert (grow(~mask, 0.07) == ~grow(mask, -0.07)).all()


def test_less_than_a_pixel_moves_nothing():
    assert (grow(DISC, 0.009) == DISC).all()


@pytest.mark.parametrize("share", [0.0, 0.03, 0.25])
def test_feather_is_inside_the_region_alone(share):
    mask = DISC
    weight = feather(mask, share)
    assert ((weight > 0) == mask).all()
    assert weight.max() <= 1


def test_feather_rises_evenly_from_the_border():
    weight = feather(disc(200, 200, 0.45), 0.1)
    assert weight[100, 10:32] == pytest.approx(np.arange(22) / 21, abs=0.05)
    assert (np.diff(weight[100, 10:32]) > 0).all()
    assert weight[100, 100] == 1


def test_edge_of_the_photo_is_no_border():
    mask = np.zeros((50, 80), bool)
    mask[:, :40] = True
    weight = feather(mask, 0.1)
    assert (weight[:, :30] == 1).all()
    assert (weight == weight[:1]).all()
    assert (feather(np.ones((5, 400), bool), 0.2) == 1).all()


@pytest.mark.parametrize("level", [0, 255])
def test_strokes_have_their_level_at_their_footprint_and_the_rest_stays(level):
    levels = np.random.default_rng(0).integers(0, 256, (100, 100), np.uint8)
    footprint = label(STROKES, 100, 100) > 0
    painted = paint(levels, STROKES, level)
    assert (painted[footprint] == level).all()
    assert (painted[~footprint] == levels[~footprint]).all()


def test_a_click_is_at_least_a_pixel():
    click = Hints((Point(x=0.5, y=0.5, color="#ffffff", size=1e-6),))
    assert np.count_nonzero(paint(np.zeros((3, 3), np.uint8), click, 255)) == 1


@pytest.mark.parametrize("size", [(33, 71), (250, 250), (1, 999)])
def test_area_is_kept_at_any_size(size):
    mask = np.zeros((100, 100), bool)
    mask[:, 30:] = True
    assert resize_mask(mask, *size).shape == size
    assert resize_mask(mask, *size).mean() == pytest.approx(0.7, abs=0.02)


def test_pixel_is_inside_if_at_least_half_of_it_is():
    mask = np.array([[1, 1, 1, 0, 1, 0], [1, 0, 0, 0, 0, 1]], bool)
    assert resize_mask(mask, 1, 3).tolist() == [[True, False, True]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1)])
def test_any_shape_is_grown_and_feathered(shape):
    mask = np.ones(shape, bool)
    assert grow(mask, 0.1).all()
    assert grow(mask, -0.1).all()
    assert not grow(~mask, 0.1).any()
    assert (feather(mask, 0.1) == 1).all()
