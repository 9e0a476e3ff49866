import numpy as np
import pytest

from studio.recipe.hints import Stroke
from studio.render.draft import ERASE, INSIDE, OUTSIDE, PAINT, Mark, Sketch, painted, subject
from studio.segment.grabcut import Box

ACROSS = Stroke(((0.1, 0.5), (0.9, 0.5)), "#000000", 0.2)
DOWN = Stroke(((0.5, 0.1), (0.5, 0.9)), "#ffffff", 0.2)


@pytest.fixture
def disc():
    """A red disc on blue ground, with a little noise, and its mask."""
    y, x = np.mgrid[:120, :120]
    mask = np.hypot(y - 60, x - 60) < 30
    rgb = np.where(mask[..., None], (180, 50, 40), (40, 60, 160))
    noise = np.random.default_rng(0).integers(-8, 9, rgb.shape)
    return (rgb + noise).astype(np.uint8), mask


def overlap(found, truth):
    return (found & truth).sum() / (found | truth).sum()


def test_subject_in_a_box_is_found(disc):
    rgb, mask = disc
    assert overlap(subject(Sketch(Box(0.15, 0.15, 0.85, 0.85)), rgb), mask) > 0.95


def test_subject_under_a_stroke_is_found(disc):
    rgb, mask = disc
    inside = Mark(INSIDE, Stroke(((0.4, 0.5), (0.6, 0.5)), "#000000", 0.05))
    assert overlap(subject(Sketch(marks=(inside,)), rgb), mask) > 0.9


def test_what_is_marked_as_outside_is_outside(disc):
    rgb, _ = disc
    marks = (Mark(OUTSIDE, Stroke(((0.5, 0.5), (0.5, 0.55)), "#000000", 0.1)),)
    assert not subject(Sketch(Box(0.15, 0.15, 0.85, 0.85), marks), rgb)[62, 60]


def test_later_strokes_lie_over_earlier_ones():
    nothing = np.zeros((100, 100), np.bool_)
    erased_last = painted(Sketch(marks=(Mark(PAINT, ACROSS), Mark(ERASE, DOWN))), nothing)
    painted_last = painted(Sketch(marks=(Mark(ERASE, DOWN), Mark(PAINT, ACROSS))), nothing)
    assert not erased_last[50, 50]
    assert erased_last[50, 20]
    assert painted_last[50, 50]


def test_strokes_that_point_do_not_paint():
    mask = np.zeros((50, 50), np.bool_)
    assert not painted(Sketch(Box(0, 0, 1, 1), (Mark(INSIDE, ACROSS),)), mask).any()


@pytest.mark.parametrize(
    ("sketch", "told"),
    [
        (Sketch(), False),
        (Sketch(marks=(Mark(PAINT, ACROSS),)), False),
        (Sketch(Box(0, 0, 1, 1)), True),
        (Sketch(marks=(Mark(OUTSIDE, ACROSS),)), True),
    ],
)
def test_only_boxes_and_pointing_strokes_tell_of_a_subject(sketch, told):
    assert sketch.points_out == told
