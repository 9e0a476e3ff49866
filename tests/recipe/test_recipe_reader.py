import json

import pytest
from pictures import encoded, noise

from studio.errors import RecipeError
from studio.photo import photo
from studio.photo.writing import encoding
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe, Saved
from studio.recipe.recipe_reader import open_file, read

SAVED = Saved(
    recipe=Recipe(vividness=0.3, hints=Hints((Point(x=0.25, y=0.5, color="#b03a2e", size=0.1),))),
    name="Dusk",
    photo="0" * 64,
)
JSON = SAVED.recipe.to_json(name=SAVED.name, photo=SAVED.photo)


def picture():
    return photo.read(encoded(noise(4, 4), "PNG"), "a.png")


def test_a_recipe_is_read_with_its_name_and_its_photo():
    assert read(JSON.encode()) == SAVED


def test_a_picture_that_was_exported_with_a_recipe_gives_it_back():
    assert read(encoding.encode(picture(), picture().rgb, recipe=JSON)) == SAVED


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", encoded(noise(4, 4), "PNG"), b"[]"],
    ids=["empty", "no text", "cut", "plain picture", "no recipe"],
)
def test_a_file_without_a_recipe_is_refused(data):
    with pytest.raises(RecipeError, match="a recipe saved by the studio"):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_recipe_may_be_in_any_encoding_of_json(encoding):
    assert read(JSON.encode(encoding)) == SAVED


@pytest.mark.parametrize(
    "data",
    [
        b'{"version": 3, "name": "\\ud800"}',
        b'{"version": 3, "name": "\xed\xa0\x80"}',
        b'{"version": 3, "model": "\\udfff"}',
        b'{"version": 3, "\\uD800": 1}',
    ],
)
def test_halves_of_letters_are_refused_in_words_that_can_be_shown(data):
    with pytest.raises(RecipeError) as refusal:
        read(data)
    assert str(refusal.value).encode()


def test_a_letter_in_two_escaped_halves_is_one():
    assert read(b'{"version": 3, "name": "\\ud83d\\ude00"}').name == "\N{GRINNING FACE}"


@pytest.mark.parametrize("entry", ["version", "model", "hints", "regions", "photo"])
@pytest.mark.parametrize("depth", [100, 500, 900, 100_000])
def test_depth_is_refused_in_a_sentence(entry, depth):
    document = {"version": 3, entry: "DEEP"}
    text = json.dumps(document).replace('"DEEP"', "[" * depth + "]" * depth)
    for data in (text.encode(), encoding.encode(picture(), picture().rgb, recipe=text)):
        with pytest.raises(RecipeError) as refusal:
            read(data)
        assert len(str(refusal.value)) < 400


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="cannot be read"):
        open_file(tmp_path / "none.json")
