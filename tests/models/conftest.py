"""What tests of models share; TensorFlow is loaded once for all of them."""

import functools
import json

import pytest
from savedmodels import save
from server import BODY, Mirror

from studio.models.catalog import FOLDER
from studio.models.registry import Registry


@pytest.fixture(scope="session")
def compact():
    """The colorizer that ships, loaded once for all tests that only ask it."""
    return Registry().colorizer("compact")


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """Return the folder of a SavedModel of a number of channels, made at the first call."""
    return functools.cache(
        lambda channels, **ways: save(tmp_path_factory.mktemp("saved") / "net", channels, **ways)
    )


@pytest.fixture
def serve(monkeypatch):
    """Start mirrors by their manners; all are closed at the end."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    mirrors = []

    def start(*manners, body=BODY):
        mirrors.append(Mirror(body, *manners))
        return mirrors[-1]

    yield start
    for mirror in mirrors:
        mirror.close()


@pytest.fixture
def weights_from(tmp_path):
    """Make a folder of weights that knows one of the studio's models, to be had from an address."""

    def make(name, url):
        entries = json.loads((FOLDER / "catalog.json").read_text())["models"]
        (entry,) = (entry for entry in entries if entry["name"] == name)
        if "archive" in entry:
            entry["archive"] = [url]
        for file in entry.get("files", []):
            file["mirrors"] = [url]
        folder = tmp_path / "weights"
        folder.mkdir(exist_ok=True)
        (folder / "catalog.json").write_text(json.dumps({"models": [entry]}))
        return folder

    return make
