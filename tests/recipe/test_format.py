"""What docs/recipe.md says of the format is what the studio reads and writes."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from studio.errors import RecipeError
from studio.recipe import documents, hints, matches, regions
from studio.recipe.recipe import VERSION, Recipe, load

TEXT = (Path(__file__).resolve().parents[2] / "docs/recipe.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", TEXT, re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \| .*\|$", re.MULTILINE)
CLASSES = [
    Recipe, hints.Hints, hints.Point, hints.Stroke, regions.Regions, regions.Tidying,
    regions.RegionEdit, regions.Foreground, regions.OfClasses, regions.Drawn, regions.Tint,
    regions.Colorize, regions.Adjust, regions.Picked, regions.Click, regions.Keep,
    matches.Reference, matches.Match,
]  # fmt: skip
FIELDS = [(kind, field) for kind in CLASSES for field in dataclasses.fields(kind)]
each_field = pytest.mark.parametrize(
    ("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field.name}" for kind, field in FIELDS]
)


def told(kind: type) -> dict[str, tuple[str, str]]:
    """Return what the document says each entry holds, and its default."""
    return {name: (holds, default) for name, holds, default in ROW.findall(SECTIONS[kind.__name__])}


def accepts(annotation: Any, value: object) -> bool:
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


def test_the_document_is_about_the_version_that_is_written():
    newest = re.search(r"^\| (\S+) \| (\d+) \|", TEXT, re.MULTILINE)
    assert int(newest[2]) == VERSION
    assert TEXT.startswith(f"# The recipe format, version {newest[1]}\n")


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_loads_and_survives_writing(text):
    saved = load(text)
    assert load(saved.recipe.to_json(name=saved.name, photo=saved.photo)) == saved


def test_the_long_example_has_every_entry_there_is():
    assert documents.write(load(EXAMPLES[1]).recipe).keys() <= json.loads(EXAMPLES[1]).keys()
    names = {field.name for _, field in FIELDS}
    assert names == {name for name in names if f'"{name}": ' in EXAMPLES[1]}


@pytest.mark.parametrize("kind", CLASSES)
def test_every_entry_is_told_and_no_other(kind):
    assert sorted(told(kind)) == sorted(field.name for field in dataclasses.fields(kind))


@each_field
def test_the_default_is_as_told(kind, field):
    default = told(kind)[field.name][1]
    if field.default is dataclasses.MISSING or field.name == "kind":
        assert default == "required"
    else:
        missing = (
            getattr(documents.read(Recipe, {}), field.name) if kind is Recipe else field.default
        )
        assert json.loads(default.strip("`")) == documents.write(missing)


@each_field
def test_a_number_s_range_is_as_told(kind, field):
    if found := re.fullmatch(
        r"number, (\S+) to ([^\s,]+)(?:, or null)?", told(kind)[field.name][0]
    ):
        low, high = map(float, found.groups())
        step = (high - low) * 1e-9
        assert all(accepts(field.type, value) for value in (low, high))
        assert not any(accepts(field.type, value) for value in (low - step, high + step))
    else:
        assert not accepts(field.type, 0.5)


@pytest.mark.parametrize("place", [(), ("hints",), ("hints", "points", 0), ("regions",)])
def test_an_entry_that_is_not_known_is_refused_and_named(place):
    document = json.loads(EXAMPLES[1])
    node = document
    for key in place:
        node = node[key]
    node["shade"] = 1
    with pytest.raises(RecipeError, match="shade"):
        load(json.dumps(document))


def test_a_later_version_is_refused():
    with pytest.raises(RecipeError, match="version"):
        load(json.dumps({"version": VERSION + 1}))
