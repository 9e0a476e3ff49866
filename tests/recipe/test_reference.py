import json
from dataclasses import replace

import pytest

from studio.errors import RecipeError
from studio.recipe import recipe
from studio.recipe.footprint import rasterise
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.recipe import Recipe
from studio.recipe.reference import Match, Reference

SHA = "a1" * 32
MATCHES = (Match(0.25, 0.25, "#b03a2e", 0.9), Match(0.75, 0.75, "#2e86c1", 0.7))
REFERENCE = Reference("beach.jpg", SHA, MATCHES)


def test_a_recipe_with_a_reference_is_read_as_it_was_written():
    wanted = Recipe(reference=replace(REFERENCE, on=False))
    assert recipe.load(wanted.to_json()).recipe == wanted


def test_a_recipe_without_one_is_written_as_before_there_were_any():
    written = json.loads(Recipe().to_json())
    entries = {"version", "model", "vividness", "strength", "warmth", "hints", "regions"}
    assert set(written) == entries


@pytest.mark.parametrize(
    ("field", "value"), [("sha256", "cafe"), ("on", 1), ("matches", [{"x": 2}]), ("pixels", "")]
)
def test_what_is_no_reference_is_refused(field, value):
    document = json.loads(Recipe(reference=REFERENCE).to_json())
    document["reference"][field] = value
    with pytest.raises(RecipeError, match="reference, "):
        recipe.load(json.dumps(document))


def test_a_model_is_told_of_each_match():
    drawn = rasterise(Recipe(reference=REFERENCE).told, 64, 64)
    assert drawn[16, 16] == pytest.approx([*hex_ab("#b03a2e"), 1])
    assert drawn[48, 48] == pytest.approx([*hex_ab("#2e86c1"), 1])


def test_switched_off_it_tells_nothing():
    assert Recipe(reference=replace(REFERENCE, on=False)).told == Hints()


def test_a_match_leaves_room_around_a_hint_of_a_persons_own():
    own = Point(0.3, 0.2, "#27ae60", 0.03)
    told = Recipe(hints=Hints((own,)), reference=REFERENCE).told
    assert told.points == (own,)
    assert [stroke.color for stroke in told.strokes] == ["#2e86c1"]


def test_a_persons_own_stroke_lies_over_the_matches():
    across = Stroke(((0.0, 0.5), (1.0, 0.5)), "#27ae60", 0.6)
    drawn = rasterise(Recipe(hints=Hints((), (across,)), reference=REFERENCE).told, 64, 64)
    assert drawn[48, 48] == pytest.approx([*hex_ab("#27ae60"), 1])


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Little in beach.jpg fits this photo, so none of its colours were taken."),
        (1, "Little in beach.jpg fits this photo: 1 place, 90% sure on average."),
        (200, "Colours of beach.jpg were taken in 200 places, 90% sure on average."),
    ],
)
def test_it_says_how_much_fits_and_how_surely(count, sentence):
    assert Reference("beach.jpg", SHA, MATCHES[:1] * count).summary == sentence


def hex_ab(color):
    return rasterise(Hints((Point(0.5, 0.5, color, 1.0),)), 1, 1)[0, 0, :2]


def test_for_any_photo_a_recipe_keeps_its_style_and_nothing_of_one_photo():
    point = Hints((Point(0.5, 0.5, "#b03a2e", 0.02),))
    recipe = Recipe(vividness=0.4, warmth=0.2, hints=point, reference=REFERENCE)
    assert recipe.for_any_photo == Recipe(vividness=0.4, warmth=0.2)
