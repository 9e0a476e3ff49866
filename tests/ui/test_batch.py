import io
import time
import zipfile

import pytest
from pictures import encoded, noise

from studio.batch import albums
from studio.batch.background import Background
from studio.photo import encoding
from studio.recipe.recipe import load
from studio.ui import batch, session

pytestmark = pytest.mark.process

PAGE = "pages/6_Batch.py"


@pytest.fixture
def folder(tmp_path):
    """Three photos and a broken one, its name a Markdown link."""
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.png").write_bytes(encoded(noise(24, 32, seed=number), "PNG"))
    (tmp_path / "in" / "[x](y).png").write_bytes(b"Dear reader")
    return tmp_path / "in"


@pytest.fixture
def background(monkeypatch):
    """A process of its own: no batch was begun here."""
    fresh = Background()
    monkeypatch.setattr(batch, "background", lambda: fresh)
    yield fresh
    fresh.reins.stopped = True
    wait(fresh)


@pytest.fixture
def page(background, app):
    return app.switch_page(PAGE).run()


def wait(background):
    """Wait for the batch, as the page does by looking every second."""
    end = time.monotonic() + 60
    while background.running:
        assert time.monotonic() < end
        time.sleep(0.02)


def button(app, label):
    return next(button for button in app.button if button.label == label)


def fill(app, photos, results):
    app.text_input[0].set_value(str(photos)).run()
    return app.text_input[1].set_value(str(results)).run()


def start(app, photos, results):
    return button(fill(app, photos, results), "Start").click().run()


@pytest.fixture
def done(page, background, folder, tmp_path):
    """The page after a batch with the recipe at hand."""
    start(page, folder, tmp_path / "out")
    wait(background)
    return page.run()


def told(app):
    return app.get("progress")[0].proto.text


def test_start_waits_for_both_folders(page, folder, tmp_path):
    assert button(page, "Start").disabled
    assert not button(fill(page, folder, tmp_path / "out"), "Start").disabled


def test_a_folder_is_coloured_with_the_recipe_at_hand(done, tmp_path):
    out = tmp_path / "out"
    assert told(done) == "3 of 4 photos done, 1 failed"
    assert sorted(p.name for p in out.glob("*_colorized.png")) == [
        f"{n}_colorized.png" for n in range(3)
    ]
    made = load(encoding.embedded_recipe((out / "0_colorized.png").read_bytes())).recipe
    assert made == done.session_state[session.HISTORY].present
    assert done.main.image
    assert [b.label for b in done.get("download_button")] == ["Download ZIP"]


def test_a_style_can_be_chosen_instead(page, background, folder, tmp_path):
    page.segmented_control[0].set_value("Vivid").run()
    start(page, folder, tmp_path / "out")
    wait(background)
    made = load(
        encoding.embedded_recipe((tmp_path / "out" / "0_colorized.png").read_bytes())
    ).recipe
    assert (made.vividness, made.strength) == (0.5, 1.0)


def test_failures_are_named_as_plain_text(done):
    (text,) = done.main.text
    assert text.value.startswith("[x](y).png: Found a text file")


def test_a_folder_that_is_not_there_is_told(page, background, tmp_path):
    start(page, tmp_path / "none", tmp_path / "out")
    wait(background)
    page.run()
    assert "no folder of that name" in page.error[0].value


def test_a_folder_may_be_pasted_in_quotes(page, background, folder, tmp_path):
    start(page, f'"{folder}"', f" '{tmp_path / 'out'}' ")
    wait(background)
    assert len(background.progress.done) == 3


def test_the_home_folder_of_nobody_is_told(page, tmp_path):
    fill(page, "~nosuchuser/photos", tmp_path / "out")
    assert "whose home folder nobody knows" in page.error[0].value
    assert button(page, "Start").disabled


def test_a_linked_subfolder_is_said(page, background, folder, tmp_path):
    (folder / "link").symlink_to(folder)
    start(page, folder, tmp_path / "out")
    wait(background)
    page.run()
    assert any("a link to a folder" in text.value for text in page.main.text)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "x" * 5_000, "loop/in"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_path_that_leads_nowhere_is_told(page, background, folder, tmp_path, name, place):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    paths = [folder, tmp_path / "out"]
    paths[place] = tmp_path / name
    start(page, *paths)
    wait(background)
    page.run()
    assert "Found" in page.error[0].value


@pytest.mark.slow
def test_pause_go_on_and_stop(page, background, folder, tmp_path):
    for number in range(12):
        (folder / f"{number}.png").write_bytes(encoded(noise(300, 400, seed=number), "PNG"))
    start(page, folder, tmp_path / "out")
    button(page, "Pause").click().run()
    assert background.reins.paused
    assert told(page).endswith(", paused")
    button(page, "Go on").click().run()
    assert not background.reins.paused
    button(page, "Stop").click().run()
    wait(background)
    page.run()
    assert told(page).endswith(", stopped")
    left = 13 - background.progress.settled
    assert left > 0
    page.switch_page("Home.py").run()
    page.switch_page(PAGE).run()
    page.segmented_control[0].set_value("Vivid").run()  # for the next batch
    button(page, f"Continue, Natural, {left} left").click().run()
    wait(background)
    assert len(background.progress.done) == 12
    results = (tmp_path / "out").glob("*_colorized.png")
    made = [load(encoding.embedded_recipe(path.read_bytes())).recipe for path in results]
    assert {recipe.style for recipe in made} == {"Natural"}


@pytest.mark.slow
def test_results_of_another_recipe_are_replaced_where_that_is_asked_for(
    done, background, folder, tmp_path
):
    done.segmented_control[0].set_value("Vivid").run()
    start(done, folder, tmp_path / "out")
    wait(background)
    assert len(background.progress.done) == 0
    done.toggle[0].set_value(True).run()
    start(done, folder, tmp_path / "out")
    wait(background)
    assert len(background.progress.done) == 3


def test_another_session_sees_the_same_batch(done, new_session):
    other = new_session().switch_page(PAGE).run()
    assert told(other) == "3 of 4 photos done, 1 failed"


def test_the_archive_of_the_page_holds_the_results(done, background, tmp_path):
    ((_, result), *_) = albums.pairs(background.job, background.progress)
    with zipfile.ZipFile(io.BytesIO(batch._archive([result], tmp_path / "out"))) as archive:
        assert archive.read(result.name) == result.read_bytes()
