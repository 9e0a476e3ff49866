import copy
import json
import math
import random
from dataclasses import replace

import numpy as np
import pytest

from studio.errors import RecipeError
from studio.recipe.hints import Stroke
from studio.ui.widgets.drawing import drawing_to_strokes, strokes_to_drawing

SIDES = WIDTH, HEIGHT = 640, 400

# As the canvas writes a line of its "freedraw" tool.
PATH = {
    "type": "Path", "version": "7.4.0", "originX": "center", "originY": "center", "left": 120,
    "top": 76.1161, "width": 120.02, "height": 87.7878, "fill": None, "stroke": "#2ecc71",
    "strokeWidth": 10, "scaleX": 1, "scaleY": 1, "angle": 0, "flipX": False, "flipY": False,
    "skewX": 0, "skewY": 0, "path": [
        ["M", 59.99, 39.99], ["Q", 60, 40, 75, 35], ["Q", 90, 30, 110, 50],
        ["Q", 130, 70, 127.5, 90], ["Q", 125, 110, 152.5, 115], ["L", 180.01, 120.01],
    ],
}  # fmt: skip

# What Fabric 7.4.0 itself answers after each edit: the path's first and last vertex less
# `pathOffset`, times `calcTransformMatrix`.
EDITS = {
    "drawn": ({}, (59.99, 39.99), (180.01, 120.01)),
    "moved": ({"left": 150.5, "top": 90.25}, (90.49, 54.1239), (210.51, 134.1439)),
    "scaled": ({"scaleX": 2, "scaleY": 0.5}, (-0.02, 58.0531), (240.02, 98.0631)),
    "turned": ({"angle": 30}, (86.0929, 14.825), (150.0232, 144.1343)),
    "flipped": (
        {"flipX": True, "scaleX": 1.5}, (210.015, 39.99), (29.985, 120.01)
    ),
    "skewed": (
        {"skewX": 20, "scaleY": 1.25, "angle": -15},
        (37.6463, 51.4321), (207.5976, 109.4473),
    ),
}  # fmt: skip


def draw(*objects):
    return drawing_to_strokes({"objects": list(objects)}, SIDES)


def stroke_of(path):
    (stroke,) = draw(path)
    return stroke


@pytest.mark.parametrize("edit", EDITS)
def test_path_is_a_stroke_where_fabric_draws_it(edit):
    change, first, last = EDITS[edit]
    stroke = stroke_of(PATH | change)
    ends = np.array([stroke.path[0], stroke.path[-1]]) * [WIDTH, HEIGHT]
    assert np.allclose(ends, [first, last], atol=0.005)


def test_stroke_follows_the_curve_between_its_ends():
    stroke = stroke_of(PATH)
    start, control, end = np.array([[75, 35], [90, 30], [110, 50]])
    middle = (start + 2 * control + end) / 4  # the quadratic at t = 1/2
    gaps = np.linalg.norm(np.array(stroke.path) * [WIDTH, HEIGHT] - middle, axis=1)
    assert gaps.min() < 0.01


def test_sizes_are_shares_of_the_longer_side_and_follow_the_scale():
    assert stroke_of(PATH).size == pytest.approx(10 / WIDTH, abs=1e-5)
    twice = PATH | {"scaleX": 2, "scaleY": 2}
    assert stroke_of(twice).size == pytest.approx(20 / WIDTH, abs=1e-5)


def test_brush_click_is_a_dot():
    click = PATH | {"path": [["M", 49.99, 60], ["L", 50.01, 60]], "left": 50, "top": 60}
    assert len(stroke_of(click).path) <= 2


def test_reading_again_what_was_read_changes_nothing():
    once = draw(PATH | {"angle": 12.7, "scaleX": 1.234})
    assert drawing_to_strokes(strokes_to_drawing(once, SIDES), SIDES) == once


def test_a_stroke_dragged_out_of_the_photo_stays_beside_its_edge():
    assert {x for x, _ in stroke_of(PATH | {"left": 5_000}).path} == {1.5}


def test_empty_canvas_has_no_strokes():
    assert not drawing_to_strokes({"objects": [], "background": ""}, SIDES)
    assert strokes_to_drawing((), SIDES) == {"objects": []}


@pytest.mark.parametrize("drawing", [None, [], "{}", {}, {"objects": None}, {"objects": {}}])
def test_what_is_no_drawing_is_refused(drawing):
    with pytest.raises(RecipeError):
        drawing_to_strokes(drawing, SIDES)


def test_ten_thousand_objects_are_refused():
    with pytest.raises(RecipeError, match="2,000"):
        draw(*[PATH] * 10_000)


def test_twenty_thousand_vertices_are_refused():
    long = PATH | {"path": [["L", k % 100, k % 99] for k in range(20_001)]}
    with pytest.raises(RecipeError, match="stroke 1, path: a list of 20001"):
        draw(long)


def test_strokes_survive_the_way_to_the_canvas_and_back():
    stroke = Stroke(((0.1, 0.2), (0.3, 0.4), (0.5, 0.4)), "#2ecc71", 0.03125)
    strokes = stroke, replace(stroke, color="#b03a2e")
    drawing = json.loads(json.dumps(strokes_to_drawing(strokes, SIDES)))
    assert drawing_to_strokes(drawing, SIDES) == strokes


@pytest.mark.parametrize(
    "thing",
    [
        None,
        "Path",
        {},
        PATH | {"type": "Circle"},
        PATH | {"type": "path"},
        PATH | {"type": ["Path"]},
        PATH | {"strokeWidth": math.nan},
        PATH | {"originX": ["left"]},
        PATH | {"path": "M 0 0 L 1 1"},
        PATH | {"path": []},
        PATH | {"path": [["M", 0, 0], ["C", 0, 0, 1, 1, 2, 2]]},
        PATH | {"path": [["M", 0, 0], ["L", 1]]},
        PATH | {"path": [["M", 0, 0], [["L"], 1, 1]]},
        PATH | {"path": [["M", 0, 0], []]},
        PATH | {"stroke": None},
        PATH | {"stroke": ["#2ecc71"]},
        PATH | {"type": "Rect"},
        PATH | {"left": 1e308},
        PATH | {"scaleX": 10**400},
        PATH | {"originY": "middle"},
        {key: value for key, value in PATH.items() if key != "strokeWidth"},
    ],
)
def test_what_no_tool_draws_is_refused(thing):
    with pytest.raises(RecipeError):
        draw(thing)


HOSTILE = [
    math.nan, math.inf, 1e308, -1e308, 1e6, -1e6, 10**400, 0, -1, 90, True, None,
    "", "url(x)", "center", "#000000", [], {}, [[[[[]]]]],
]  # fmt: skip


def hostile(chance, *objects):
    """A drawing of these with up to four of their entries, or of their paths', replaced."""
    drawing = {"objects": copy.deepcopy(list(objects))}
    for _ in range(chance.randint(1, 4)):
        thing = chance.choice(drawing["objects"])
        key = chance.choice(list(thing))
        if key == "path" and isinstance(thing["path"], list) and chance.random() < 0.9:
            command = chance.choice(thing["path"] or [[0]])
            if isinstance(command, list) and command:
                command[chance.randrange(len(command))] = chance.choice(HOSTILE)
        else:
            thing[key] = chance.choice(HOSTILE)
    return drawing


@pytest.mark.parametrize("seed", range(0, 500, 50))
def test_a_hostile_drawing_gives_what_can_be_drawn_again_or_a_typed_error(seed):
    refused = 0
    for case in range(seed, seed + 50):
        try:
            strokes = drawing_to_strokes(hostile(random.Random(case), PATH, PATH), SIDES)
        except RecipeError:
            refused += 1
        else:
            assert drawing_to_strokes(strokes_to_drawing(strokes, SIDES), SIDES) == strokes
    assert 0 < refused < 50
