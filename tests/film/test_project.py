"""Films that somebody works on are kept on the disk."""

from dataclasses import replace

import pytest
from films import draw, make

from studio.errors import FilmError, WorkError
from studio.film.index import Index
from studio.film.projects import breakdown, project
from studio.film.projects.project import Order
from studio.film.storyboard import Scene, Storyboard
from studio.works import store

pytestmark = pytest.mark.process
BOARD = Storyboard(scenes=(Scene(start=0.0), Scene(start=0.2)))


@pytest.fixture
def film(tmp_path):
    return make(tmp_path / "attic.mkv", draw(10))


@pytest.fixture
def opened(film):
    return project.load(project.begin(film.name, film))


def test_a_film_that_was_named_stays_where_it_is(opened, film):
    assert opened.film == film
    assert [path.name for path in opened.place.iterdir()] == [project.DOCUMENT]


def test_a_film_that_was_dropped_is_kept(film):
    key = project.begin("../attic: 1931.MKV", film.read_bytes())
    opened = project.load(key)
    assert opened.name == "../attic: 1931.MKV"
    assert opened.film.parent.parent == opened.place
    assert opened.film.read_bytes() == film.read_bytes()


def test_what_is_no_film_leaves_nothing():
    with pytest.raises(FilmError, match="no film"):
        project.begin("letter.mp4", b"Dear grandmother,\n" * 100)
    assert not [path for path in store.folder(store.FILMS).iterdir() if path.is_dir()]


def test_scenes_come_back(opened):
    times = tuple(range(0, 400, 40))
    assert breakdown.load(opened.place, opened.film) is None
    breakdown.save_times(opened.place, Index(None, times))
    breakdown.save_board(opened.place, BOARD)
    again = breakdown.load(opened.place, opened.film)
    assert (again.index.times, again.board) == (times, BOARD)


@pytest.mark.parametrize("text", ["", "[]", "[0.5]", "{}"])
def test_damaged_times_are_said(opened, text):
    breakdown.save_board(opened.place, BOARD)
    (opened.place / breakdown.TIMES).write_text(text)
    with pytest.raises(WorkError, match="damaged"):
        breakdown.load(opened.place, opened.film)


def test_what_was_ordered_comes_back(opened, tmp_path):
    order = Order(tmp_path / "result.mp4", breakdown.digest(BOARD), deinterlaces=True)
    project.save(replace(opened, order=order))
    assert project.load(opened.key).order == order


def test_a_list_shows_a_film_by_its_picture(opened):
    assert project.glance(opened.key) is None
    project.illustrate(opened, b"small")
    found = project.glance(opened.key)
    assert (found.name, found.small) == ("attic.mkv", b"small")


@pytest.mark.parametrize("name", ["", "../project.json", "a.mp4", "0123456789abcdef-1.npz"])
def test_no_other_file_is_taken_for_a_part(opened, name):
    with pytest.raises(WorkError):
        project.find_part(opened.key, name)
