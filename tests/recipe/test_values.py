"""Values of a recipe made in Python keep to their limits, and say what they are."""

import dataclasses
import inspect
import re
import typing

import numpy as np
import pytest

from studio.errors import RecipeError
from studio.photo.mask_files import unpack
from studio.recipe.documents import Within
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.matches import Match, Reference
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    Adjust,
    Colorize,
    Drawn,
    Foreground,
    Keep,
    OfClasses,
    RegionEdit,
    Regions,
    Tidying,
    Tint,
)  # fmt: skip

VALUES = [
    Point, Stroke, Hints, Match, Reference, Tidying, Foreground, OfClasses, Drawn, Tint, Colorize,
    Adjust, Keep, RegionEdit, Regions, Recipe,
]  # fmt: skip
FIELDS = [(kind, field) for kind in VALUES for field in dataclasses.fields(kind)
          if field.name != "kind"]  # of documents  # fmt: skip
each_field = pytest.mark.parametrize(
    ("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field.name}" for kind, field in FIELDS]
)


def described(kind: type, field: dataclasses.Field) -> str:
    """Return what the help of a class says behind the name of a field."""
    text = inspect.cleandoc(kind.__doc__)  # as Python 3.13 has it by itself
    return re.search(rf"^{field.name} : (.*)\n    \S", text, re.MULTILINE)[1]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Recipe(vividness=9), "Found vividness: 9, expected a number from 0 to 1:"),
        (lambda: Recipe(vividnes=0.1), "Found vividnes: 0.1, expected no entry of that name:"),
        (lambda: Recipe("compact"), "Found model: 'compact', expected arguments by name:"),
        (lambda: Recipe(hints="#fff"), "Found hints: '#fff', expected an object (Hints):"),
        (lambda: Point(x=2, y=0, color="#ffffff", size=0.1), "Found x: 2, expected a number from"),
        (lambda: Stroke(), "Found path: an object with no keys, expected an entry of that name:"),
        (lambda: Tint(3), "Found color: 3, expected a colour such as #b03a2e:"),
        (lambda: Hints([3]), "Found point 1: 3, expected an object (Point):"),
        (lambda: Keep("keep", 2), "Found 2, expected arguments by name:"),
        (lambda: Regions(base="sky"), "Found base: 'sky', expected 'model' or 'photo':"),
        (lambda: RegionEdit(where=5, what=Keep()), "Found where: 5, expected an object with a"),
        (lambda: dataclasses.replace(Recipe(), warmth=-3), "Found warmth: -3, expected a number"),
        (lambda: Recipe().in_style("Loud"), "Found the style 'Loud', expected one of Natural,"),
        (lambda: Drawn.from_array(np.zeros((2, 3))), "Found an array of float64 and shape (2, 3),"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(make, sentence):
    with pytest.raises(RecipeError, match=f"^{re.escape(sentence)}"):
        make()


def test_a_mask_is_packed_and_comes_back():
    mask = np.arange(12).reshape(3, 4) % 3 == 0
    assert np.array_equal(unpack(Drawn.from_array(mask).mask), mask * 255)
    levels = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert np.array_equal(unpack(Drawn.from_array(levels).mask), levels)


@each_field
def test_help_says_what_a_field_is_by_default(kind, field):
    given = described(kind, field).partition("default ")[2]
    if field.default is dataclasses.MISSING:
        assert not given
    else:
        assert eval(given, {kind.__name__: kind for kind in VALUES}) == field.default


@each_field
def test_help_says_between_what_a_number_lies(kind, field):
    limits = [x for x in typing.get_args(field.type) if isinstance(x, Within)]
    expected = [f"{limit.low:g} to {limit.high:g}" for limit in limits]
    assert re.findall(r"^float, (\S+ to \S+?)(?:,|$)", described(kind, field)) == expected
