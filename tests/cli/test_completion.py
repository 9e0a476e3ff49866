"""Commands, options and their values are completed by a real bash, once that is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.process,
    pytest.mark.skipif(not shutil.which("bash"), reason="needs bash"),
]

INSTALL = "colorstudio --install-completion bash && true"  # bash stays, for its name is looked for

# what bash does when Tab is pressed after a line whose words are $@, and what it would put there
TAB = """
source "$HOME/.bashrc"
declaration=$(complete -p colorstudio) || exit 3
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
completes=${declaration#*-F } && ${completes% *} colorstudio
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("home")
    program = home / "colorstudio"
    code = "from studio.cli.main import app; app(prog_name='colorstudio')"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n')
    program.chmod(0o755)
    assert "installed" in bash(home, INSTALL)
    return home


def bash(home, script, *arguments):
    env = os.environ | {"HOME": str(home), "PATH": f"{home}{os.pathsep}{os.environ['PATH']}"}
    command = ["bash", "--noprofile", "--norc", "-c", script, "bash", *arguments]
    ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("colorstudio seg", "segment"),
        ("colorstudio auto a.png --style w", "Warm"),
    ],
)
def test_bash_completes(home, line, offered):
    assert bash(home, TAB, *line.split()).split() == [offered]
