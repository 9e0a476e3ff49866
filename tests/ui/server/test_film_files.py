"""Films come in ranges from the disk, by the studio's own door, to those who have the key."""

from dataclasses import replace
from pathlib import Path

import pytest
import requests
from browser.conftest import serving
from films import draw, make

from studio import places
from studio.film.projects import breakdown, project
from studio.film.projects.project import Order
from studio.film.storyboard import Scene, Storyboard
from studio.ui.server import film_files

pytestmark = pytest.mark.process
ROOT = Path(__file__).resolve().parents[3]
PART = "0123456789abcdef-0.mp4"
BOARD = Storyboard(scenes=(Scene(start=0.0),))
DATA = bytes(range(256)) * 1_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a studio, and the key of a film that has a result and a part."""
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(places.DATA, str(folder / "own"))
        film = make(folder / "Grand-père.mkv", draw(2))
        opened = project.load(project.begin(film.name, film))
        for path in (opened.name_result(".mp4"), opened.parts / PART):
            path.parent.mkdir()
            path.write_bytes(DATA)
        order = Order(opened.name_result(".mp4"), breakdown.digest(BOARD))
        opened = project.save(replace(opened, order=order))
    with serving(ROOT, folder / "log.txt") as address:
        yield address, opened


def get(server, path: str, **headers: str) -> requests.Response:
    return requests.get(server[0] + path, headers=headers, timeout=20)


@pytest.fixture
def result(server) -> str:
    return film_files.name_result(server[1].key, server[1].result.name)


@pytest.fixture
def part(server) -> str:
    return film_files.name_part(server[1].key, PART)


def test_a_result_comes_whole_under_its_name(server, result):
    answer = get(server, result)
    assert answer.content == DATA
    named = answer.headers["Content-Disposition"]
    assert named == "attachment; filename*=utf-8''Grand-p%C3%A8re_colorized.mp4"
    assert answer.headers["Content-Type"] == "video/mp4"
    assert "Content-Encoding" not in answer.headers or len(answer.content) == len(DATA)


def test_a_range_of_it_comes_alone(server, result, part):
    for address in (result, part):
        answer = get(server, address, Range="bytes=1000-1999", **{"Accept-Encoding": "gzip"})
        assert answer.status_code == 206
        assert answer.content == DATA[1000:2000]
        assert answer.headers["Content-Range"] == f"bytes 1000-1999/{len(DATA)}"


def test_a_part_is_shown_and_not_saved(server, part):
    answer = get(server, part)
    assert answer.content == DATA
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("name", ["x.mp4", "..%2Fproject.json", "project.json", PART.upper(), "x"])
def test_nothing_else_of_a_film_comes(server, name):
    assert DATA not in get(server, film_files.name_part(server[1].key, name)).content


@pytest.mark.parametrize("key", ["a" * 32, "..", "%2e%2e%2f" + "a" * 29])
def test_who_has_no_key_gets_nothing(server, key):
    assert DATA not in get(server, film_files.name_result(key, "x.mp4")).content


def test_another_site_gets_nothing(server, result):
    assert get(server, result, Origin="http://evil.example").status_code == 403
    assert get(server, result, Host="evil.example").status_code == 421
