"""docs/commands.md says what `--help` says."""

import re

import pytest

from benchmarks import commands

# headings, and of each option its names and its help: how the rest looks is typer's own affair
TOLD = re.compile(
    r"^(#+ .*)$|^\* `((?:--?[a-z][a-z-]*(?:, )?)+).*?`: (.*?)(?:  \[.*)?$", re.MULTILINE
)

pytestmark = pytest.mark.slow


def test_the_page_of_the_command_line_is_as_its_help():
    drawn = TOLD.findall(commands.draw(commands.gather()))
    assert len(drawn) > 150
    assert TOLD.findall(commands.PAGE.read_text(encoding="utf-8")) == drawn
