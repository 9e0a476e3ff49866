import subprocess
import sys

import pytest
from PIL import Image

pytestmark = pytest.mark.process

# what only other formats, commands and tasks need
ELSEWHERE = {"onnx", "google", "tifffile", "imagecodecs", "tqdm", "ssl", "http", "urllib.request"}
ELSEWHERE |= {"scipy", "skimage.color", "av", "requests", "multiprocessing", "PIL.ImageFont"}
ELSEWHERE |= {"studio.film", "studio.batch.run", "studio.training", "studio.evaluate", "studio.ui"}
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


def test_a_photo_is_coloured_without_what_others_need(tmp_path):
    Image.new("L", (60, 40), 90).save(tmp_path / "photo.jpg")
    code = (
        "import atexit, sys; from studio.cli.main import app;"
        "atexit.register(lambda: print(*sys.modules)); app()"
    )
    command = [sys.executable, "-c", code, "auto", "photo.jpg", "-o", "out.png", "-q"]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert (tmp_path / "out.png").exists()
    assert ELSEWHERE & set(found.stdout.split()) == set()
