"""The studio from its wheel, opened in an empty folder; the source archive makes the same wheel."""

from pathlib import Path

import pytest
from browser.chromium import Browser
from browser.conftest import ROOT, free_port, start
from packages import Environment, build
from PIL import Image
from skimage.color import rgb2lab


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Environment:
    archive = build(ROOT, "wheel", tmp_path_factory.mktemp("archive"))
    return Environment(tmp_path_factory.mktemp("installed"), archive)


@pytest.fixture(scope="module")
def before(installed) -> dict:
    """The environment's files before the studio is started."""
    return installed.state()


@pytest.fixture(scope="module")
def made(installed, before, chromium, photo_file, tmp_path_factory) -> Path:
    """A photo coloured and downloaded by a person who has just installed the studio."""
    port = free_port()
    command = installed.command("open", "--no-browser", "--port", port)
    log = tmp_path_factory.mktemp("server") / "log.txt"
    process = start(command, log, port, **installed.settings)
    try:
        browser = Browser(chromium, f"http://127.0.0.1:{port}")
        browser.upload(photo_file)
        file = browser.download("Download PNG")
        assert chromium.complaints() == []
        browser.press("Close the studio")
        browser.find(".st-key-close-studio button").click()
        process.wait(20)
        chromium.driver.get("about:blank")  # else the page looks for its server for ever,
        chromium.complaints()  # and complains that it is gone
        return file
    finally:
        process.kill()


def test_a_photo_is_coloured(made, photo_file):
    with Image.open(made) as colour, Image.open(photo_file) as photo:
        assert colour.size == photo.size
        assert abs(rgb2lab(colour.convert("RGB"))[..., 1:]).mean() > 2


@pytest.mark.usefixtures("made")
def test_beside_the_environment_there_is_only_the_data_directory(installed):
    left = [path for folder in (installed.home, installed.empty) for path in folder.rglob("*")]
    assert installed.data in left
    assert [p for p in left if p.is_file() and not p.is_relative_to(installed.data)] == []


@pytest.mark.usefixtures("made")
def test_nothing_is_written_where_the_package_lies(installed, before):
    assert installed.state() == before
