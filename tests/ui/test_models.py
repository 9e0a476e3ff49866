import functools
import hashlib
import threading
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.models import catalog
from studio.models.catalog import WeightFile
from studio.models.registry import Registry
from studio.ui import shared

OFFICIAL = "zhang2016"
CONTENT = bytes(range(256)) * 2_000


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
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


@pytest.fixture
def registry(mirror, tmp_path, monkeypatch) -> Registry:
    """The official model, but small, and to be had from `mirror` alone."""
    address, _ = mirror
    digest = hashlib.sha256(CONTENT).hexdigest()
    file = WeightFile("net.caffemodel", len(CONTENT), digest, (f"{address}/net.caffemodel",))
    small = replace(catalog.models()[OFFICIAL], files=(file,))
    found = Registry({OFFICIAL: small}, tmp_path / "weights")
    found.folder.mkdir()
    monkeypatch.setattr(shared, "registry", lambda: found)
    return found


def badges(app):
    return [m.value for m in app.markdown if "-badge[" in m.value]


def test_home_tells_which_models_are_ready(app):
    ready = {model.name for model in shared.registry().ready()}
    assert len([b for b in badges(app) if "Ready" in b]) == len(ready)
    assert len(badges(app)) == len(catalog.models())


def test_a_missing_model_is_described_and_offered(coloring):
    coloring.selectbox(key="model").set_value(OFFICIAL).run()
    assert not coloring.exception
    (button,) = [b for b in coloring.main.button if "Install" in b.label]
    assert "129.0 MB" in button.label
    told = " ".join(caption.value for caption in coloring.main.caption)
    assert "BSD-2-Clause" in told
    assert "ECCV 2016" in told


def test_a_missing_model_shows_no_picture_of_another(coloring):
    coloring.selectbox(key="model").set_value(OFFICIAL).run()
    assert not coloring.main.get("imgs")
    coloring.selectbox(key="model").set_value("compact").run()
    assert coloring.main.get("imgs")


def test_install_brings_the_model(registry, mirror, new_session):
    (mirror[1] / "net.caffemodel").write_bytes(CONTENT)
    app = new_session()
    assert not registry.ready()
    app.button(key=f"install-{OFFICIAL}").click().run()
    assert not app.exception
    assert [model.name for model in registry.ready()] == [OFFICIAL]
    assert "Ready" in badges(app)[0]


def test_a_failed_install_is_explained_and_can_be_tried_again(registry, new_session):
    app = new_session()
    app.button(key=f"install-{OFFICIAL}").click().run()
    assert not app.exception
    assert "answered 404" in app.error[0].value
    assert app.button(key=f"install-{OFFICIAL}")
    assert not registry.ready()


def test_a_studio_without_any_model_says_what_is_missing(registry, new_session, upload, photo):
    app = upload(new_session(), photo).switch_page("pages/1_Auto_Colorize.py").run()
    assert not app.exception
    assert app.button(key=f"install-{OFFICIAL}")
