"""Where the studio can be installed, as the packages that it stands on are made: README's table.

python -m benchmarks.systems  # asks the package index, and draws the table into the page
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "README.md"
TABLE = re.compile(r"(<!-- systems -->\n)(.*?)(\n\n)", re.DOTALL)
SYSTEMS = {
    "Linux, x64": "x86_64-unknown-linux-gnu",
    "Linux, ARM": "aarch64-unknown-linux-gnu",
    "macOS 14, Apple silicon": "aarch64-apple-darwin",
    "macOS 14, Intel": "x86_64-apple-darwin",
    "Windows, x64": "x86_64-pc-windows-msvc",
    "Windows, ARM": "aarch64-pc-windows-msvc",
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GAPS = {"tensorflow": "TensorFlow", "ai-edge-litert": "LiteRT"}  # without which something is lost
NOWHERE = "no"

Cell = tuple[str, str]  # a system, and a version of Python


class NoIndexError(Exception):
    """The package index cannot be reached."""


def survey() -> dict[Cell, str]:
    """Return for each system what an installation has.

    Raises
    ------
    NoIndexError
        If it cannot be asked.
    """
    first, *others = product(SYSTEMS, PYTHONS)
    found = {first: _resolve(first)}  # alone: what it fetches is there for the others
    with ThreadPoolExecutor(8) as pool:
        return found | dict(zip(others, pool.map(_resolve, others), strict=True))


def draw(cells: Mapping[Cell, str]) -> str:
    """Draw the table."""
    rows = [["", *(f"Python {version}" for version in PYTHONS)], ["---"] * (len(PYTHONS) + 1)]
    rows += [[name, *(cells[name, version] for version in PYTHONS)] for name in SYSTEMS]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def read() -> dict[Cell, str]:
    """Return what the page's table says."""
    found = TABLE.search(PAGE.read_text(encoding="utf-8"))
    rows = [line.strip("| ").split(" | ") for line in found[2].splitlines()[2:]] if found else []
    return {
        (row[0], version): cell
        for row in rows
        for version, cell in zip(PYTHONS, row[1:], strict=True)
    }


def _resolve(cell: Cell) -> str:
    system, version = cell
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"]
    command += ["--no-header", "--no-annotate", "--only-binary", ":all:"]
    command += ["--python", sys.executable, "--no-python-downloads"]  # none is needed to resolve
    command += ["--python-platform", SYSTEMS[system], "--python-version", version]
    made = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"MACOSX_DEPLOYMENT_TARGET": "14.0"},
        capture_output=True,
        text=True,
    )
    if made.returncode == 0:
        names = {line.partition("==")[0] for line in made.stdout.splitlines()}
        gaps = [title for name, title in GAPS.items() if name not in names]
        return f"without {' and '.join(gaps)}" if gaps else "whole"
    if "No solution found" not in made.stderr:
        raise NoIndexError(made.stderr)
    return NOWHERE


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(rf"\g<1>{draw(survey())}\g<3>", text), encoding="utf-8")
