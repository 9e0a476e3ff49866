"""What is left where packages are not to be had that are not made for every computer."""

import os
import re
import subprocess
import sys
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import skimage.data
from commands import invoke
from films import draw, make
from pictures import encoded, rgb_profile
from PIL import Image

import studio
from studio.errors import MissingWeightsError
from studio.models import catalog, runtimes, tfhub
from studio.models.registry import Registry

ROOT = Path(__file__).resolve().parents[1]


def in_processes(test):
    """Mark what needs processes of its own."""
    return pytest.mark.process(pytest.mark.slow(test))


ABSENT = ("tensorflow", "tensorflow_hub", "keras", "ai_edge_litert", "isal", "imagecodecs", "av")
PHOTO = skimage.data.astronaut()[::4, ::4]
P3 = rgb_profile((0.515, 0.241, -0.001), (0.292, 0.692, 0.042), (0.157, 0.067, 0.784), 2.2)
READ = ("photo.png", "deep.png", "profile.jpg", "deflated.tif")
REFUSED = {"lzw.tif": "pip install imagecodecs", "wide.jpg": "pip install imagecodecs"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    gray = PHOTO[..., 1]
    files = {
        "photo.png": encoded(PHOTO, "PNG"),
        "deep.png": imagecodecs.png_encode(gray * np.uint16(257)),
        "profile.jpg": encoded(PHOTO, "JPEG", icc_profile=P3, quality=95),
        "deflated.tif": encoded(PHOTO, "TIFF", compression="tiff_adobe_deflate"),
        "lzw.tif": encoded(PHOTO, "TIFF", compression="tiff_lzw"),
        "wide.jpg": imagecodecs.jpeg8_encode(gray * np.uint16(16), bitspersample=12, level=95),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    make(folder / "film.mkv", draw(3))
    return folder


@pytest.fixture(scope="module")
def command(folder, tmp_path_factory):
    """`colorstudio` in a Python that has none of these packages, nor have its processes."""
    site = tmp_path_factory.mktemp("site")
    code = f"import sys\nsys.modules.update(dict.fromkeys({ABSENT}))\n"
    (site / "sitecustomize.py").write_text(code)
    paths = {"PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}

    def run(*arguments: object) -> subprocess.CompletedProcess:
        start = [sys.executable, "-c", "from studio.cli.main import app; app()"]
        return subprocess.run(
            [*start, *map(str, arguments)],
            cwd=folder, env=os.environ | paths, capture_output=True, text=True,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def colored(command, folder) -> subprocess.CompletedProcess:
    names = [*READ, *REFUSED]
    return command("auto", *names, "-o", "results", "--format", "png")


@in_processes
@pytest.mark.parametrize("name", READ)
def test_a_photo_gets_the_colours_that_it_gets_with_them(colored, folder, name):
    with Image.open(folder / f"results/{Path(name).stem}_colorized.png") as result:
        pixels = np.asarray(result.convert("RGB")).astype(int)
    assert np.abs(pixels - studio.render(folder / name).rgb).mean() < 0.5


@in_processes
@pytest.mark.parametrize(("name", "remedy"), REFUSED.items())
def test_a_photo_of_a_rarer_kind_names_what_reads_it(colored, name, remedy):
    (line,) = [line for line in colored.stderr.splitlines() if line.startswith(name)]
    assert remedy in line


@in_processes
def test_a_film_names_what_reads_it(command):
    refused = command("film", "film.mkv", "-o", "film.mp4")
    assert refused.returncode == 1
    assert "pip install av" in refused.stderr


def test_training_names_what_it_stands_on(monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    refused = invoke("train", "compact", "--data", ".", "--validation", ".", "-o", "run")
    assert refused.exit_code == 1
    assert "pip install tensorflow" in refused.stderr


def test_a_list_of_models_says_what_each_needs(monkeypatch):
    for package in runtimes.PACKAGES.values():
        monkeypatch.setitem(sys.modules, package.module, None)
    lines = {line.split()[0]: line for line in invoke("models", "list").stdout.splitlines()}
    for model in catalog.models().values():
        package = runtimes.PACKAGES.get(model.runtime)
        assert (package is None) == ("needs" not in lines[model.name])
        assert package is None or f"needs {package.title}" in lines[model.name]


@pytest.mark.parametrize("name", runtimes.PACKAGES)
def test_a_model_names_what_runs_it(monkeypatch, name):
    package = runtimes.PACKAGES[name]
    monkeypatch.setitem(sys.modules, package.module, None)
    model = next(model for model in catalog.models().values() if model.runtime == name)
    with pytest.raises(MissingWeightsError, match=re.escape(package.command)):
        Registry().check(model.name)


def test_a_net_that_is_there_names_what_runs_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    monkeypatch.setattr(tfhub, "_tensorflow", tfhub._tensorflow.__wrapped__)
    monkeypatch.setattr(tfhub, "_loader", tfhub._loader.__wrapped__)
    with pytest.raises(MissingWeightsError, match="pip install tensorflow"):
        tfhub.HubSegmenter(tmp_path / "saved_model.pb")
