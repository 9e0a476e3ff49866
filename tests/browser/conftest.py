"""A real server and real browsers; every page's tests start from these."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from browser.chromium import Browser, Chromium
from pictures import encoded
from skimage import data

from studio import places

ROOT = Path(__file__).resolve().parents[2]
START_S = 60  # on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder: it drives a browser, and a server runs."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            item.add_marker("process")


@pytest.fixture(scope="session")
def programs() -> tuple[str, str]:
    """The paths of Chromium and of its driver."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (browser and driver):
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("needs Chromium and chromedriver: apt-get install chromium chromium-driver")
    return browser, driver


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory) -> Path:
    """The folder of what the studio of all modules saves, and of its log."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(server_folder) -> Iterator[str]:
    """The address of the studio, started as a person starts it."""
    with serving(ROOT, server_folder / "log.txt") as address:
        yield address


@pytest.fixture(autouse=True)
def oblivion(server_folder) -> None:
    """Whoever comes drops a photo for the first time: its work of a test before is forgotten."""
    forget(server_folder)


def forget(folder: Path) -> None:
    """Forget all works of the studio that saves in a folder."""
    shutil.rmtree(folder / "own" / "works", ignore_errors=True)


@pytest.fixture(scope="module")
def studio(chromium, tmp_path_factory):
    """A server that can be killed, and started again at the same address."""
    log, port = tmp_path_factory.mktemp("studio") / "log.txt", free_port()
    running = [launch(ROOT, log, port)]

    def kill():
        running[-1].kill()
        running[-1].wait(20)

    def begin():
        running.append(launch(ROOT, log, port))

    yield SimpleNamespace(address=f"http://127.0.0.1:{port}", kill=kill, begin=begin)
    chromium.driver.get("about:blank")  # else it asks for the server that is gone
    chromium.complaints()  # while there was none, the console said so, in many words
    running[-1].terminate()
    running[-1].wait(20)


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[str]:
    """Start the studio that lies in a folder, and stop it in the end."""
    port = free_port()
    process = launch(folder, log, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def launch(folder: Path, log: Path, port: int) -> subprocess.Popen:
    """Start the studio that lies in a folder; what it saves lies beside the log."""
    options = ["--server.headless=true", f"--server.port={port}"]
    command = [sys.executable, "-m", "streamlit", "run", "Home.py", *options]
    here = {**os.environ, "PYTHONPATH": str(folder), places.DATA: str(log.parent / "own")}
    return start(command, log, port, cwd=folder, env=here)


def start(command: list, log: Path, port: int, **settings) -> subprocess.Popen:
    """Start a command that serves the studio, and wait until it answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, **settings)
    try:
        _wait_for(f"http://127.0.0.1:{port}", log)
    except BaseException:
        process.kill()
        raise
    return process


@pytest.fixture(scope="session")
def chromium(programs, tmp_path_factory) -> Iterator[Chromium]:
    """The browser in which one person after the other meets the studio."""
    with Chromium(programs, tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def silence(chromium, server_folder) -> Iterator[None]:
    """Whatever a module does: no request leaves the computer, and the console says nothing."""
    forget(server_folder)
    yield
    assert chromium.foreign_requests() == []
    assert chromium.complaints() == []


@pytest.fixture
def browser(chromium, server) -> Browser:
    """A new session on the home page."""
    return Browser(chromium, server)


@pytest.fixture(scope="session")
def photo_file(request, tmp_path_factory) -> Path:
    """A real black-and-white photo where there is one; else a gray picture of scikit-image."""
    shared = Path(os.environ.get("COLORSTUDIO_SHARED", ROOT.parent / "shared"))
    photo = shared / "data/bw/ansel_adams3.jpg"
    if photo.exists():
        return photo
    path = tmp_path_factory.mktemp("photo") / "camera.jpg"
    path.write_bytes(encoded(data.camera(), "JPEG", quality=95))
    return path


def _wait_for(address: str, log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        try:
            if requests.get(f"{address}/_stcore/health", timeout=START_S).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()}")
