"""The page of the command line, made from its help by typer: docs/commands.md.

python -m benchmarks.commands
"""

import os
from pathlib import Path

import typer
from typer.cli import get_docs_for_click
from typer.core import TyperGroup
from typer.main import get_group

from studio.cli.main import COMMANDS, app, load

PAGE = Path(__file__).resolve().parents[1] / "docs/commands.md"
PROGRAM = "colorstudio"
HEAD = """
Made from `--help` by `python -m benchmarks.commands`; in short:
[README](../README.md#command-line).
Exit codes: 0 all done; 1 some input failed, each named on stderr with its reason; 2 wrong usage.
`colorstudio --install-completion` has your shell complete commands, options and their values.
"""


def gather() -> TyperGroup:
    """Return the program with all its commands imported, and its help in English."""
    os.environ["LC_ALL"] = "C.UTF-8"
    group = get_group(app)
    for name in COMMANDS:
        group.commands[name] = load(name)
        group.commands[name].name = name
    return group


def draw(group: TyperGroup) -> str:
    """Write what the help of all commands says."""
    context = typer.Context(group, info_name=PROGRAM, help_option_names=["-h", "--help"])
    text = get_docs_for_click(obj=group, ctx=context, name=PROGRAM, title="The command line")
    title, rest = text.strip().split("\n", 1)
    return f"{title}\n{HEAD}{rest}\n"


if __name__ == "__main__":
    PAGE.write_text(draw(gather()), encoding="utf-8")
