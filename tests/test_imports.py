import subprocess
import sys

import pytest

pytestmark = pytest.mark.process

HEAVY = "{'tensorflow', 'streamlit', 'keras', 'tensorflow_hub'}"


def loaded(statement):
    code = f"import sys; {statement}; print(*sorted({HEAVY} & set(sys.modules)))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()


def test_library_loads_neither_tensorflow_nor_streamlit():
    assert (
        loaded("import studio.render.render, studio.models.registry, studio.photo.encoding") == []
    )


def test_runtimes_are_loaded_without_what_they_run():
    modules = "studio.models.tfhub, studio.models.kerashub, studio.models.weights.install"
    assert loaded(f"import studio.models.litert, {modules}") == []


def test_command_line_starts_without_tensorflow_and_streamlit():
    assert loaded("import studio.cli.main") == []
