"""The types of the browser's messages say in JavaScript what they say in Python."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from studio.recipe import hints
from studio.ui.widgets import (
    comparison,
    events,
    focus,
    known_works,
    languages,
    player,
    reports,
    shell,
    view,
    width,
)

STATIC = Path(view.__file__).parent / "static"
TEXT = (STATIC / "message.js").read_text()
PAGE = (STATIC.parents[3] / "docs/architecture.md").read_text(encoding="utf-8")
LARGE = re.findall(r"/\*\*\n \* @typedef {Object} (\w+)\n(.*?) \*/", TEXT, re.DOTALL)
SMALL = re.findall(r"@typedef {{(.*?)}} (\w+)", TEXT)
TYPED = {name: re.findall(r"@property {(.+)} (\w+)", body) for name, body in LARGE} | {
    name: [(kind, field) for field, kind in re.findall(r"(\w+): ((?:\[.*?\]|[^,])+)", body)]
    for body, name in SMALL
}
PYTHON = {
    kind.__name__: kind
    for module in (
        view,
        reports,
        events,
        comparison,
        player,
        focus,
        known_works,
        languages,
        shell,
        width,
    )
    for kind in vars(module).values()
    if is_dataclass(kind) and kind.__module__ == module.__name__
} | {"Point": hints.Point, "Stroke": hints.Stroke}


def words(kind) -> set[str]:
    """Return the words that a value of a type may be."""
    if get_origin(kind) is Literal:
        return set(get_args(kind))
    return set().union(*map(words, get_args(kind)))


def test_every_message_is_typed_on_both_sides():
    assert set(TYPED) == set(PYTHON)


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_a_message_has_the_same_fields_on_both_sides(name):
    assert [field for _, field in TYPED[name]] == [field.name for field in fields(PYTHON[name])]


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_a_field_may_be_missing_on_both_sides(name):
    hinted = get_type_hints(PYTHON[name])
    assert {field for kind, field in TYPED[name] if "null" in kind} == {
        field for field, kind in hinted.items() if type(None) in get_args(kind)
    }


@pytest.mark.parametrize("kind", get_args(get_args(events.Event)[0]))
def test_an_event_has_the_same_names_on_both_sides(kind):
    (named,) = [kind for kind, field in TYPED[kind.__name__] if field == "act"]
    assert set(re.findall(r'"(\w+)"', named)) == words(get_type_hints(kind)["act"])


def test_the_tools_are_the_same_on_both_sides():
    (listed,) = re.findall(r"@typedef {(.+)} Tool", TEXT)
    assert set(re.findall(r'"(\w+)"', listed)) == words(events.Tool)


def test_an_event_is_one_of_those_in_python():
    (union,) = re.findall(r"@typedef {([^{}]+)} Act", TEXT)
    kinds = get_args(get_args(events.Event)[0])
    assert re.findall(r"\w+", union) == [kind.__name__ for kind in kinds]


def test_every_message_of_the_picture_stands_in_the_table():
    of_the_picture = {view.__name__, events.__name__}
    names = [name for name, kind in PYTHON.items() if kind.__module__ in of_the_picture]
    assert [name for name in names if f"| `{name}` |" not in PAGE] == []
