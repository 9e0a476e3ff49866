"""Finds sentences in the source that no language knows of: text in words that is not marked.

python -m benchmarks.unmarked [FOLDER ...]

Marked is what is given to the functions that `benchmarks.messages` gathers from. What people never
read is listed in tests/language/unmarked.txt, a line each: the file, a colon, and the text.
"""

import ast
import re
import sys
from collections.abc import Iterator

from benchmarks.messages import KEYWORDS, ROOT, list_files, name_function

WORDS = re.compile(r"[^\W\d_]{2,}[,:;.]? [^\W\d_]{2,}")  # two of them
LABEL = re.compile(r"[^\W\d_]{2,}")
LABELLED = frozenset(  # functions of Streamlit whose first argument people read
    [
        "button",
        "caption",
        "checkbox",
        "download_button",
        "error",
        "expander",
        "file_uploader",
        "header",
        "info",
        "link_button",
        "markdown",
        "metric",
        "multiselect",
        "number_input",
        "page_link",
        "pills",
        "popover",
        "radio",
        "segmented_control",
        "select_slider",
        "selectbox",
        "slider",
        "spinner",
        "status",
        "subheader",
        "success",
        "tab",
        "tabs",
        "text",
        "text_area",
        "text_input",
        "title",
        "toggle",
        "warning",
        "write",
    ]
)
READ = frozenset(
    ["label", "help", "placeholder", "caption", "alt", "text", "title"]
)  # their arguments
PROGRAMMERS = frozenset(  # who alone read what these are given
    [
        "ValueError",
        "TypeError",
        "KeyError",
        "RuntimeError",
        "AssertionError",
        "NotImplementedError",
        "LookupError",
        "IndexError",
        "AttributeError",
        "OSError",
        "RequestError",
        "compile",
        "simplefilter",
        "filterwarnings",
        "getLogger",
    ]
)
PROGRAMS = "studio/api/"  # read what is said there, in English
FOR_PEOPLE = frozenset(["studio/api/access.py"])  # is said on the terminal as well
EXCEPTIONS = ROOT / "tests/language/unmarked.txt"


def find(file: str) -> Iterator[tuple[int, str]]:
    """Yield the lines and the texts of a file's sentences that are not marked."""
    if file.startswith(PROGRAMS) and file not in FOR_PEOPLE:
        return
    module = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    passed = set(_pass_over(module, is_command=file.startswith("studio/cli")))
    labels = set(_find_labels(module))
    for node in ast.walk(module):
        text = _read(node)
        if (
            text
            and id(node) not in passed
            and (WORDS if id(node) not in labels else LABEL).search(text)
        ):
            yield node.lineno, " ".join(text.split())


def read_exceptions() -> set[str]:
    """Return what people never read, as `file: text`."""
    return set(EXCEPTIONS.read_text(encoding="utf-8").splitlines())


def _pass_over(module: ast.Module, *, is_command: bool) -> Iterator[int]:
    """Yield the nodes that are marked, documentation, or parts of others."""
    for node in ast.walk(module):
        skipped: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped = [node.value]
        elif isinstance(node, ast.JoinedStr):
            skipped = [part for part in ast.walk(node) if part is not node]
        elif isinstance(node, ast.Call) and name_function(node.func) in {*KEYWORDS, *PROGRAMMERS}:
            skipped = list(node.args)
        elif is_command and isinstance(node, ast.keyword) and node.arg in ("help", "metavar"):
            skipped = [node.value]
        yield from map(id, skipped)


def _find_labels(module: ast.Module) -> Iterator[int]:
    """Yield what controls of a page are given to be read."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and name_function(node.func) in LABELLED:
            yield from map(id, node.args[:1])
            yield from (id(given.value) for given in node.keywords if given.arg in READ)


def _read(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return ast.unparse(node)[2:-1]
    return ""


if __name__ == "__main__":
    known = read_exceptions()
    for name in list_files(".py"):
        if name.startswith(tuple(sys.argv[1:]) or ""):
            for line, text in find(name):
                if f"{name}: {text}" not in known:
                    print(f"{name}:{line}: {text}")
