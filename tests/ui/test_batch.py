import time

import pytest
from pictures import encoded, noise

from studio.batch import journal
from studio.photo import encoding
from studio.recipe.recipe import load
from studio.ui import batch, session
from studio.ui.watched import desk

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
def page(app):
    yield app.switch_page(PAGE).run()
    if desk().batch:
        desk().batch.reins.stopped = True
        wait()


def wait():
    """Wait for the batch, as the page does by looking every second."""
    end = time.monotonic() + 60
    while desk().batch.running:
        assert time.monotonic() < end
        time.sleep(0.02)


def button(app, label):
    return next(button for button in app.button if button.label == label)


def fill(app, photos, results):
    app.text_input[0].set_value(str(photos)).run()
    return app.text_input[1].set_value(str(results)).run()


def start(app, photos, results):
    return button(fill(app, photos, results), "Start").click().run()


def told(app):
    return app.get("progress")[0].proto.text


def test_start_waits_for_both_folders(page, folder, tmp_path):
    assert button(page, "Start").disabled
    assert not button(fill(page, folder, tmp_path / "out"), "Start").disabled


def test_a_folder_is_coloured_with_the_recipe_at_hand(page, folder, tmp_path):
    out = tmp_path / "out"
    start(page, folder, out)
    wait()
    page.run()
    assert not page.exception
    assert told(page) == "3 of 4 photos done, 1 failed"
    assert sorted(p.name for p in out.glob("*_colorized.png")) == [
        f"{n}_colorized.png" for n in range(3)
    ]
    made = load(encoding.embedded_recipe((out / "0_colorized.png").read_bytes())).recipe
    assert made == page.session_state[session.HISTORY].present
    assert page.main.image
    assert [b.label for b in page.get("download_button")] == ["Download ZIP"]


def test_a_style_can_be_chosen_instead(page, folder, tmp_path):
    page.segmented_control[0].set_value("Vivid").run()
    start(page, folder, tmp_path / "out")
    wait()
    made = load(
        encoding.embedded_recipe((tmp_path / "out" / "0_colorized.png").read_bytes())
    ).recipe
    assert (made.vividness, made.strength) == (0.42, 1.3)


def test_failures_are_named_as_plain_text(page, folder, tmp_path):
    start(page, folder, tmp_path / "out")
    wait()
    page.run()
    (text,) = page.main.text
    assert text.value.startswith("[x](y).png: Found a text file")


def test_a_folder_that_is_not_there_is_told(page, tmp_path):
    start(page, tmp_path / "none", tmp_path / "out")
    wait()
    page.run()
    assert "no folder of that name" in page.error[0].value


def test_pause_go_on_and_stop(page, folder, tmp_path):
    for number in range(40):
        (folder / f"{number}.png").write_bytes(encoded(noise(300, 400, seed=number), "PNG"))
    start(page, folder, tmp_path / "out")
    button(page, "Pause").click().run()
    batch = desk().batch
    assert batch.reins.paused
    assert told(page).endswith(", paused")
    button(page, "Go on").click().run()
    assert not batch.reins.paused
    button(page, "Stop").click().run()
    wait()
    page.run()
    assert told(page).endswith(", stopped")
    assert batch.progress.settled < 41
    button(page, "Start").click().run()
    wait()
    assert len(desk().batch.progress.done) == 40


def test_another_session_sees_the_same_batch(page, new_session, folder, tmp_path):
    start(page, folder, tmp_path / "out")
    wait()
    batch = desk().batch
    other = type(page).from_file(page._script_path, default_timeout=30).run()
    other.switch_page(PAGE).run()
    assert desk().batch is batch
    assert told(other) == "3 of 4 photos done, 1 failed"


def test_the_archive_of_the_page_holds_the_results(page, folder, tmp_path):
    start(page, folder, tmp_path / "out")
    wait()
    assert batch._archive(desk().batch).startswith(b"PK")
    assert (tmp_path / "out" / journal.NAME).is_file()
