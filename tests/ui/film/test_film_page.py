"""The page Film without a browser: Streamlit's own test driver runs it."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from films import make
from sessions import keep, kept
from skimage import data

from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import STYLES, Recipe
from studio.ui.film import opening
from studio.ui.work import films, saving, session

pytestmark = [pytest.mark.process, pytest.mark.slow]
PAGE, CANVAS = "pages/7_Film.py", "pages/3_Hint_Canvas.py"
PATIENCE_S = 120.0


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def pan(photo) -> list:
    """Return what a camera sees that moves over a gray photo."""
    return [np.dstack([photo[100:196, left : left + 128]] * 3) for left in range(60, 80)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """A film of two scenes."""
    path = tmp_path_factory.mktemp("film") / "[attic](x).mkv"
    return make(path, [*pan(data.camera()), *pan(data.coins())])


@pytest.fixture(autouse=True)
def desks(monkeypatch):
    """A process of its own: no film was opened here."""
    monkeypatch.setattr(films, "_desks", {})
    yield
    for desk in films._desks.values():
        desk.stop()


@pytest.fixture
def press():
    """Press the only button of a label."""

    def find_and_press(app, label):
        (button,) = [button for button in app.button if button.label == label]
        button.click().run()
        assert not app.exception
        return app

    return find_and_press


@pytest.fixture
def desk(app, clip, press):
    """The page with a film that was looked at: the session, and what the process knows."""
    app.switch_page(PAGE).run()
    (field,) = [field for field in app.text_input if field.label == opening.NAMED]
    field.set_value(str(clip))
    press(app, "Open")
    opened = films.find(kept(app, saving.OWN_FILM))
    wait_until(lambda: opened.film or opened.background.trouble)
    app.run()
    return opened


def tiles(app) -> list[str]:
    return [button.label for button in app.button if button.label.startswith("Scene ")]


def test_each_scene_is_a_tile(app, desk):
    assert tiles(app) == ["Scene 1", "Scene 2"]
    assert not app.error


def test_a_film_that_is_not_there_is_explained(app, press):
    app.switch_page(PAGE).run()
    (field,) = [field for field in app.text_input if field.label == opening.NAMED]
    field.set_value("/nowhere/film.mp4")
    press(app, "Open")
    assert "a file that cannot be read" in app.error[0].value


def test_a_style_is_for_all_scenes_but_those_that_have_their_own(app, desk, labelled):
    labelled(app.segmented_control, "Style of this scene").set_value("Cool").run()
    labelled(app.segmented_control, "Style").set_value("Vivid").run()
    first, second = desk.film.board.scenes
    assert first.recipe.style == "Cool"
    assert second.recipe is None
    assert desk.film.board.recipe.vividness == STYLES["Vivid"].vividness


def test_a_scene_is_merged_with_the_one_before(app, desk, press):
    app.button(key=f"play-{desk.film.board.starts[1]}").click().run()
    press(app, "Merge with the one before")
    assert len(desk.film.board.scenes) == 1
    assert tiles(app) == ["Scene 1"]


def test_a_scene_is_left_as_it_is(app, desk, labelled):
    labelled(app.toggle, "Leave this scene as it is").set_value(True).run()
    assert [scene.in_color for scene in desk.film.board.scenes] == [True, False]
    (tile,) = [toggle for toggle in app.toggle if toggle.label.startswith("Already in colour")]
    tile.set_value(False).run()
    assert not any(scene.in_color for scene in desk.film.board.scenes)


def test_a_corrected_frame_is_put_back_as_a_key(app, desk, press):
    press(app, "Scene 2")
    assert [title.value for title in app.title] == ["Hint Canvas"]
    assert any("Scene 2 of" in text.value for text in app.markdown)
    hints = Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.05),))
    keep(app, session.HISTORY, kept(app, session.HISTORY).push(Recipe(hints=hints)))
    press(app.switch_page(CANVAS).run(), "Put back")
    assert [title.value for title in app.title] == ["Film"]
    (key,) = desk.film.board.scenes[1].keys
    assert key.recipe.hints == hints
    assert desk.film.board.find(key.time) == 1


def test_a_frame_opens_as_the_work_it_was(app, desk, press):
    press(app, "Scene 2")
    work = kept(app, saving.OPEN)
    press(app.switch_page(PAGE).run(), "Scene 1")
    assert kept(app, saving.OPEN) != work
    press(app.switch_page(PAGE).run(), "Scene 2")
    assert kept(app, saving.OPEN) == work


def test_another_session_finds_the_film_by_its_address(app, desk, new_session):
    other = new_session()
    other.query_params[saving.FILM] = desk.project.key
    keep(other, session.BEGUN, False)
    other.switch_page(PAGE).run()
    assert tiles(other) == ["Scene 1", "Scene 2"]


def test_a_closed_film_is_found_under_recent_and_removed(app, desk, press, clip):
    press(app, "Close film")
    app.switch_page("Home.py").run()
    app.button(key=f"open-{desk.project.key}").click().run()
    assert tiles(app) == ["Scene 1", "Scene 2"]
    press(app, "Close film")
    app.switch_page("Home.py").run()
    app.button(key=f"delete-{desk.project.key}").click().run()
    assert not desk.project.place.exists()
    assert clip.exists()


def test_a_film_that_was_dropped_on_home_is_opened(app, upload, clip):
    upload(app, clip.read_bytes(), "attic.mkv")
    assert [title.value for title in app.title] == ["Film"]
    assert films.find(kept(app, saving.OWN_FILM)).project.name == "attic.mkv"
