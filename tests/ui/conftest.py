"""The studio without a browser: Streamlit's own test driver runs the real pages."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pictures import encoded
from skimage import data
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from studio.ui.work import saving

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def quick_sessions() -> Iterator[None]:
    """Spare each session 0.3 s: the installed packages are searched for components but once, as a
    server does, and nobody waits for garbage to be collected after each run.
    """
    scan = functools.cache(manifest_scanner.scan_component_manifests)
    config.set_option("runner.postScriptGC", False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A gray photo of 512 x 512 pixels, as a PNG file."""
    return encoded(data.camera(), "PNG")


@pytest.fixture
def new_session():
    """Start sessions: each call is another person's browser. None may end with a crash.

    An address may name the key of a saved work.
    """
    sessions = []

    def start(key: str = "") -> AppTest:
        sessions.append(AppTest.from_file(ROOT / "Home.py", default_timeout=30))
        if key:
            sessions[-1].query_params[saving.ADDRESS] = key
        return sessions[-1].run()

    yield start
    assert not any(app.exception for app in sessions)


@pytest.fixture
def labelled():
    """Return the only widget of those that bears a label: its key has a number once it turned."""

    def found(widgets, label: str):
        (widget,) = [widget for widget in widgets if widget.label == label]
        return widget

    return found


@pytest.fixture
def app(new_session) -> AppTest:
    return new_session()


@pytest.fixture
def upload():
    """Drop a file into the uploader of the current page."""

    def drop(app: AppTest, content: bytes, name: str = "photo.png") -> AppTest:
        return app.file_uploader[0].set_value([(name, content, "image/png")]).run()

    return drop


@pytest.fixture
def coloring(app, upload, photo) -> AppTest:
    """A session with a photo, on the page Auto Colorize."""
    return upload(app, photo).switch_page("pages/1_Auto_Colorize.py").run()


@pytest.fixture
def details():
    """Return the exact sentences behind the errors on a page."""

    def told(app: AppTest) -> list[str]:
        behind = [expander for expander in app.expander if expander.label == "Details"]
        return [caption.value for expander in behind for caption in expander.caption]

    return told


@pytest.fixture
def comparisons():
    """Return the comparisons on a page."""

    def drawn(app: AppTest) -> list:
        components = app.get("bidi_component")
        return [each for each in components if "comparison" in each.proto.component_name]

    return drawn


@pytest.fixture
def compared(comparisons):
    """Return what the browser is told to compare: titles, pictures, and the difference."""

    def told(app: AppTest) -> dict:
        (component,) = comparisons(app)
        return json.loads(component.proto.json)

    return told
