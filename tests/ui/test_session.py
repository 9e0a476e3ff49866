import threading

import numpy as np
from PIL import Image

from studio.models.registry import Registry
from studio.ui import shared

AUTO = "pages/1_Auto_Colorize.py"


def style_of(app):
    return next(control for control in app.segmented_control if control.label == "Style")


def test_the_photo_survives_page_changes(coloring):
    names = [text.value for text in coloring.sidebar.text]
    assert names == ["photo.png"]
    for page in ("Home.py", AUTO, "Home.py"):
        coloring.switch_page(page).run()
        assert [text.value for text in coloring.sidebar.text] == names


def test_the_recipe_survives_page_changes(coloring):
    coloring.slider(key="strength").set_value(0.3).run()
    coloring.slider(key="vividness").set_value(0.7).run()
    coloring.switch_page("Home.py").run()
    coloring.switch_page(AUTO).run()
    assert coloring.slider(key="strength").value == 0.3
    assert coloring.slider(key="vividness").value == 0.7


def test_the_recipe_survives_another_photo(coloring, upload):
    style_of(coloring).set_value("Muted").run()
    coloring.switch_page("Home.py").run()
    upload(coloring, b"BM").switch_page(AUTO).run()
    assert style_of(coloring).value == "Muted"


def test_a_session_keeps_no_pixels(coloring):
    kept = list(coloring.session_state.filtered_state.values())
    assert kept
    assert not [value for value in kept if isinstance(value, (np.ndarray, Image.Image))]


def test_sessions_do_not_see_each_other_s_photo(new_session, upload, photo):
    upload(new_session(), photo)
    other = new_session()
    assert not other.sidebar.text


def test_two_sessions_share_one_registry_and_one_loaded_model(
    new_session, upload, photo, monkeypatch
):
    made = []

    class Counted(Registry):
        def __init__(self):
            made.append(self)
            super().__init__()

    def color():
        upload(new_session(), photo).switch_page(AUTO).run()

    monkeypatch.setattr(shared, "Registry", Counted)
    threads = [threading.Thread(target=color) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert list(made[0].loaded()) == ["compact"]
