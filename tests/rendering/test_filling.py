"""Hints that belong to things: what is filled, and what stays."""

import numpy as np
import pytest

from studio.color.lab import hex_to_ab
from studio.recipe.hints import Hints, Point, Stroke
from studio.rendering.filling import fill, point_at

RED, BLUE = "#b03a2e", "#2e86c1"
LEFT, RIGHT = np.s_[:, :30], np.s_[:, 30:]


def halves(where):
    """Find the half of a map of 40 x 60 that the first click lies in, with a sharp border."""
    share = np.zeros((40, 60), np.float32)
    share[LEFT if where.clicks[0].x < 0.5 else RIGHT] = 1
    return share


def hint(x, y, color=RED, **fields):
    return Point(x=x, y=y, color=color, size=0.05, within="thing", **fields)


def plain(a=5.0, b=9.0):
    return np.full((40, 60, 2), (a, b), np.float32)


def test_a_thing_of_one_colour_is_filled_and_nothing_else_moves():
    filled = fill(plain(), Hints((hint(0.25, 0.5),)), halves)
    assert np.abs(filled[LEFT] - hex_to_ab(RED)).max() < 1e-3
    assert np.array_equal(filled[RIGHT], plain()[RIGHT])


def test_what_was_given_is_not_changed():
    given = plain()
    fill(given, Hints((hint(0.25, 0.5),)), halves)
    assert np.array_equal(given, plain())


def test_a_hint_has_exactly_its_colour():
    filled = fill(plain(), Hints((hint(0.25, 0.5), hint(0.1, 0.1, BLUE))), halves)
    assert filled[20, 15] == pytest.approx(hex_to_ab(RED))
    assert filled[4, 6] == pytest.approx(hex_to_ab(BLUE))


def test_what_has_plainly_another_colour_inside_stays():
    button = np.s_[2:5, 2:5]
    given = plain()
    given[button] = (5, -80)
    assert (
        np.abs(fill(given, Hints((hint(0.25, 0.5),)), halves)[button] - given[button]).max() < 0.1
    )


def test_two_hints_share_a_thing_each_strongest_where_it_is():
    filled = fill(plain(), Hints((hint(0.05, 0.5), hint(0.45, 0.5, BLUE))), halves)
    near_red, near_blue = filled[20, 5], filled[20, 25]
    red, blue = hex_to_ab(RED), hex_to_ab(BLUE)
    assert np.linalg.norm(near_red - red) < np.linalg.norm(near_red - blue)
    assert np.linalg.norm(near_blue - blue) < np.linalg.norm(near_blue - red)


def test_two_things_are_filled_apart():
    filled = fill(plain(), Hints((hint(0.25, 0.5), hint(0.75, 0.5, BLUE))), halves)
    assert np.abs(filled[LEFT] - hex_to_ab(RED)).max() < 1e-3
    assert np.abs(filled[RIGHT] - hex_to_ab(BLUE)).max() < 1e-3


def test_without_hints_the_map_is_the_one_given():
    given = plain()
    assert fill(given, Hints(), halves) is given


def test_a_stroke_belongs_to_what_it_was_painted_over():
    stroke = Stroke(((-0.2, 0.5), (0.1, 0.5), (0.3, 0.5)), RED, 0.02, within="thing", level="part")
    where = point_at(stroke)
    assert [(click.x, click.y) for click in where.clicks] == [(0.1, 0.5), (0.3, 0.5)]
    assert where.level == "part"


def test_a_stroke_beside_the_photo_points_at_its_edge():
    where = point_at(Stroke(((-0.2, 0.5),), RED, 0.02, within="thing"))
    assert [(click.x, click.y) for click in where.clicks] == [(0, 0.5)]
