import json

import pytest

from studio.errors import RecipeError
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import STYLES, Recipe, Saved, load
from studio.recipe.regions import OfClasses, RegionEdit, Regions, Tidying, Tint


def test_recipe_survives_json():
    recipe = Recipe(model="zhang2016", vividness=0.3, strength=1.2)
    assert load(recipe.to_json()).recipe == recipe


def test_json_says_its_version():
    assert json.loads(Recipe().to_json())["version"] == 7
    assert json.loads(Recipe(settled=None).to_json())["version"] == 4


def test_recipe_with_hints_and_regions_survives_json():
    edit = RegionEdit(
        where=OfClasses("camvid-compact", ("sky", "road")), what=Tint("#2e86c1"), feather=0.01
    )
    hints = Hints(points=(Point(x=0.5, y=0.25, color="#b03a2e", size=0.02),))
    recipe = Recipe(hints=hints, regions=Regions((edit,), base="photo", tidying=Tidying(0.5)))
    assert load(recipe.to_json()).recipe == recipe


def test_name_and_photo_are_kept_beside_the_recipe():
    text = Recipe().to_json(name="Sunday", photo="ab" * 32)
    assert load(text) == Saved(recipe=Recipe(), name="Sunday", photo="ab" * 32)


def test_recipe_of_version_1_still_loads():
    text = '{"version": 1, "model": "compact", "vividness": 0.3, "strength": 1.0, "hints": {}}'
    assert load(text).recipe == Recipe(vividness=0.3, settled=None)


def test_recipe_of_version_2_still_loads_and_is_told_to_be_of_an_older_net():
    text = '{"version": 2, "model": "compact", "vividness": 0.42, "strength": 1.3}'
    assert load(text).recipe == Recipe(vividness=0.42, strength=1.3, settled=None)
    assert load(text).is_outdated
    assert not load(Recipe().to_json()).is_outdated
    assert not load('{"version": 2, "model": "levin2004"}').is_outdated


@pytest.mark.parametrize(
    ("text", "outdated"),
    [
        ('{"version": 6, "settled": 1.0}', True),
        ('{"version": 6, "settled": 1.0, "model": "zhang2016"}', False),
        ('{"version": 6}', False),
        ('{"version": 7, "settled": 1.0}', False),
    ],
)
def test_a_recipe_settled_before_compact_learned_how_is_told_to_be_of_an_older_net(text, outdated):
    assert load(text).is_outdated is outdated


def test_numbers_that_older_recipes_leave_out_are_as_they_were():
    assert load('{"version": 1}').recipe == Recipe(vividness=0.0, settled=None)


@pytest.mark.parametrize("settled", [None, 0.0, 0.5])
def test_how_far_colours_settle_survives_json(settled):
    assert load(Recipe(settled=settled).to_json()).recipe.settled == settled


@pytest.mark.parametrize(("version", "border"), [(1, "hard"), (3, "hard"), (4, "soft")])
def test_a_region_of_an_older_recipe_ends_as_it_did(version, border):
    where, what = {"kind": "foreground", "model": "m"}, {"kind": "keep"}
    document = {"version": version, "regions": {"edits": [{"where": where, "what": what}]}}
    (edit,) = load(json.dumps(document)).recipe.regions.edits
    assert edit.border == border


@pytest.mark.parametrize("regions", [5, [], {"edits": 5}, {"edits": [5]}])
def test_an_older_recipe_that_is_malformed_is_refused(regions):
    with pytest.raises(RecipeError):
        load(json.dumps({"version": 3, "regions": regions}))


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_known_whatever_else_a_recipe_holds(name):
    recipe = Recipe(model="zhang2016", vividness=0.9, strength=0.9, warmth=0.9).in_style(name)
    assert recipe.style == name
    assert recipe.model == "zhang2016"
    assert Recipe(strength=0.123).style is None


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
        '{"version": 8}',
        '{"version": 6, "settled": 1.1}',
        '{"version": 5, "contrast": 1.1}',
        '{"version": true}',
        '{"version": 2, "photo": "abc"}',
        '{"version": 2, "name": 5}',
        '{"version": 2, "regions": []}',
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
        load(text)
