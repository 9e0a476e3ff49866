import numpy as np
import pytest

from studio.color.lab import hex_to_ab
from studio.recipe.footprint import label, rasterise
from studio.recipe.hints import Hints, Point, Stroke

RED, BLUE = "#b03a2e", "#2e86c1"


def distance_to_segment(height, width, start, end):
    """Of each pixel's centre, in pixels."""
    y, x = np.mgrid[:height, :width] + 0.5
    pixel = np.stack([x, y], -1)
    along = end - start
    t = np.clip((pixel - start) @ along / (along @ along), 0, 1)
    return np.linalg.norm(pixel - (start + t[..., None] * along), axis=-1)


@pytest.mark.parametrize("shape", [(1, 1), (3, 7), (64, 2), (224, 224)])
@pytest.mark.parametrize("x", [0, 0.37, 1])
@pytest.mark.parametrize("y", [0, 0.81, 1])
def test_tiniest_hint_is_painted_where_it_lies(shape, x, y):
    row, column = min(int(y * shape[0]), shape[0] - 1), min(int(x * shape[1]), shape[1] - 1)
    for hints in (
        Hints((Point(x=x, y=y, color=RED, size=1e-6),)),
        Hints((), (Stroke(((x, y),), RED, 1e-6),)),
    ):
        assert np.argwhere(label(hints, *shape)).tolist() == [[row, column]]


@pytest.mark.parametrize("size", [0.01, 0.02, 0.1, 0.5])
def test_point_is_the_disc_of_its_diameter(size):
    labels = label(Hints((Point(x=0.4, y=0.6, color=RED, size=size),)), 300, 500)
    y, x = np.mgrid[:300, :500] + 0.5
    inside = np.hypot(x - 200, y - 180) <= size * 500 / 2
    assert np.array_equal(labels > 0, inside)


@pytest.mark.parametrize("size", [0.01, 0.03, 0.1])
def test_stroke_is_as_thick_as_its_size_and_round_at_its_ends(size):
    path = ((0.2, 0.3), (0.7, 0.6))
    labels = label(Hints((), (Stroke(path, RED, size),)), 300, 500)
    away = distance_to_segment(300, 500, *(np.array(path) * [500, 300]))
    assert labels[away < size * 250 - 1].all()
    assert not labels[away > size * 250 + 1.5].any()


def test_hint_keeps_its_place_at_every_size():
    hints = Hints(
        (Point(x=0.3, y=0.7, color=RED, size=0.2),), (Stroke(((0.6, 0.2), (0.9, 0.2)), BLUE, 0.1),)
    )
    for number in (1, 2):
        small, large = (
            np.argwhere(label(hints, height, width) == number).mean(0) / (height, width)
            for height, width in ((60, 90), (600, 900))
        )
        assert np.allclose(small, large, atol=0.01)


def test_later_hints_lie_over_earlier_and_points_over_strokes():
    disc = Point(x=0.5, y=0.5, color=RED, size=0.3)
    line = Stroke(((0.0, 0.5), (1.0, 0.5)), BLUE, 0.1)
    labels = label(Hints((disc, Point(x=0.5, y=0.5, color=BLUE, size=0.1)), (line, line)), 40, 40)
    assert labels[20, 2] == 2
    assert labels[14, 20] == 3
    assert labels[20, 20] == 4


def test_stroke_beyond_the_photo_is_painted_only_inside():
    labels = label(Hints((), (Stroke(((-0.5, 0.5), (0.5, 1.5)), RED, 0.01),)), 50, 80)
    assert not label(Hints((), (Stroke(((1.2, 0.5), (1.5, 0.6)), RED, 0.01),)), 50, 80).any()
    assert labels.any()
    assert labels.shape == (50, 80)


def test_map_holds_colour_and_mask_under_hints_and_zero_elsewhere():
    hints = Hints((Point(x=0.5, y=0.5, color=RED, size=0.3),))
    hint = rasterise(hints, 30, 20)
    inside = label(hints, 30, 20) > 0
    assert hint.dtype == np.float32
    assert hint.shape == (30, 20, 3)
    assert np.allclose(hint[inside], [*hex_to_ab(RED), 1])
    assert not hint[~inside].any()


def test_no_hints_give_an_empty_map():
    assert not rasterise(Hints(), 5, 6).any()
