"""The command line in German: what people read is, what programs read is not."""

import json
from dataclasses import asdict

import pytest
from commands import invoke

from studio.models import listing
from studio.models.registry import Registry


@pytest.fixture(autouse=True)
def german(monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


@pytest.fixture
def nothing(tmp_path):
    """The path of no file."""
    return tmp_path / "a.jpg"


def test_help_is_told_in_german():
    assert "Fotos mit einem Rezept einfärben." in invoke("auto", "--help").stdout


def test_wrong_usage_is_told_in_german(nothing):
    ended = invoke("pick", nothing, "-o", "a.png", "--click", "7")
    assert ended.exit_code == 2
    assert "2 Zahlen, durch Kommas getrennt" in ended.stderr


def test_what_goes_wrong_is_told_in_german(nothing):
    ended = invoke("tint", nothing, "-o", "b.png", "--region", "foreground", "--color", "red")
    assert ended.exit_code == 1
    assert ended.stderr.startswith(f"{nothing}: Gefunden: keine Datei dieses Namens.")


def test_tables_and_their_numbers_are_german():
    head, first, *_ = invoke("models", "list").stdout.splitlines()
    assert head.split()[:3] == ["Modell", "Aufgabe", "Stand"]
    assert "7,9 Mio." in first


def test_programs_read_english():
    registry = Registry()
    described = [asdict(listing.describe(model, registry)) for model in registry.models.values()]
    assert json.loads(invoke("models", "list", "--json").stdout) == described
    assert described[0]["state"] == "ready"
