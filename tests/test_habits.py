"""What others find at the door is well formed, and speaks of this version."""

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import invoke

import studio

ROOT = Path(__file__).resolve().parents[1]
FORMS = {
    "github-workflows": ".github/workflows/*.yml",
    "github-issue-forms": ".github/ISSUE_TEMPLATE/[!c]*.yml",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "citation-file-format": "CITATION.cff",
    "compose-spec": "compose*.yaml",
}


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.parametrize("form", FORMS)
def test_a_file_keeps_to_its_form(form):
    files = sorted(ROOT.glob(FORMS[form]))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{form}"]
    checked = subprocess.run([*command, *files], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout.strip()) == (0, "ok -- validation done")


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.parametrize(
    ("reader", "files"),
    [("shellcheck", ["*.sh", ".ci/run", ".github/*.sh"]), ("hadolint", ["Dockerfile"])],
)
def test_who_reads_scripts_for_faults_finds_none(reader, files):
    program = shutil.which(reader, path=Path(sys.executable).parent)
    if not program:
        comes = platform.machine() == "x86_64"  # with the development packages
        stop = pytest.fail if comes and os.environ.get("CI") else pytest.skip
        stop(f"needs {reader}: pip install -e '.[dev]'")
    paths = [path for pattern in files for path in sorted(ROOT.glob(pattern))]
    read = subprocess.run([program, *paths], capture_output=True, text=True)
    assert (read.returncode, read.stdout) == (0, "")


def test_the_citation_is_of_this_version():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", text, re.MULTILINE)[1] == studio.__version__


def test_the_changelog_has_what_is_in_this_version():
    assert f"## [{studio.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_command_says_its_version():
    assert invoke("--version").stdout.strip() == studio.__version__
