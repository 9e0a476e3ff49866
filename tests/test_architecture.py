"""docs/architecture.md names what there is."""

import ast
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

import studio
from studio.ui.widgets import events, view

STUDIO = Path(studio.__file__).parent
TEXT = (STUDIO.parent / "docs/architecture.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
PLACES = re.findall(r"`([\w/.]+)\.(py|js): (\w+)`", SECTIONS["Four journeys"])


def rows(section: str) -> list[list[str]]:
    """Return the cells of a section's tables, their heads left out."""
    lines = re.findall(r"^\| (.*) \|$", SECTIONS[section], re.MULTILINE)
    return [line.split(" | ") for line in lines if not line.startswith("---")][1:]


def messages(direction: str) -> dict[str, list[str]]:
    """Return the fields of each message that the contract's table of a direction names."""
    table = TEXT.partition(f"| {direction} |")[2].partition("\n\n")[0]
    found = re.findall(r"^\| `(\w+)` \| (.*?) ?\|", table, re.MULTILINE)
    return {name: re.findall(r"`(\w+)`", cell) for name, cell in found}


def names(path: Path) -> set[str]:
    """Return the functions, classes and values of a file in Python or JavaScript."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return set(re.findall(r"\b(?:function|const|class) (\w+)", text))
    nodes = list(ast.walk(ast.parse(text)))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assigned = [node.targets[0] for node in nodes if isinstance(node, ast.Assign)]
    found = {node.name for node in nodes if isinstance(node, kinds)}
    return found | {target.id for target in assigned if isinstance(target, ast.Name)}


def test_each_journey_has_eight_steps_at_most():
    journeys = re.findall(r"^\*\*.*?(?=^\*\*|\Z)", SECTIONS["Four journeys"], re.M | re.S)
    assert len(journeys) == 4
    assert all(1 <= len(re.findall(r"^\d\. ", journey, re.MULTILINE)) <= 8 for journey in journeys)


@pytest.mark.parametrize(("path", "ending", "name"), PLACES)
def test_a_journey_s_function_is_where_it_says(path, ending, name):
    roots = [root for root in (STUDIO, STUDIO.parent) if (root / f"{path}.{ending}").is_file()]
    assert roots
    assert name in names(roots[0] / f"{path}.{ending}")


def test_the_browser_s_events_are_those_that_are_checked():
    kinds = get_args(get_args(events.Event)[0])
    assert messages("from the browser") == {
        kind.__name__: [field.name for field in fields(kind) if field.name != "act"]
        for kind in kinds
    }


def test_what_the_browser_is_sent_are_the_parts_of_a_view():
    kinds = [
        kind for kind in vars(view).values() if getattr(kind, "__module__", "") == view.__name__
    ]
    assert messages("to the browser") == {
        kind.__name__: [field.name for field in fields(kind)] for kind in kinds
    }


def test_every_room_answers_a_question():
    told = {
        name for _, cell in rows("Where does my line go?") for name in re.findall(r"`(\w+)`", cell)
    }
    rooms = {path.stem for path in STUDIO.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert told - {"reading", "writing"} == {room for room in rooms if not room.startswith("_")}


@pytest.mark.parametrize("room", sorted(STUDIO.glob("*/__init__.py")), ids=lambda p: p.parent.name)
def test_a_room_says_what_it_answers_and_where_one_comes_in(room):
    text = ast.get_docstring(ast.parse(room.read_text(encoding="utf-8")))
    entrances = re.findall(r"`([\w.]+)\.(\w+)`", text)
    assert entrances
    assert "Stands on" in text
    for module, name in entrances:
        assert name in names(room.parent / f"{module.replace('.', '/')}.py")


def test_the_words_are_thirty_at_most():
    assert 0 < len(rows("Words")) <= 30
