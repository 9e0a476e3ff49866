"""A film on the desk: looked at, played, coloured, and gone on with."""

import shutil
import time
from collections.abc import Callable

import numpy as np
import pytest
from films import look, make
from skimage import data

from studio import places
from studio.errors import OutputError
from studio.film.projects import parts, project
from studio.film.projects.desk import Desk
from studio.film.storyboard import CorrectedFrame
from studio.models.registry import Registry
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe

pytestmark = [pytest.mark.process, pytest.mark.slow]
PATIENCE_S = 120.0


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def registry():
    return Registry()


def pan(photo) -> list:
    """Return what a camera sees that moves over a gray photo."""
    return [np.dstack([photo[100:196, left : left + 128]] * 3) for left in range(60, 90)]


@pytest.fixture(scope="module")
def looked(tmp_path_factory, registry):
    """The key of a film of two scenes that was looked at, and the data of who did."""
    folder = tmp_path_factory.mktemp("looked")
    film = make(folder / "attic.mkv", [*pan(data.camera()), *pan(data.coins())])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(places.DATA, str(folder / "own"))
        desk = Desk(project.load(project.begin(film.name, film)))
        desk.look(Recipe(vividness=0.4), registry)
        wait_until(lambda: not desk.background.running)
        assert not desk.background.trouble
        desk.stop()
    return desk.project.key, folder / "own"


@pytest.fixture
def desk(own_data, looked):
    """That film in data of the test's own."""
    key, data = looked
    shutil.copytree(data, own_data)
    opened = Desk(project.load(key))
    yield opened
    opened.stop()


def order(desk, registry):
    desk.color(desk.project.name_result(".mkv"), registry)
    wait_until(lambda: not desk.background.running)
    assert not desk.background.trouble


def test_scenes_are_found_and_come_back_to_another_process(desk):
    assert desk.film.board.starts == [0.0, 1.2]
    assert desk.film.board.recipe == Recipe(vividness=0.4)
    again = Desk(project.load(desk.project.key))
    assert again.film == desk.film


def test_a_scene_has_a_poster(desk, registry):
    time, path = desk.find_poster(desk.film, 1, registry)
    assert 1.2 <= time < 2.4
    assert path.read_bytes()[:2] == b"\xff\xd8"


def test_the_poster_of_a_corrected_scene_is_its_key(desk, registry):
    key = CorrectedFrame(time=1.6, recipe=Recipe())
    desk.change(desk.film.board.change(1, desk.film.board.scenes[1].put_key(key)))
    assert desk.find_poster(desk.film, 1, registry)[0] == 1.6


def test_a_result_is_whole_and_current_until_a_scene_changes(desk, registry):
    assert not desk.is_whole
    order(desk, registry)
    assert (desk.is_whole, desk.is_current) == (True, True)
    assert len(look(desk.project.result).pictures) == 60
    desk.change(desk.film.board.merge(1))
    assert (desk.is_whole, desk.is_current) == (True, False)


def test_a_film_that_was_stopped_goes_on_in_another_process(desk, registry):
    desk.color(desk.project.name_result(".mkv"), registry)
    wait_until(lambda: desk.progress and desk.progress.done >= 40)
    desk.background.stop()
    again = Desk(project.load(desk.project.key))
    assert again.project.order
    assert not again.is_whole
    order(again, registry)
    assert again.progress.earlier >= 30
    assert again.is_whole


def test_a_file_that_is_there_is_not_replaced(desk, registry, tmp_path):
    (tmp_path / "mine.mkv").write_bytes(b"mine")
    with pytest.raises(OutputError, match="free name"):
        desk.color(tmp_path / "mine.mkv", registry)
    assert desk.project.order is None


def test_the_speed_is_measured(desk, registry):
    desk.measure(registry)
    wait_until(lambda: not desk.gauge.running)
    assert desk.rate > 0


def test_a_part_whose_beginning_is_gone_has_the_same_colours(desk, registry, monkeypatch):
    monkeypatch.setattr(parts, "SECONDS", 0.4)
    found = parts.split(desk.project.parts, desk.film, 0, desk.film.make_colorist(0, registry))
    files = []
    for gone in ((), (0, 2), (0, 1, 2)):
        for number in gone:
            found[number].path.unlink(missing_ok=True)
        desk.maker.make(found, 2, desk.film.index, desk.film.make_colorist(0, registry))
        wait_until(lambda: not desk.maker.running)
        files.append(found[2].path.read_bytes())
    assert files[0] == files[1] == files[2]


def test_the_oldest_parts_go(desk, registry, monkeypatch):
    monkeypatch.setattr(parts, "SECONDS", 0.4)
    monkeypatch.setattr(parts, "MOST", 2)
    colorist = desk.film.make_colorist(0, registry)
    found = parts.split(desk.project.parts, desk.film, 0, colorist)
    desk.maker.make(found, 2, desk.film.index, colorist)
    wait_until(lambda: not desk.maker.running)
    assert [part.path.exists() for part in found] == [False, True, True]


def test_a_part_has_the_colours_of_the_film(desk, registry, monkeypatch):
    monkeypatch.setattr(parts, "SECONDS", 0.4)
    hint = Point(x=0.5, y=0.5, color="#2e6fc1", size=0.2)
    key = CorrectedFrame(time=0.2, recipe=Recipe(hints=Hints((hint,))))
    desk.change(desk.film.board.change(0, desk.film.board.scenes[0].put_key(key)))
    order(desk, registry)
    wanted = look(desk.project.result).pictures
    colorist = desk.film.make_colorist(0, registry)
    found = parts.split(desk.project.parts, desk.film, 0, colorist)
    assert [part.frames for part in found] == [range(10), range(10, 20), range(20, 30)]
    desk.maker.make(found, 0, desk.film.index, colorist)
    wait_until(lambda: not desk.maker.running)
    again = desk.film.make_colorist(0, registry)
    desk.maker.make(found, 2, desk.film.index, again)
    wait_until(lambda: not desk.maker.running)
    assert not desk.maker.trouble
    for part in found:
        for number, picture in zip(part.frames, look(part.path).pictures, strict=True):
            after = picture[len(picture) // 2 :]
            assert np.abs(after.astype(float) - wanted[number]).mean() < 3
