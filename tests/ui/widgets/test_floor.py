"""A widget stands on its own floor and on those below: it knows no page."""

import subprocess
import sys

import pytest

FLOORS = "widgets", "server", "entries", "quirks", "escaping", "language"
BELOW = tuple(f"studio.ui.{floor}" for floor in FLOORS)
SCRIPT = """
import sys
import studio.ui.widgets.picture
print(*(name for name in sys.modules if name.startswith("studio.ui.")))
"""


@pytest.mark.process
@pytest.mark.slow
def test_a_widget_loads_nothing_above_it():
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "studio.ui.widgets.picture" in loaded
    assert [name for name in loaded if not name.startswith(BELOW)] == []
