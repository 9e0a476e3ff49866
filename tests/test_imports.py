import subprocess
import sys

import pytest

pytestmark = pytest.mark.process

HEAVY = "{'tensorflow', 'streamlit', 'keras', 'tensorflow_hub', 'scipy'}"


def loaded(statement):
    code = f"import sys; {statement}; print(*sorted({HEAVY} & set(sys.modules)))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_library_alone_loads_none_of_its_rooms():
    code = "import sys, studio; print(*[name for name in sys.modules if 'studio.' in name])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_the_api_loads_nothing_heavy():
    assert loaded("from studio import *") == []


def test_library_loads_nothing_heavy():
    assert loaded("import studio.library") == []


def test_runtimes_are_loaded_without_what_they_run():
    modules = "studio.models.tfhub, studio.models.kerashub, studio.models.weights.install"
    assert loaded(f"import studio.models.litert, {modules}") == []


def test_command_line_starts_without_any():
    assert loaded("import studio.cli.main") == []
