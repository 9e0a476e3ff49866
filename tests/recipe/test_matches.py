import json
from dataclasses import replace

import pytest

from studio.errors import RecipeError
from studio.recipe import recipe
from studio.recipe.footprint import rasterise
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.matches import Match, Reference
from studio.recipe.recipe import Recipe

SHA = "a1" * 32
MATCHES = (
    Match(x=0.25, y=0.25, color="#b03a2e", sure=0.9),
    Match(x=0.75, y=0.75, color="#2e86c1", sure=0.7),
)
REFERENCE = Reference(name="beach.jpg", sha256=SHA, matches=MATCHES)


def test_a_recipe_with_a_reference_is_read_as_it_was_written():
    wanted = Recipe(reference=replace(REFERENCE, on=False))
    assert recipe.load(wanted.to_json()).recipe == wanted


def test_a_recipe_without_one_is_written_as_before_there_were_any():
    written = json.loads(Recipe(settled=None).to_json())
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
    drawn = rasterise(Recipe(reference=REFERENCE).effective_hints, 64, 64)
    assert drawn[16, 16] == pytest.approx([*hex_ab("#b03a2e"), 1])
    assert drawn[48, 48] == pytest.approx([*hex_ab("#2e86c1"), 1])


def test_switched_off_it_tells_nothing():
    assert Recipe(reference=replace(REFERENCE, on=False)).effective_hints == Hints()


def test_a_match_leaves_room_around_a_hint_of_a_persons_own():
    own = Point(x=0.3, y=0.2, color="#27ae60", size=0.03)
    told = Recipe(hints=Hints((own,)), reference=REFERENCE).effective_hints
    assert told.points == (own,)
    assert [stroke.color for stroke in told.strokes] == ["#2e86c1"]


def test_a_persons_own_stroke_lies_over_the_matches():
    across = Stroke(((0.0, 0.5), (1.0, 0.5)), "#27ae60", 0.6)
    drawn = rasterise(
        Recipe(hints=Hints((), (across,)), reference=REFERENCE).effective_hints, 64, 64
    )
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
    assert Reference(name="beach.jpg", sha256=SHA, matches=MATCHES[:1] * count).summary == sentence


def hex_ab(color):
    return rasterise(Hints((Point(x=0.5, y=0.5, color=color, size=1.0),)), 1, 1)[0, 0, :2]


def test_for_any_photo_a_recipe_keeps_its_style_and_nothing_of_one_photo():
    point = Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.02),))
    recipe = Recipe(vividness=0.4, warmth=0.2, hints=point, reference=REFERENCE)
    assert recipe.for_any_photo == Recipe(vividness=0.4, warmth=0.2)
