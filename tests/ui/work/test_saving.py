"""Work is saved as it is made, comes back by its key, and is nobody else's."""

import numpy as np
import pytest
from pictures import encoded, noise
from sessions import kept
from skimage import data

from studio.photo.photo import read
from studio.recipe.recipe import Recipe
from studio.ui.work import saving, session
from studio.works import document, store

pytestmark = pytest.mark.slow

AUTO, CANVAS = "pages/1_Auto_Colorize.py", "pages/3_Hint_Canvas.py"
PAGES = ["Home.py", AUTO, CANVAS, "pages/4_Compare.py", "pages/6_Batch.py"]


@pytest.fixture
def working(coloring):
    """A session with a photo and two steps, the second of them taken back."""
    coloring.slider(key="strength").set_value(0.3).run()
    coloring.slider(key="strength").set_value(0.7).run()
    return press(coloring.switch_page(CANVAS).run(), "Undo")


def button(app, label):
    return next(button for button in app.button if button.label == label)


def press(app, label):
    return button(app, label).click().run()


def key_of(app):
    return app.query_params.get(saving.ADDRESS, "")


def names(app):
    """Return what stands under the pictures of Recent."""
    opens = [button for button in app.button if (button.key or "").startswith("open-")]
    return [button.label for button in opens]


def test_a_work_comes_back_with_its_photo_and_its_steps(working, new_session, photo):
    again = new_session(key_of(working))
    assert kept(again, session.UPLOAD) == kept(working, session.UPLOAD)
    assert kept(again, session.UPLOAD).data == photo
    steps = kept(again, session.HISTORY)
    assert steps == kept(working, session.HISTORY)
    assert (len(steps.past), len(steps.future)) == (1, 1)


def test_what_was_brought_back_is_saved_on(working, new_session):
    again = new_session(key_of(working)).switch_page(CANVAS).run()
    press(again, "Redo")
    third = new_session(key_of(working))
    assert kept(third, session.HISTORY).present.strength == 0.7


@pytest.mark.parametrize("page", PAGES)
def test_the_key_is_in_the_address_of_every_page(coloring, page):
    key = key_of(coloring)
    coloring.query_params.clear()  # as a link from elsewhere would have it
    coloring.switch_page(page).run()
    assert len(key) == 32
    assert key_of(coloring) == key


def test_links_between_pages_carry_the_key(coloring):
    links = coloring.sidebar.get("page_link")
    assert len(links) == 8
    assert {link.proto.query_string for link in links} == {f"s={key_of(coloring)}"}


def test_an_address_without_a_key_is_an_empty_studio(working, new_session):
    other = new_session()
    assert not other.sidebar.text
    assert not key_of(other)


@pytest.mark.parametrize("key", ["x", "../../etc/passwd", "A" * 32, "%00", "![x](http://e.org)"])
def test_a_key_that_names_nothing_is_told_in_a_sentence(new_session, key):
    app = new_session(key)
    (error,) = app.error
    assert error.value.startswith("There is no saved work under this address.")
    assert app.file_uploader
    assert not key_of(app)


def test_the_sentence_stays_until_a_photo_is_opened(new_session, upload, photo):
    app = new_session("A" * 32).run()
    assert app.error
    assert not upload(app, photo).error


def test_a_damaged_work_is_told_in_a_sentence(working, new_session):
    (store.folder() / key_of(working) / document.DOCUMENT).write_bytes(b"{")
    (error,) = new_session(key_of(working)).error
    assert error.value.startswith("This is a damaged work")


def test_a_work_for_a_model_that_is_not_known_is_told_in_a_sentence(working, new_session):
    document.save(key_of(working), session.History(Recipe(model="someone-else-s")))
    (error,) = new_session(key_of(working)).error
    assert "someone-else-s" in error.value


def test_another_photo_begins_another_work_and_keeps_the_first(working, upload, new_session):
    first = key_of(working)
    steps = kept(working, session.HISTORY)
    upload(working.switch_page("Home.py").run(), encoded(data.coins(), "PNG"), "coins.png")
    assert key_of(working) != first
    assert kept(new_session(first), session.HISTORY) == steps


def test_recent_brings_the_first_photo_back(working, upload):
    first, steps = key_of(working), kept(working, session.HISTORY)
    upload(
        working.switch_page("Home.py").run(), encoded(data.coins(), "PNG"), "coins.png"
    ).switch_page("Home.py").run()
    assert names(working) == ["photo.png"]
    press(working, "photo.png")
    assert key_of(working) == first
    assert kept(working, session.HISTORY) == steps
    working.switch_page("Home.py").run()
    assert names(working) == ["coins.png"]


def test_recent_shows_the_work_as_it_is_coloured(working):
    key = key_of(working)
    press(working.switch_page("Home.py").run(), "Close photo").switch_page("Home.py").run()
    glance = document.glance(key)
    assert glance.is_current
    assert np.ptp(read(glance.small, "small.jpg").rgb.astype(int), axis=-1).mean() > 2


def test_a_photo_that_was_closed_is_in_recent(working):
    press(working.switch_page("Home.py").run(), "Close photo")
    assert names(working) == ["photo.png"]
    assert not key_of(working)


@pytest.fixture
def deleted(working):
    """A session that has just deleted its only work."""
    return press(press(working.switch_page("Home.py").run(), "Close photo"), "Delete")


def test_a_deleted_work_is_not_found_any_more(working, new_session):
    key = key_of(working)
    press(press(working.switch_page("Home.py").run(), "Close photo"), "Delete")
    assert names(working) == []
    assert new_session(key).error


def test_a_deleted_work_comes_back_by_undo(deleted):
    press(deleted, "Undo")
    assert names(deleted) == ["photo.png"]
    press(deleted, "photo.png")
    assert kept(deleted, session.HISTORY).present.strength == 0.3


def test_a_work_that_is_deleted_for_good_leaves_nothing(deleted):
    press(deleted, "Delete for good")
    assert [path.name for path in store.folder().iterdir() if path.is_dir()] == []
    assert not [button for button in deleted.button if button.label == "Undo"]


@pytest.fixture
def windows(working, new_session):
    """Two windows on one work, the first of which has just brought a step back."""
    second = new_session(key_of(working)).switch_page(CANVAS).run()
    press(working, "Redo")
    return working, second


def steps_of(key):
    return document.load(key).history


def test_a_window_is_told_that_another_one_changed_its_work(windows):
    first, second = windows
    assert not [b for b in first.button if b.label == "Show the other one"]
    press(second.run(), "Show the other one")
    assert kept(second, session.HISTORY) == kept(first, session.HISTORY)
    assert not [b for b in second.button if b.label == "Show the other one"]


def test_what_another_window_saved_is_not_written_over_but_copied(windows):
    first, second = windows
    key, others = key_of(first), kept(first, session.HISTORY)
    second.slider(key="strength").set_value(0.9).run()
    assert steps_of(key) == others
    assert key_of(second) != key
    assert steps_of(key_of(second)).present.strength == 0.9
    copy = key_of(second)
    press(second, "Keep the copy").slider(key="strength").set_value(0.8).run()
    assert key_of(second) == copy
    assert steps_of(copy).present.strength == 0.8
    assert not [b for b in second.button if b.label == "Keep the copy"]


def test_a_window_that_writes_over_another_leaves_no_copy_and_the_other_is_told(windows):
    first, second = windows
    key = key_of(first)
    second.slider(key="strength").set_value(0.9).run()
    press(second, "Write over the other one")
    assert key_of(second) == key
    assert steps_of(key).present.strength == 0.9
    assert [path.name for path in store.folder().iterdir() if path.is_dir()] == [key]
    press(first.run(), "Keep this one as a copy")
    assert steps_of(key_of(first)).present.strength == 0.7


def test_a_file_that_is_dropped_again_is_the_same_work(working, upload, photo):
    key, steps = key_of(working), kept(working, session.HISTORY)
    upload(press(working.switch_page("Home.py").run(), "Close photo"), photo, "again.png")
    assert key_of(working) == key
    assert kept(working, session.HISTORY) == steps
    press(working, "Start anew")
    assert key_of(working) != key
    assert kept(working, session.HISTORY).past == ()
    assert steps_of(key) == steps


def test_recent_shows_nothing_of_another_visitor(working, new_session):
    press(working.switch_page("Home.py").run(), "Close photo")
    assert names(new_session()) == []


def test_a_work_removed_elsewhere_is_not_saved_and_that_is_told_once(working):
    store.remove(key_of(working))
    press(working, "Redo")
    assert "not saved" in working.toast[0].value
    assert kept(working, session.HISTORY).present.strength == 0.7
    assert not key_of(working)
    assert not press(working, "Undo").toast


def test_without_a_place_to_save_the_studio_works_and_says_so_once(
    new_session, upload, photo, own_data
):
    own_data.write_bytes(b"a file where the folder should be")
    app = upload(new_session(), photo)
    assert "not saved" in app.toast[0].value
    app.switch_page(AUTO).run()
    app.slider(key="strength").set_value(0.3).run()
    assert not app.toast
    assert kept(app, session.HISTORY).present.strength == 0.3
    assert not app.error


def test_a_disk_that_lets_go_again_is_saved_to(new_session, upload, photo, own_data):
    own_data.write_bytes(b"")
    app = upload(new_session(), photo).switch_page("Home.py").run()
    own_data.unlink()
    upload(app, encoded(noise(9, 9), "PNG"))
    assert kept(new_session(key_of(app)), session.UPLOAD).data == encoded(noise(9, 9), "PNG")


def test_a_hostile_name_is_plain_text_in_recent(new_session, upload, photo):
    app = upload(new_session(), photo, "<b>![x](http://example.org)")
    press(app, "Close photo").switch_page("Home.py").run()
    assert names(app) == [r"\<b\>!\[x\](h…mple.org)"]
