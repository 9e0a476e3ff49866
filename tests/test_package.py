"""What is in a wheel and in a source archive, and that the studio runs from them."""

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from packages import Environment, build
from PIL import Image
from skimage import data

from studio.models import catalog

pytestmark = [pytest.mark.slow, pytest.mark.process]
ROOT = Path(__file__).resolve().parents[1]
APP = PurePosixPath("studio/app")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The source archive, unpacked."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Environment:
    return Environment(tmp_path_factory.mktemp("installed"), wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_wheel_carries_pages_settings_and_all_models_that_ship(wheel):
    weights = [f"weights/{m.name}/{f.name}" for m in catalog.models().values() if m.ships
               for f in m.files]  # fmt: skip
    pages = [f"pages/{path.name}" for path in ROOT.glob("pages/*.py")]
    wanted = ["Home.py", ".streamlit/config.toml", "weights/catalog.json", *weights, *pages]
    assert {str(APP / name) for name in wanted} <= set(contents(wheel))


def test_a_wheel_says_that_the_library_is_typed(wheel):
    assert {"studio/py.typed", "studio/__init__.pyi"} <= set(contents(wheel))


def test_a_wheel_puts_nothing_beside_the_package(wheel):
    tops = {PurePosixPath(name).parts[0] for name in contents(wheel)}
    assert [top for top in tops if not top.endswith(".dist-info")] == ["studio"]


def test_the_source_archive_makes_the_same_wheel(wheel, source, tmp_path):
    assert contents(build(source, "wheel", tmp_path)) == contents(wheel)


def test_a_model_that_was_downloaded_gets_into_no_wheel(source, tmp_path):
    downloaded = source / "weights/zhang2016/net.caffemodel"
    downloaded.parent.mkdir()
    downloaded.write_bytes(b"weights")
    assert not [name for name in contents(build(source, "wheel", tmp_path)) if "zhang" in name]


def test_models_are_installed_into_a_person_s_data(installed):
    assert Path(installed.run("models", "path").strip()) == installed.data / "weights"


def test_a_model_that_ships_is_whole(installed):
    assert installed.run("models", "verify", "compact") == "compact: whole.\n"


def test_a_photo_is_coloured_and_nothing_is_written_where_the_package_lies(installed):
    before = installed.state()
    Image.fromarray(data.camera()).save(installed.empty / "gray.png")
    installed.run("auto", "gray.png", "-o", "colour.png")
    with Image.open(installed.empty / "colour.png") as made:
        assert len(made.convert("RGB").getcolors(2**24)) > 1_000
    assert installed.state() == before
    assert [path for path in installed.home.rglob("*") if path.is_file()] == []
