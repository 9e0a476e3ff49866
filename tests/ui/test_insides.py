"""Each thing that Streamlit does not promise, and what a session keeps, is known in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "studio/ui"
FILES = [ROOT / "Home.py", *sorted(ROOT.glob("pages/*.py")), *sorted(ROOT.glob("studio/**/*.py"))]
KNOWING = {UI / "quirks.py", *UI.glob("server/*.py")}


def insides(tree: ast.AST) -> Iterator[str]:
    """Yield the names that Streamlit may change without a word."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names) if any(is_inside(name.name) for name in names):
                yield ast.unparse(node)
            case ast.ImportFrom(module, names) if any(
                is_inside(f"{module}.{name.name}") for name in names
            ):
                yield ast.unparse(node)
            case ast.Attribute(ast.Name("st" | "streamlit"), "runtime"):
                yield ast.unparse(node)
            case ast.Attribute(owner, name) if is_private(name) and ast.unparse(owner) != "self":
                yield ast.unparse(node)
            case ast.Call(ast.Name("getattr" | "setattr"), [_, ast.Constant(str(name)), *_]) if (
                is_private(name)
            ):
                yield ast.unparse(node)


def is_inside(module: str) -> bool:
    names = module.split(".")
    return names[0] == "streamlit" and ("runtime" in names or any(map(is_private, names)))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def parse(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        "import streamlit.runtime.caching",
        "from streamlit import runtime",
        "from streamlit.runtime import get_instance",
        "st.runtime.exists()",
        "manager._sessions",
        "getattr(manager, '_sessions')",
    ],
)
def test_an_inside_is_seen_however_it_is_named(code):
    assert list(insides(ast.parse(code)))


def test_quirks_and_the_server_alone_name_streamlit_s_insides():
    drawing = [
        path for path in FILES if UI in path.parents or "streamlit" in path.read_text("utf-8")
    ]
    found = {path: list(insides(parse(path))) for path in drawing if path not in KNOWING}
    assert {path: names for path, names in found.items() if names} == {}
    assert all(list(insides(parse(UI / name))) for name in ("quirks.py", "server/memory.py"))


def test_entries_alone_reach_into_the_session():
    found = {path for path in FILES if "session_state" in path.read_text("utf-8")}
    assert found == {UI / "entries.py"}
