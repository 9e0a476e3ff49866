"""Where the real data lie: COLORSTUDIO_SHARED, or `../shared` beside the repository."""

import gc
import os
import sys
from pathlib import Path

import pytest
from official import generate

from studio import places

ROOT = Path(__file__).resolve().parents[1]
os.environ["LC_ALL"] = "C.UTF-8"  # commands are tested in English, whatever the developer's own is


@pytest.fixture(scope="module", autouse=True)
def quick_garbage() -> None:
    """Look for garbage only among what a module leaves: the whole suite is four times quicker."""
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def own_main():
    """Put the main module back: a page takes its place, and a spawned process would run that."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch) -> Path:
    """A folder of the test's own for what the studio saves."""
    monkeypatch.setenv(places.DATA, str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of photos and model files that development and CI have and users do not."""
    folder = Path(os.environ.get("COLORSTUDIO_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"CI must have the shared data, and there is none at {folder}")
        pytest.skip(f"needs the photos and models in {folder}")
    return folder


@pytest.fixture(scope="session")
def official(tmp_path_factory):
    """A registry of one: the official topology with generated weights, and its folder."""
    folder = tmp_path_factory.mktemp("weights")
    return generate(folder / "zhang2016"), folder


@pytest.fixture
def closed(tmp_path, monkeypatch):
    """Close a path to this process, root or not, which goes on in `tmp_path`; in the end all is
    as it was. Only relative paths lead anywhere then: what is above may be closed as well."""
    user, modes = os.geteuid(), {}

    def close(name: str) -> None:
        for path, mode in ((tmp_path, 0o777), (tmp_path / name, 0)):
            modes[path] = path.stat().st_mode
            path.chmod(mode)
        monkeypatch.chdir(tmp_path)
        if user == 0:
            os.seteuid(65534)

    yield close
    os.seteuid(user)
    for path, mode in modes.items():
        path.chmod(mode)
