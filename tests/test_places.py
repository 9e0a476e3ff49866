from pathlib import Path

import pytest

from studio import places
from studio.errors import OutputError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def packed(tmp_path, monkeypatch) -> Path:
    """The folder of a package that carries the studio, as that of a wheel does."""
    monkeypatch.setattr(places, "PACKED", tmp_path / "app")
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Home.py").touch()
    return tmp_path / "app"


def test_a_checkout_installs_models_into_its_own_folder():
    assert places.app() == ROOT
    assert places.weights() == ROOT / "weights"


def test_a_wheel_installs_models_into_a_person_s_data(packed, tmp_path, monkeypatch):
    monkeypatch.setenv(places.DATA, str(tmp_path / "own"))
    assert places.app() == packed
    assert places.weights() == tmp_path / "own" / "weights"


@pytest.mark.usefixtures("packed")
def test_without_a_name_data_lie_below_the_home(tmp_path, monkeypatch):
    monkeypatch.delenv(places.DATA, raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert places.weights().is_relative_to(tmp_path)


def test_a_name_that_is_no_place_is_refused(monkeypatch):
    monkeypatch.setenv(places.DATA, "relative")
    with pytest.raises(OutputError, match=places.DATA):
        places.data()
