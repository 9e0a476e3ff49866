import json
import math
import random

import documents
import pytest

from studio.errors import RecipeError
from studio.recipe.documents import read, write
from studio.recipe.hints import MOST_CHARACTERS, Hints, Point, Stroke, loads

DOCUMENT = {
    "points": [
        {"x": 0.31, "y": 0.42, "color": "#b03a2e", "size": 0.02},
        {"x": 0, "y": 1, "color": "#FFFFFF", "size": 1},
    ],
    "strokes": [{"path": [[-0.1, 0.2], [0.3, 1.5]], "color": "#2e86c1", "size": 0.01}],
}
HINTS = Hints(
    points=(
        Point(x=0.31, y=0.42, color="#b03a2e", size=0.02),
        Point(x=0.0, y=1.0, color="#ffffff", size=1.0),
    ),
    strokes=(Stroke(((-0.1, 0.2), (0.3, 1.5)), "#2e86c1", 0.01),),
)


def parse(document):
    return read(Hints, document)


def changed(*keys, value):
    return documents.changed(DOCUMENT, *keys, value=value)


def test_document_is_read_as_written():
    assert parse(DOCUMENT) == HINTS


def test_file_is_read_as_its_document():
    assert loads(json.dumps(DOCUMENT)) == loads(json.dumps(DOCUMENT).encode()) == HINTS


def test_hints_survive_the_way_to_json_and_back():
    chance = random.Random(0)
    points = tuple(
        Point(
            x=chance.random(),
            y=chance.random(),
            color=f"#{chance.randrange(2**24):06x}",
            size=chance.random(),
        )
        for _ in range(200)
    )
    strokes = tuple(
        Stroke(tuple((chance.random(), chance.random()) for _ in range(9)), "#00ff00", 0.1)
        for _ in range(20)
    )
    hints = Hints(points, strokes)
    assert loads(json.dumps(write(hints))) == hints


def test_hints_can_be_compared_hashed_and_counted():
    assert hash(parse(DOCUMENT)) == hash(HINTS)
    assert len(HINTS) == 3
    assert not Hints()
    assert not parse({})


def test_names_count_each_kind_in_the_order_of_painting():
    assert HINTS.names == ["stroke 1", "point 1", "point 2"]
    assert [hint.color for hint in HINTS.painted] == ["#2e86c1", "#b03a2e", "#ffffff"]


@pytest.mark.parametrize(
    "number", [math.nan, math.inf, -math.inf, 1e308, 10**400, -0.01, 1.01, True, None, "0.5", [0.5]]
)
@pytest.mark.parametrize("key", ["x", "y", "size"])
def test_point_refuses_what_is_no_share(key, number):
    with pytest.raises(RecipeError, match=f"point 2, {key}"):
        parse(changed("points", 1, key, value=number))


@pytest.mark.parametrize(
    "color", ["red", "#b03a2", "#b03a2e8", "#b03a2g", "b03a2e", "#b03a2e\n", "url(x)", None, 7, []]
)
def test_color_is_six_hexadecimal_digits(color):
    with pytest.raises(RecipeError, match="stroke 1, color"):
        parse(changed("strokes", 0, "color", value=color))


@pytest.mark.parametrize(
    "path", [[], [[0.1]], [[0.1, 0.2, 0.3]], [0.1, 0.2], "ab", [[0.1, 1.51]], [[0.1, math.nan]]]
)
def test_stroke_refuses_a_malformed_path(path):
    with pytest.raises(RecipeError, match="stroke 1, path"):
        parse(changed("strokes", 0, "path", value=path))


@pytest.mark.parametrize(
    "document", [None, [], "hints", {"point": []}, {"points": {}}, {"strokes": [None]}]
)
def test_document_of_another_form_is_refused(document):
    with pytest.raises(RecipeError):
        parse(document)


def test_unknown_key_is_refused_since_it_may_be_misspelt():
    with pytest.raises(RecipeError, match=r"point 1, color: an object with .*'colour'"):
        parse({"points": [{"x": 0, "y": 0, "colour": "#ffffff", "size": 0.1}]})


def test_size_zero_is_refused():
    with pytest.raises(RecipeError, match="point 1, size"):
        parse(changed("points", 0, "size", value=0))


def test_ten_thousand_hints_are_refused():
    with pytest.raises(RecipeError, match="points: a list of 10000, expected at most 2,000"):
        parse({"points": DOCUMENT["points"] * 5_000})


def test_strokes_share_one_limit_of_vertices():
    stroke = {"path": [[0.5, 0.5]] * 201, "color": "#ffffff", "size": 0.1}
    with pytest.raises(RecipeError, match="20,100 stroke vertices"):
        parse({"strokes": [stroke] * 100})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"points": NaN}',
        '{"points": [{"x": 1e999, "y": 0, "color": "#ffffff", "size": 0.1}]}',
        "[" * 100_000,
        '{"points":' * 100_000,
        "9" * 5_000,
        "\ud800",
        b"\xff\xfe\x00",
        " " * (MOST_CHARACTERS + 1),
    ],
    ids=range(10),
)
def test_text_that_is_no_hint_file_is_refused(text):
    with pytest.raises(RecipeError):
        loads(text)
