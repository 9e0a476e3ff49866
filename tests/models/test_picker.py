"""The picker that ships: what it sees, how clicks are drawn for it, what it says."""

import numpy as np
import pytest
from skimage import data

from studio.color.sizes import resize_picture
from studio.models.picker import MOST_CLICKS, Pointing, draw_maps
from studio.models.registry import Registry

NOBODY = np.zeros((0, 3), np.float32)
EYES = (0.53, 0.15)  # x and y of a spot on the astronaut's face, of the left two thirds


@pytest.fixture(scope="module")
def looked():
    """The picker, and its look at a photo of a woman."""
    registry = Registry()
    picker = registry.picker("pick-compact")
    eyes = registry.colorizer(picker.encoder)
    photo = data.astronaut()
    rgb = resize_picture(photo, *eyes.size(*photo.shape[:2]))
    return picker, picker.look(rgb, eyes.encode(rgb))


def clicks(*rows):
    return np.array(rows, np.float32)


def test_nothing_pointed_at_draws_nothing():
    assert not draw_maps(Pointing(NOBODY), 8, 8).any()


def test_a_click_is_drawn_where_it_is_and_on_its_side_alone():
    maps = draw_maps(Pointing(clicks((0.7, 0.2, -1))), 10, 20)
    assert not maps[:3].any()
    assert not maps[6:].any()
    for drawn in maps[3:6]:
        assert np.unravel_index(drawn.argmax(), drawn.shape) in [(1, 13), (1, 14), (2, 13), (2, 14)]


def test_a_box_is_drawn_as_its_inside_and_its_edge():
    inside, edge = draw_maps(Pointing(NOBODY, (0.25, 0.25, 0.75, 0.75)), 40, 40)[6:]
    assert (inside[12:28, 12:28] > 0.9).all()
    assert inside[:8].max() < 0.1
    assert edge[10, 20] > 0.6
    assert edge[20, 20] < 0.01


def test_mirrored_clicks_and_boxes_draw_mirrored_maps():
    clicks = np.array([[0.2, 0.3, 1], [0.9, 0.6, -1]], np.float32)
    pointing = Pointing(clicks, (0.1, 0.2, 0.7, 0.9))
    mirrored = draw_maps(pointing.mirror(), 24, 32)
    np.testing.assert_allclose(mirrored, draw_maps(pointing, 24, 32)[..., ::-1], atol=1e-5)


def test_of_many_clicks_the_latest_are_told():
    early = clicks(*[(0.1, 0.1, 1)] * MOST_CLICKS)
    late = clicks(*[(0.9, 0.9, 1)] * MOST_CLICKS)
    maps = draw_maps(Pointing(np.concatenate([early, late])), 16, 16)
    assert np.array_equal(maps, draw_maps(Pointing(late), 16, 16))


def test_it_says_three_masks_at_half_of_what_it_saw(looked):
    picker, look = looked
    picks = picker.pick(look, Pointing(clicks((*EYES, 1))))
    assert picks.masks.shape == (3, look.height // 2, look.width // 2)
    assert picks.scores.shape == (3,)
    assert 0 <= picks.masks.min() <= picks.masks.max() <= 1


def test_what_is_clicked_is_in_the_masks_and_far_corners_are_not(looked):
    picker, look = looked
    masks = picker.pick(look, Pointing(clicks((*EYES, 1)))).masks
    row, column = int(EYES[1] * masks.shape[1]), int(EYES[0] * masks.shape[2])
    assert (masks[:, row, column] > 0.5).any()
    assert (masks[:, 0, -1] < 0.5).all()


def test_a_look_says_what_it_holds(looked):
    _, look = looked
    assert look.nbytes == sum(blob.nbytes for blob in look.blobs.values()) > 100_000
