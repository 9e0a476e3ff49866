import pytest
from commands import invoke, place_weights


@pytest.fixture
def run(shared, monkeypatch):
    """The commands, with a folder of weights that holds the file of deeplabv3-voc."""
    place_weights(shared / "models", monkeypatch)
    return invoke
