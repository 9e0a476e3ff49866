"""Where standard output takes nothing more, one sentence says so."""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")

pytestmark = pytest.mark.process


@pytest.mark.skipif(not FULL.exists(), reason="needs a file that is always full")
def test_a_full_disk_of_standard_output_is_one_sentence():
    with FULL.open("w") as full:
        command = [sys.executable, "-c", "from studio.cli.main import app; app()", "--version"]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr == "Found no room for what is printed, expected free space: free some.\n"
