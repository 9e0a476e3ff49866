import functools
import shutil
import sys
import threading
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.models import catalog
from studio.models.registry import Registry
from studio.ui.panels.model_cards import HEADINGS
from studio.ui.work import cache

OFFICIAL = "zhang2016"
NAME = "to-be-installed"
AUTO = "pages/1_Auto_Colorize.py"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def mirror(tmp_path):
    """A web server on this computer, its address, and the folder it serves."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


@pytest.fixture
def registry(mirror, tmp_path, monkeypatch) -> Registry:
    """One model, not installed: the compact one, to be had from `mirror`."""
    address, _ = mirror
    compact = catalog.models()["compact"]
    files = tuple(replace(f, mirrors=(f"{address}/{f.name}",)) for f in compact.files)
    found = Registry({NAME: replace(compact, name=NAME, files=files)}, tmp_path / "weights")
    found.store.folder.mkdir()
    monkeypatch.setattr(cache, "registry", lambda: found)
    return found


def badges(app):
    return [m.value for m in app.markdown if "-badge[" in m.value]


def test_home_tells_which_models_are_ready(app):
    registry = cache.registry()
    ready = [model for task in HEADINGS for model in registry.ready(task)]
    assert len([b for b in badges(app) if "Ready" in b]) == len(ready)
    assert len(badges(app)) == len(catalog.models())


def test_home_tells_what_models_are_for(app):
    told = [element.value for element in app.subheader]
    assert told[-len(HEADINGS) :] == list(HEADINGS.values())


@pytest.mark.tensorflow
def test_an_official_segmenter_is_offered_with_its_approximate_size(app):
    assert app.button(key="install-hrnet-camvid").label == "Install (about 263.2 MB)"


def test_a_model_that_cannot_run_here_names_what_it_needs(monkeypatch, app):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    app.run()
    assert "install-hrnet-camvid" not in [button.key for button in app.button]
    told = [element.value for element in app.markdown if "pip install tensorflow" in element.value]
    assert len(told) == len([m for m in catalog.models().values() if m.name.startswith("hrnet")])


def test_a_missing_model_is_described_and_offered(coloring):
    coloring.selectbox(key="model").set_value(OFFICIAL).run()
    (button,) = [b for b in coloring.main.button if "Install" in b.label]
    assert "129.0 MB" in button.label
    told = " ".join(caption.value for caption in coloring.main.caption)
    assert "BSD-2-Clause" in told
    assert "ECCV 2016" in told


def test_a_missing_model_shows_no_picture_of_another(coloring, comparisons, labelled):
    coloring.selectbox(key="model").set_value(OFFICIAL).run()
    assert not comparisons(coloring)
    next(b for b in coloring.button if b.label == "Use Compact instead").click().run()
    assert labelled(coloring.selectbox, "Model").value == "compact"
    assert comparisons(coloring)


@pytest.mark.process
def test_install_brings_the_model_and_the_picture(
    registry, mirror, new_session, upload, photo, comparisons
):
    for file in registry.models[NAME].files:
        shutil.copy(catalog.FOLDER / "compact" / file.name, mirror[1])
    app = upload(new_session(), photo).switch_page(AUTO).run()
    assert not comparisons(app)
    app.button(key=f"install-{NAME}").click().run()
    assert not app.error
    assert [model.name for model in registry.ready()] == [NAME]
    assert comparisons(app)


@pytest.mark.process
def test_a_failed_install_is_explained_and_can_be_tried_again(registry, new_session, details):
    app = new_session()
    app.button(key=f"install-{NAME}").click().run()
    assert "Nothing was installed." in app.error[0].value
    assert "answered 404" in details(app)[0]
    assert app.button(key=f"install-{NAME}")
    assert not registry.ready()


def test_a_shipped_model_without_its_file_says_so_and_offers_no_install(
    coloring, tmp_path, monkeypatch
):
    alone = Registry({"compact": catalog.models()["compact"]}, tmp_path)
    monkeypatch.setattr(cache, "registry", lambda: alone)
    coloring.run()
    assert "Install the studio again." in coloring.error[0].value
    assert not [b for b in coloring.main.button if "Install" in b.label]


@pytest.mark.slow
@pytest.mark.parametrize("page", ["pages/1_Auto_Colorize.py", "pages/4_Compare.py"])
def test_the_richest_model_is_offered_beside_a_result_with_its_size(app, upload, photo, page):
    upload(app, photo).switch_page(page).run()
    assert "Richer colours: DDColor (tiny), 135.4 MB" in [
        box.proto.popover.label for box in app.get("popover")
    ]
