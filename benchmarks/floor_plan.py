"""The floor plans of docs/architecture.md, drawn from the imports.

python -m benchmarks.floor_plan          # draws them into the page
python -m benchmarks.floor_plan --check  # fails if the page shows others

An arrow is left out where a longer way along arrows leads to the same room.
"""

import re
import sys
from pathlib import Path

import grimp

PAGE = Path(__file__).resolve().parents[1] / "docs/architecture.md"
PLAN = re.compile(r"(<!-- plan: ([\w.]+) -->\n```mermaid\n).*?(```)", re.DOTALL)


def rooms(package: str) -> dict[str, set[str]]:
    """Return the rooms of a package, and which others each of them imports."""
    graph = grimp.build_graph(package.partition(".")[0])
    names = graph.find_children(package)
    for name in names:
        graph.squash_module(name)
    found = {name: graph.find_modules_directly_imported_by(name) & names for name in names}
    return {
        name.rpartition(".")[2]: {other.rpartition(".")[2] for other in others - {name}}
        for name, others in found.items()
    }


def reachable(arrows: dict[str, set[str]], start: str) -> set[str]:
    """Return all rooms to which arrows lead from one, in any number of steps."""
    found: set[str] = set()
    ahead = {start}
    while ahead:
        ahead = set().union(*(arrows[name] for name in ahead)) - found
        found |= ahead
    return found


def draw(package: str) -> str:
    """Draw a package's rooms in Mermaid, one line for each that imports another."""
    arrows = rooms(package)
    lines = ["flowchart TD"]
    for name in sorted(arrows):
        beyond = set().union(*(reachable(arrows, other) for other in arrows[name]))
        if direct := sorted(arrows[name] - beyond):
            lines.append(f"  {name} --> {' & '.join(direct)}")
    return "\n".join([*lines, ""])


def main() -> None:
    """Draw the plans into the page, or compare the page with them."""
    page = PAGE.read_text(encoding="utf-8")
    drawn = PLAN.sub(lambda found: found[1] + draw(found[2]) + found[3], page)
    if "--check" not in sys.argv:
        PAGE.write_text(drawn, encoding="utf-8")
    elif drawn != page:
        sys.exit("docs/architecture.md shows another plan: python -m benchmarks.floor_plan")


if __name__ == "__main__":
    main()
