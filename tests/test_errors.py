"""The tree at the head of `errors` is that of the classes, and says who raises them."""

import ast
import re
from pathlib import Path

import pytest

from studio import errors

STUDIO = Path(errors.__file__).parent
BRANCHES = re.findall(r"^    (\w+) +[^:]+: (.*)$", errors.__doc__, re.MULTILINE)
ABOVE = {"ui", "cli"}


@pytest.fixture(scope="module")
def finders() -> set[tuple[str, str]]:
    """Which error is made, or had made by a function, in which room."""
    found = set()
    for path in STUDIO.rglob("*.py"):
        room = path.relative_to(STUDIO).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) != "suppress":
                used = [node.func, *node.args]
                found |= {(part.id, room) for part in used if isinstance(part, ast.Name)}
    return found


def test_the_tree_has_every_error():
    classes = [kind.__name__ for kind in errors.StudioError.__subclasses__()]
    assert [name for name, _ in BRANCHES] == classes


@pytest.mark.slow
@pytest.mark.parametrize(("name", "rooms"), BRANCHES)
def test_the_tree_says_which_rooms_find_an_error(finders, name, rooms):
    assert {room for error, room in finders if error == name} - ABOVE == set(rooms.split())
