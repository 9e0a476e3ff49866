"""What stands in tables and in limits is told in a person's language, too."""

import pytest

from studio.color import names
from studio.errors import RecipeError
from studio.language import _, join_sentences, translate
from studio.models import catalog
from studio.models.classes import number, spoken
from studio.recipe.hints import loads
from studio.recipe.recipe import STYLES, Recipe


def test_sentences_in_a_row_are_translated_one_by_one():
    row = join_sentences([_("an empty file"), "a.jpg"], _(" or "))
    assert translate(row, "de") == "eine leere Datei oder a.jpg"


def test_a_row_of_nothing_is_empty():
    assert join_sentences([]) == ""


def test_a_model_is_described_in_german():
    assert translate(catalog.find("people-compact").title, "de") == "Menschen"


def test_a_class_has_a_german_name():
    assert translate(spoken("TrafficLight"), "de") == "Ampel"


def test_a_class_without_a_name_has_a_number_in_german():
    assert translate(spoken(number(3, "").names[2]), "de") == "Klasse 2"


def test_a_colour_has_a_german_name():
    assert translate(names.name("#87b3da"), "de") == "Himmelblau"


def test_styles_have_german_names():
    assert translate(next(iter(STYLES)), "de") == "Natürlich"


def test_a_hint_has_a_german_name():
    hints = loads('{"points": [{"x": 0, "y": 0, "size": 0.1, "color": "red"}]}')
    assert translate(hints.names[0], "de") == "Punkt 1"


def test_the_bounds_of_a_value_are_told_in_german():
    with pytest.raises(RecipeError) as refusal:
        Recipe(strength=2.5)
    assert translate(refusal.value.expected, "de") == "eine Zahl von 0 bis 2"


def test_the_words_that_a_value_may_be_are_told_in_german():
    with pytest.raises(RecipeError) as refusal:
        loads('{"points": [{"x": 0, "y": 0, "size": 0.1, "color": "red", "within": "sky"}]}')
    assert translate(refusal.value.expected, "de") == "'photo' oder 'thing'"
