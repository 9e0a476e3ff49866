"""Figures of the code: how much of it there is, and what a reader stumbles over.

python -m benchmarks.house [FOLDER_OF_ANOTHER_CHECKOUT]
"""

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

IRREGULAR = re.compile(
    "begun|built|chosen|done|drawn|found|given|gone|held|hidden|kept|known|laid|left|lent|made|met|"
    "redone|said|seen|sent|shown|spoken|taken|told|thought|undone|worn|written"
)
NOT_PARTICIPLES = ("embed", "exceed", "feed", "need", "proceed", "red", "seed", "speed")
SAME = 6  # lines that two places share
TRIVIAL = re.compile(r"^(import |from |[)\]}\"',]*$|#|//)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield all functions and methods, those inside others included."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def is_participle(name: str) -> bool:
    """Tell whether a function's name begins with what is done instead of with a verb."""
    word = name.strip("_").split("_")[0]
    return bool(IRREGULAR.fullmatch(word)) or (word.endswith("ed") and word not in NOT_PARTICIPLES)


def is_property(function: Function) -> bool:
    """Tell whether a function is read like a field."""
    return any("property" in ast.unparse(decorator) for decorator in function.decorator_list)


def count_code(function: Function, lines: list[str]) -> int:
    """Count the lines of a function's body without docstring, comments and blanks."""
    skip = 1 if ast.get_docstring(function) else 0
    if len(function.body) == skip:
        return 0
    body = lines[function.body[skip].lineno - 1 : function.end_lineno]
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in body)


def count_pairs(trees: dict[ast.Module, list[str]]) -> int:
    """Count assignments of several values to as many names in one line."""
    return sum(
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Tuple)
        and isinstance(node.value, ast.Tuple)
        for tree in trees
        for node in ast.walk(tree)
    )


def count_twins(paths: list[Path]) -> int:
    """Count the pairs of places that share SAME lines or more, whatever their indentation."""
    places = defaultdict(list)
    for path in paths:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [line for line in lines if not TRIVIAL.match(line)]
        for start in range(len(lines) - SAME + 1):
            places[tuple(lines[start : start + SAME])].append((path, start))
    same = {pair for found in places.values() for pair in combinations(found, 2)}
    return sum(((a, i - 1), (b, j - 1)) not in same for (a, i), (b, j) in same)


def print_rooms(package: Path, paths: list[Path]) -> None:
    """Print the files and lines of each room."""
    files, lines = Counter(), Counter()
    for path in paths:
        room = path.relative_to(package).parts[0].removesuffix(".py")
        files[room] += 1
        lines[room] += len(path.read_text(encoding="utf-8").splitlines())
    for room in sorted(files, key=lambda room: -lines[room]):
        print(f"{room:24}{files[room]:5} files {lines[room]:7,} lines")
    print(f"{'all':24}{files.total():5} files {lines.total():7,} lines")


def print_arrows(package: Path) -> None:
    """Print how many rooms import one another, and how many of these arrows go round."""
    sys.path.insert(0, str(package.parent))
    from benchmarks.floor_plan import reachable, rooms

    for name in ("studio", "studio.ui"):
        arrows = rooms(name)
        pairs = [(room, other) for room in arrows for other in arrows[room]]
        round_ = sum(room in reachable(arrows, other) for room, other in pairs)
        print(f"{name}: {len(arrows)} rooms, {len(pairs)} arrows, {round_} of them in circles")


def print_names(paths: list[Path], trees: dict[ast.Module, list[str]]) -> None:
    """Print what a reader stumbles over: names, pairs in a line, long functions."""
    names = Counter(path.stem for path in paths if path.stem != "__init__")
    shared = {name: count for name, count in names.items() if count > 1}
    print(f"modules of one name: {sum(shared.values())} of {len(shared)}: {', '.join(shared)}")
    found = [(f, lines) for tree, lines in trees.items() for f in functions(tree)]
    participles = [f.name for f, _ in found if is_participle(f.name) and not is_property(f)]
    print(f"functions named by participles: {len(participles)} of {len(found)}")
    print(f"several assignments in a line: {count_pairs(trees)}")
    longest = sorted(((count_code(f, lines), f.name) for f, lines in found), reverse=True)[:5]
    print("longest functions:", ", ".join(f"{name} {count}" for count, name in longest))


def main() -> None:
    """Print all figures of this checkout or another."""
    root = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).parents[1]).resolve()
    package = root / "studio"
    paths = sorted(package.rglob("*.py"))
    scripts = sorted(package.rglob("*.js"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    trees = {ast.parse(text): text.splitlines() for text in texts.values()}
    print_rooms(package, paths)
    length = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in scripts)
    print(f"{'JavaScript':24}{len(scripts):5} files {length:7,} lines")
    print_arrows(package)
    print(f"loose modules in ui/: {len([*(package / 'ui').glob('[!_]*.py')])}")
    print_names(paths, trees)
    uses = sum(text.count("st.session_state") for text in texts.values())
    print(f"uses of st.session_state: {uses}")
    print(f"pairs of places that share {SAME} lines, JavaScript included: ", end="")
    print(count_twins([*paths, *scripts]))


if __name__ == "__main__":
    main()
