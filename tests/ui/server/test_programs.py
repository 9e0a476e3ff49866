"""The door for programs is shut unless it was asked for."""

import pytest

from studio import places
from studio.ui.server import programs

PATHS = ["/", "/Home", "/pictures/a.jpg", "/_stcore/stream", "/api", "/apis/x"]


@pytest.fixture(autouse=True)
def fresh():
    """A process that has no service yet."""
    programs._serve.cache_clear()
    yield
    programs._serve.cache_clear()


def test_there_is_no_api_unless_it_was_asked_for(monkeypatch):
    monkeypatch.delenv(places.API, raising=False)
    assert programs.make_routes() == []
    assert not any(map(programs.is_closed, PATHS))


def test_beside_the_api_all_pages_are_open(monkeypatch):
    monkeypatch.setenv(places.API, places.BESIDE)
    assert [route.path for route in programs.make_routes()] == ["/api"]
    assert not any(map(programs.is_closed, PATHS))


def test_programs_alone_find_no_page(monkeypatch):
    monkeypatch.setenv(places.API, places.ALONE)
    assert all(map(programs.is_closed, PATHS))
    assert not any(map(programs.is_closed, ["/api/models", "/_stcore/health"]))
