from dataclasses import replace

import numpy as np
import pytest

from studio.errors import RecipeError
from studio.recipe.hint_edits import (
    add,
    edit,
    extend,
    find,
    lay,
    move,
    recolor,
    remove,
    renumber,
    resize,
    spot,
)
from studio.recipe.hints import Hints, Point, Stroke

WIDTH, HEIGHT = 400, 200
RED, BLUE = (
    Point(x=0.25, y=0.5, color="#b03a2e", size=0.02),
    Point(x=0.75, y=0.5, color="#2e86c1", size=0.02),
)
LINE = Stroke(((0.1, 0.1), (0.2, 0.1), (0.3, 0.2)), "#27ae60", 0.01)
HINTS = Hints((RED, BLUE), (LINE,))


def others(before, after, name):
    """Pairs of every other hint before and after."""
    return [(find(before, n), find(after, n)) for n in before.names if n != name]


@pytest.mark.parametrize("name", HINTS.names)
def test_a_hint_is_found_by_its_name(name):
    assert find(HINTS, name) == {"point 1": RED, "point 2": BLUE, "stroke 1": LINE}[name]


@pytest.mark.parametrize(("hint", "name"), [(RED, "point 3"), (LINE, "stroke 2")])
def test_a_hint_that_is_added_lies_over_its_kind_and_has_a_name(hint, name):
    more, found = add(HINTS, hint)
    assert found == name
    assert find(more, name) == hint
    assert remove(more, name) == HINTS


@pytest.mark.parametrize("name", HINTS.names)
def test_removing_takes_one_and_leaves_the_order(name):
    left = remove(HINTS, name)
    assert left.painted == tuple(hint for hint in HINTS.painted if hint != find(HINTS, name))


@pytest.mark.parametrize("name", HINTS.names)
def test_a_recoloured_hint_has_its_colour_and_place(name):
    after = recolor(HINTS, name, "#FFFFFF")
    assert find(after, name).color == "#ffffff"
    assert spot(find(after, name)) == spot(find(HINTS, name))
    assert all(a == b for a, b in others(HINTS, after, name))


@pytest.mark.parametrize("name", HINTS.names)
def test_a_hint_that_goes_elsewhere_keeps_all_else(name):
    after = extend(HINTS, name, "thing", "part")
    assert find(after, name) == replace(find(HINTS, name), within="thing", level="part")
    assert all(a == b for a, b in others(HINTS, after, name))


def test_a_colour_that_is_none_is_refused():
    with pytest.raises(RecipeError, match="a colour such as"):
        recolor(HINTS, "point 1", "red")


@pytest.mark.parametrize("name", HINTS.names)
def test_moving_there_and_back_changes_nothing(name):
    there = move(HINTS, name, 0.125, 0.25)
    x, y = spot(find(HINTS, name))
    assert spot(find(there, name)) == pytest.approx((x + 0.125, y + 0.25))
    back = move(there, name, -0.125, -0.25)
    assert spot(find(back, name)) == pytest.approx((x, y))
    assert all(a == b for a, b in others(HINTS, there, name))


def test_a_moved_stroke_keeps_its_shape():
    (line,) = move(HINTS, "stroke 1", 0.25, 0.5).strokes
    shift = np.array(line.path) - LINE.path
    assert shift == pytest.approx(np.full((3, 2), [0.25, 0.5]))


def test_a_hint_cannot_be_moved_out_of_the_photo():
    assert spot(find(move(HINTS, "point 1", -5, 5), "point 1")) == (0, 1)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("x", 40, (40, 100, 8, "#b03a2e")),
        ("y", 12.5, (100, 12.5, 8, "#b03a2e")),
        ("size", 40, (100, 100, 40, "#b03a2e")),
        ("color", "#010203", (100, 100, 8, "#010203")),
    ],
)
def test_a_field_is_edited_in_pixels_and_no_other_changes(field, value, expected):
    point = find(edit(HINTS, "point 1", field, value, WIDTH, HEIGHT), "point 1")
    found = point.x * WIDTH, point.y * HEIGHT, point.size * WIDTH, point.color
    assert found[:3] == pytest.approx(expected[:3])
    assert found[3] == expected[3]


def test_a_stroke_s_place_is_edited_as_a_whole():
    line = find(edit(HINTS, "stroke 1", "x", 200, WIDTH, HEIGHT), "stroke 1")
    assert spot(line)[0] * WIDTH == pytest.approx(200)
    assert line.path[2][0] - line.path[0][0] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("x", 401), ("x", -1), ("y", 201), ("x", float("nan")), ("x", None), ("size", 0),
        ("size", 500), ("color", None), ("color", "#12345"), ("color", "<b>"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_refused_by_name(field, value):
    with pytest.raises(RecipeError, match=f"point 1, {field}"):
        edit(HINTS, "point 1", field, value, WIDTH, HEIGHT)


def test_a_hint_gets_another_size_and_the_others_stay():
    hints = resize(HINTS, "point 1", 0.5)
    assert hints.points[0] == replace(RED, size=0.5)
    assert (hints.points[1:], hints.strokes) == (HINTS.points[1:], HINTS.strokes)


@pytest.mark.parametrize("size", [0, 1.5, float("nan")])
def test_a_size_that_no_hint_has_is_refused_by_name(size):
    with pytest.raises(RecipeError, match="point 1, size"):
        resize(HINTS, "point 1", size)


@pytest.mark.parametrize("name", HINTS.names)
def test_a_hint_is_laid_in_a_layer_and_the_others_stay(name):
    laid = lay(HINTS, name, 2)
    assert find(laid, name) == replace(find(HINTS, name), layer=2)
    assert all(a == b for a, b in others(HINTS, laid, name))


def test_hints_follow_their_layers_and_lie_beneath_all_where_theirs_is_gone():
    points = tuple(replace(RED, layer=layer) for layer in (0, 1, 2, 3))
    followed = renumber(Hints(points), {1: 2, 3: 1})
    assert [point.layer for point in followed.points] == [0, 2, 0, 1]
