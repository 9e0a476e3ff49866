import json

import pytest

from studio.errors import RecipeError
from studio.recipe import STYLES, Recipe, from_json


def test_recipe_survives_json():
    recipe = Recipe("zhang2016", 0.3, 1.2)
    assert from_json(recipe.to_json()) == recipe


def test_json_says_its_version():
    assert json.loads(Recipe().to_json())["version"] == 1


@pytest.mark.parametrize(("vividness", "temperature"), [(0, 1), (1, 0.1), (0.42, 0.38)])
def test_vividness_lowers_the_temperature(vividness, temperature):
    assert Recipe(vividness=vividness).temperature == pytest.approx(temperature, abs=0.001)


def test_styles_differ():
    assert len(set(STYLES.values())) == len(STYLES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        '"recipe"',
        "[" * 100_000,
        "{}",
        '{"version": 2}',
        '{"version": "1"}',
        '{"version": 1, "model": 5}',
        '{"version": 1, "vividness": NaN}',
        '{"version": 1, "vividness": Infinity}',
        '{"version": 1, "vividness": true}',
        '{"version": 1, "vividness": "0.5"}',
        '{"version": 1, "strength": -0.1}',
        '{"version": 1, "strength": 1e308}',
        '{"version": 1, "colour": "red"}',
        '{"version": 1, "model": "' + "x" * 2_000_000 + '"}',
    ],
)
def test_malformed_recipe_is_refused_in_a_sentence(text):
    with pytest.raises(RecipeError, match=r"^Found .{1,200}, expected .+: .+\.$"):
        from_json(text)
