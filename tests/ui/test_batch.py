import io
import os
import time
import zipfile
from dataclasses import replace

import pytest
from pictures import encoded, noise
from PIL import Image
from sessions import keep, kept

from studio.batch import albums
from studio.photo.writing import encoding
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import STYLES, load
from studio.ui.batch import form, results
from studio.ui.escaping import plain
from studio.ui.work import batches, saving, session
from studio.works import store

pytestmark = pytest.mark.process

PAGE = "pages/6_Batch.py"
COUNT = 20  # photos that a batch is stopped in the middle of


def gray(height, width, seed):
    """The file of a gray photo."""
    return encoded(noise(height, width, 1, seed)[..., 0], "PNG")


@pytest.fixture
def folder(tmp_path):
    """Three photos and a broken one, its name a Markdown link."""
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.png").write_bytes(gray(24, 32, number))
    (tmp_path / "in" / "[x](y).png").write_bytes(b"Dear reader")
    return tmp_path / "in"


@pytest.fixture
def begun(monkeypatch):
    """A process of its own: no batch was begun here."""
    monkeypatch.setattr(batches, "_desks", {})
    yield
    for desk in batches._desks.values():
        desk.background.stop()


@pytest.fixture
def page(begun, app):
    app.switch_page(PAGE).run()
    return app.segmented_control[2].set_value(form.HERE).run()


def wait(find=batches.find_folders):
    """Wait for a batch, as the page does by looking every second; return it."""
    desk, end = find(), time.monotonic() + 60
    while desk.running:
        assert time.monotonic() < end
        time.sleep(0.02)
    return desk


def wait_for_the_first():
    """Wait until a photo is settled: by then all are counted."""
    end = time.monotonic() + 60
    while not batches.find_folders().progress.settled:
        assert time.monotonic() < end
        time.sleep(0.02)


def restart():
    """Forget all that is not on the disk, as a new process does."""
    batches._desks.clear()


def button(app, label):
    return next(button for button in app.button if button.label == label)


def choice(app, label):
    return next(control for control in app.segmented_control if control.label == label)


def field(app, label):
    return next(field for field in app.text_input if field.label == label)


def fill(app, photos, results):
    field(app, "Folder of photos").set_value(str(photos)).run()
    return field(app, "Folder for the results").set_value(str(results)).run()


def start(app, photos, results):
    return button(fill(app, photos, results), "Start").click().run()


@pytest.fixture
def done(page, folder, tmp_path):
    """The page after a batch with the recipe at hand."""
    start(page, folder, tmp_path / "out")
    wait()
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
    assert made == kept(done, session.HISTORY).present
    assert done.main.image
    helps = [button.proto.help for button in done.get("download_button")]
    assert sorted(filter(None, helps)) == [f"Download {n}_colorized.png" for n in range(3)]
    assert {plain(f"{n}.png") for n in range(3)} <= {button.label for button in done.button}


def test_a_style_can_be_chosen_instead(page, folder, tmp_path):
    page.segmented_control[0].set_value("Vivid").run()
    start(page, folder, tmp_path / "out")
    wait()
    made = load(
        encoding.embedded_recipe((tmp_path / "out" / "0_colorized.png").read_bytes())
    ).recipe
    assert (made.vividness, made.strength) == (0.5, 1.0)


def test_names_and_dates_of_results_can_be_chosen(page, folder, tmp_path):
    os.utime(folder / "0.png", (1e9, 1e9))
    field(page, "Name").set_value("{name}_{style}").run()
    next(toggle for toggle in page.toggle if toggle.label == form.TIMES).set_value(True).run()
    start(page, folder, tmp_path / "out")
    wait()
    assert (tmp_path / "out" / "0_natural.png").stat().st_mtime == 1e9


def test_failures_are_named_as_plain_text(done):
    (text,) = done.main.text
    assert text.value.startswith("[x](y).png: Found a text file")


def test_a_folder_that_is_not_there_is_told(page, tmp_path):
    start(page, tmp_path / "none", tmp_path / "out")
    wait()
    page.run()
    assert "no folder of that name" in page.error[0].value


def test_a_folder_may_be_pasted_in_quotes(page, folder, tmp_path):
    start(page, f'"{folder}"', f" '{tmp_path / 'out'}' ")
    assert len(wait().progress.done) == 3


def test_the_home_folder_of_nobody_is_told(page, tmp_path):
    fill(page, "~nosuchuser/photos", tmp_path / "out")
    assert "whose home folder nobody knows" in page.error[0].value
    assert button(page, "Start").disabled


def test_a_linked_subfolder_is_said(page, folder, tmp_path):
    (folder / "link").symlink_to(folder)
    start(page, folder, tmp_path / "out")
    wait()
    page.run()
    assert any("a link to a folder" in text.value for text in page.main.text)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "x" * 5_000, "loop/in"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_path_that_leads_nowhere_is_told(page, folder, tmp_path, name, place):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    paths = [folder, tmp_path / "out"]
    paths[place] = tmp_path / name
    start(page, *paths)
    wait()
    page.run()
    assert page.error


@pytest.mark.slow
def test_pause_go_on_and_stop(page, folder, tmp_path):
    for number in range(COUNT):
        (folder / f"{number}.png").write_bytes(gray(900, 1200, number))
    start(page, folder, tmp_path / "out")
    wait_for_the_first()
    button(page, "Pause").click().run()
    assert batches.find_folders().background.controls.paused
    assert told(page).endswith(", paused")
    button(page, "Go on").click().run()
    assert not batches.find_folders().background.controls.paused
    button(page, "Stop").click().run()
    desk = wait()
    page.run()
    assert told(page).endswith(", stopped")
    left = COUNT + 1 - desk.progress.settled
    assert left > 0
    page.switch_page("Home.py").run()
    page.switch_page(PAGE).run()
    assert choice(page, "What to colour").value == form.HERE
    page.segmented_control[0].set_value("Vivid").run()  # for the next batch
    button(page, f"Continue, Natural, {left} left").click().run()
    assert len(wait().progress.done) == COUNT
    results = (tmp_path / "out").glob("*_colorized.png")
    made = [load(encoding.embedded_recipe(path.read_bytes())).recipe for path in results]
    assert {recipe.style for recipe in made} == {"Natural"}


@pytest.mark.slow
def test_results_of_another_recipe_are_replaced_where_that_is_asked_for(done, folder, tmp_path):
    done.segmented_control[0].set_value("Vivid").run()
    start(done, folder, tmp_path / "out")
    assert len(wait().progress.done) == 0
    choice(done, form.EXISTS).set_value("Replace").run()
    start(done, folder, tmp_path / "out")
    assert len(wait().progress.done) == 3


def test_another_session_sees_the_same_batch(done, new_session):
    other = new_session().switch_page(PAGE).run()
    other.segmented_control[2].set_value(form.HERE).run()
    assert told(other) == "3 of 4 photos done, 1 failed"


def test_the_archive_of_the_page_holds_the_results(done, tmp_path):
    desk = batches.find_folders()
    ((_, result), *_) = albums.pairs(desk.job, desk.progress)
    with zipfile.ZipFile(io.BytesIO(results._archive([result], tmp_path / "out"))) as archive:
        assert archive.read(result.name) == result.read_bytes()


def dropped(app, count=3):
    """Drop photos on the page Home: gray ones, and one in colour."""
    files = [(f"{n}.png", gray(24, 32, n), "image/png") for n in range(count)]
    colored = ("colour.png", encoded(noise(24, 32), "PNG"), "image/png")
    return app.file_uploader[0].set_value([*files, colored]).run()


@pytest.fixture
def uploaded(begun, app):
    """The page Batch after photos were dropped on Home, and coloured."""
    dropped(app)
    wait(lambda: batches.find(saving_key(app)))
    return app.switch_page(PAGE).run()


def saving_key(app):
    return kept(app, saving.OWN_BATCH)


def test_several_photos_dropped_begin_a_batch_that_leaves_coloured_ones_alone(uploaded):
    assert [title.value for title in uploaded.title] == ["Batch"]
    assert told(uploaded) == "3 of 4 photos done, 1 left alone"
    (text,) = uploaded.main.text
    assert text.value.startswith("colour.png: It is in colour already")


def test_a_dropped_batch_comes_back_by_its_key_after_a_restart(uploaded, new_session):
    key = uploaded.query_params[saving.BATCH]
    restart()
    other = visit(new_session(), key)
    assert told(other).startswith("3 of 4 photos done, 1 left alone")
    assert not [each for each in other.button if each.label.startswith("Continue")]


def visit(app, key):
    """Come to the page Batch by an address that names a batch."""
    keep(app, session.BEGUN, False)
    app.query_params[saving.BATCH] = key
    return app.switch_page(PAGE).run()


@pytest.mark.parametrize("key", ["../../etc", "x" * 5_000, "nobody"])
def test_an_address_that_names_no_batch_shows_none(new_session, key):
    assert not visit(new_session(), key).get("progress")


def test_another_visitor_sees_nothing_of_a_dropped_batch(uploaded, new_session):
    other = new_session().switch_page(PAGE).run()
    assert not other.get("progress")
    assert not other.get("download_button")


def test_deleting_removes_photos_and_results_at_once(uploaded):
    place = store.place_of(saving_key(uploaded))
    assert place.is_dir()
    button(uploaded, "Delete these photos and results").click().run()
    assert not place.exists()
    assert not uploaded.get("progress")


def test_another_style_is_offered_for_all_again(uploaded):
    choice(uploaded, "Style").set_value("Vivid").run()
    button(uploaded, "Colour them again, Vivid").click().run()
    batch = wait(lambda: batches.find(saving_key(uploaded)))
    assert batch.job.recipe.style == "Vivid"
    assert len(batch.progress.done) == 3


def test_a_folder_of_the_server_is_asked_for_on_this_computer_alone(app, monkeypatch):
    monkeypatch.setattr(form.hosts, "local", lambda: False)
    app.switch_page(PAGE).run()
    assert [field.label for field in app.text_input] == ["Name"]
    assert form.HERE not in choice(app, "What to colour").options


@pytest.mark.slow
def test_both_are_kept_where_that_is_asked_for(done, folder, tmp_path):
    choice(done, "Style").set_value("Vivid").run()
    choice(done, form.EXISTS).set_value("Keep both").run()
    start(done, folder, tmp_path / "out")
    wait()
    assert sorted(p.name for p in (tmp_path / "out").glob("0_*")) == [
        "0_colorized-2.png",
        "0_colorized.png",
    ]


@pytest.mark.slow
def test_results_of_another_style_that_were_left_are_counted(done, folder, tmp_path):
    choice(done, "Style").set_value("Vivid").run()
    start(done, folder, tmp_path / "out")
    wait()
    done.run()
    assert told(done) == "0 of 4 photos done, 1 failed, 3 left alone"
    assert done.info[0].value.startswith("3 results of another style were left.")
    (text,) = done.main.text
    assert text.value.startswith("[x](y).png")


@pytest.mark.slow
def test_a_batch_of_folders_is_found_again_as_it_was_begun(page, folder, tmp_path, new_session):
    choice(page, "Style").set_value("Vivid").run()
    start(page, folder, tmp_path / "out")
    wait()
    for name in ("1_colorized.png", "2_colorized.png"):
        (tmp_path / "out" / name).unlink()  # as if they had not been made when the server died
    restart()
    other = new_session().switch_page(PAGE).run()
    assert choice(other, "What to colour").value == form.HERE
    assert choice(other, "Style").value == "Vivid"
    assert [text.value for text in other.text_input[-2:]] == [str(folder), str(tmp_path / "out")]
    assert told(other) == "1 of 4 photos done, stopped"
    button(other, "Continue, Vivid, 3 left").click().run()
    assert len(wait().progress.done) == 3


def test_a_folder_that_is_gone_is_told_after_a_restart(done, folder, new_session):
    folder.rename(folder.with_name("moved"))
    restart()
    other = new_session().switch_page(PAGE).run()
    assert "no folder of that name" in other.error[0].value


def test_folders_are_forgotten_where_that_is_asked_for(done, folder, tmp_path):
    button(done, "Forget these folders").click().run()
    assert not done.get("progress")
    assert (folder / "0.png").exists()
    assert (tmp_path / "out" / "0_colorized.png").exists()


def test_who_lost_the_address_finds_a_dropped_batch_by_the_browser(uploaded, new_session):
    other = new_session()
    keep(other, saving.KNOWN, (saving_key(uploaded),))
    other.switch_page(PAGE).run()
    assert told(other).startswith("3 of 4 photos done")


RED = Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.2),))


@pytest.mark.slow
def test_what_is_said_of_a_photo_stands_on_its_tile(page, tmp_path):
    (tmp_path / "in").mkdir()
    frames = [Image.fromarray(noise(24, 32, 1, seed)[..., 0]) for seed in range(2)]
    frames[0].save(tmp_path / "in" / "moving.gif", save_all=True, append_images=frames[1:])
    start(page, tmp_path / "in", tmp_path / "out")
    wait()
    (remark,) = [caption for caption in page.run().caption if caption.value == "a remark"]
    assert remark.proto.help.startswith("The first of ")


@pytest.mark.slow
def test_home_leads_back_to_the_folders_that_were_coloured(done):
    done.switch_page("Home.py").run()
    links = [link.proto.label for link in done.get("page_link")]
    assert "Go on with the batch at hand" in links


@pytest.mark.slow
def test_hints_of_the_open_photo_stay_with_it(begun, app, upload, folder, tmp_path):
    upload(app, gray(24, 32, 7))
    mine = replace(STYLES["Warm"], hints=RED)
    keep(app, session.HISTORY, kept(app, session.HISTORY).push(mine))
    app.switch_page(PAGE).run()
    app.segmented_control[2].set_value(form.HERE).run()
    start(app, folder, tmp_path / "out")
    wait()
    made = (tmp_path / "out" / "0_colorized.png").read_bytes()
    assert load(encoding.embedded_recipe(made)).recipe == STYLES["Warm"]


def open_tile(app, name):
    """Press the tile of a photo; the canvas opens, of which the test driver has to be told."""
    app.button(key=f"tile-{name}").click().run()
    assert [title.value for title in app.title] == ["Hint Canvas"]
    return app.switch_page("pages/3_Hint_Canvas.py").run()


def correct(app, name):
    """Press the tile of a photo, give it a red hint, and put it back."""
    open_tile(app, name)
    history = kept(app, session.HISTORY)
    keep(app, session.HISTORY, history.push(replace(history.present, hints=RED)))
    return button(app.run(), "Put back").click().run()


@pytest.mark.slow
@pytest.mark.parametrize("whose", ["done", "uploaded"])
def test_a_tile_is_corrected_and_put_back(request, whose):
    app = request.getfixturevalue(whose)
    desk = batches.find_folders() or batches.find(saving_key(app))
    result = desk.job.results / "1_colorized.png"
    before = result.read_bytes()
    correct(app, "1.png")
    assert [title.value for title in app.title] == ["Batch"]
    made = result.read_bytes()
    assert made != before
    assert load(encoding.embedded_recipe(made)).recipe.hints == RED
    assert [caption.value for caption in app.caption].count("corrected") == 1
    restart()
    again = batches.find(desk.key)
    assert [entry.state for entry in again.progress.done].count("corrected") == 1
    again.start(replace(again.job, existing="replace", recipe=STYLES["Vivid"]), 1)
    wait(lambda: again)
    assert result.read_bytes() == made


@pytest.mark.slow
def test_a_corrected_photo_says_where_it_is_from_on_every_page(done):
    open_tile(done, "1.png")
    for page in ("pages/1_Auto_Colorize.py", "pages/2_Segment.py", "pages/3_Hint_Canvas.py"):
        done.switch_page(page).run()
        assert any(text.value == f"{plain('1.png')} of the batch" for text in done.markdown)
        assert button(done, "Put back")


@pytest.mark.slow
def test_a_photo_that_was_exchanged_is_not_put_back(done, folder, tmp_path):
    open_tile(done, "1.png")
    (folder / "1.png").write_bytes(gray(30, 20, 9))
    before = (tmp_path / "out" / "1_colorized.png").read_bytes()
    button(done, "Put back").click().run()
    assert "Another photo has that name now" in done.error[0].value
    assert (tmp_path / "out" / "1_colorized.png").read_bytes() == before
