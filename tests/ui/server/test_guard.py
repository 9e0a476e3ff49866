"""The door of a running server: who is let in, by handshake, by upload and by any path."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from studio.language import translate
from studio.ui.server import guard

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[3]
COMMAND = str(Path(sys.executable).with_name("colorstudio"))
START_S = 60  # on a busy machine
SOCKET = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file/session/file"
PATHS = [
    "/",
    "/_stcore/health",
    "/media/a.png",
    UPLOAD,
    "/static/x.js",
    "/component/a/b",
    "/pictures/a.jpg",
    "/api/models",
    "/no",
]
SITE = "studio.example"


@contextmanager
def serving(folder: Path, program: tuple[str, ...] = ()) -> Iterator[int]:
    """Start the studio and yield its port; what it saves lies in a folder."""
    port = free_port()
    run = program or (sys.executable, "-m", "streamlit", "run", "Home.py", "--server.headless=true")
    own = {**os.environ, "COLORSTUDIO_DATA": str(folder)}
    asked = "--port" if program else "--server.port"
    with (folder / "log.txt").open("wb") as log:
        command = [*run, f"{asked}={port}"]
        process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=log, stderr=log)
    try:
        wait_for(port, folder / "log.txt")
        yield port
    finally:
        for each in (*psutil.Process(process.pid).children(), process):
            each.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int, log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def handshake(port: int, host: str, origin: str | None, path: str = SOCKET) -> int:
    """Return the status with which a WebSocket handshake is answered: 101 where it is accepted."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        try:
            with connect(
                f"ws://{host}{path}", sock=line, origin=origin, proxy=None, open_timeout=START_S
            ):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


def status(port: int, path: str, method: str = "GET", **headers: str) -> int:
    return requests.request(method, f"http://127.0.0.1:{port}{path}", headers=headers).status_code


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    """The studio as the README starts it."""
    with serving(tmp_path_factory.mktemp("own")) as port:
        yield port


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_the_studios_own_page_is_let_in(port, name):
    host = f"{name}:{port}"
    assert handshake(port, host, f"http://{host}") == 101


def test_a_page_by_a_forwarded_port_is_let_in(port):
    assert handshake(port, "localhost:9000", "http://localhost:9000") == 101


def test_a_program_is_let_in(port):
    assert handshake(port, f"127.0.0.1:{port}", None) == 101


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example:{port}", "http://evil.example:{port}"),  # a name led here
        ("evil.example:{port}", None),
        ("127.0.0.1.evil.example", "http://127.0.0.1.evil.example"),
        ("127.0.0.1:{port}", "http://127.0.0.1:9999"),
        ("127.0.0.1:{port}", "http://localhost:{port}"),
        ("127.0.0.1:{port}", "http://evil.example:{port}"),
        ("127.0.0.1:{port}", "null"),
        ("10.0.0.5:{port}", "http://10.0.0.5:{port}"),
        ("127.0.0.1:{port}", "ftp://127.0.0.1:{port}"),
    ],
)
def test_a_page_of_another_site_is_refused(port, host, origin):
    assert handshake(port, host.format(port=port), origin and origin.format(port=port)) in (
        403,
        421,
    )


@pytest.mark.parametrize("path", PATHS)
def test_no_path_answers_to_a_foreign_name(port, path):
    assert status(port, path, Host="evil.example:8651") == 421


def test_a_refusal_is_in_the_language_that_the_browser_asks_for(port):
    asked = {"Host": "evil.example", "Accept-Language": "fr, de-CH;q=0.8"}
    refused = requests.get(f"http://127.0.0.1:{port}/", headers=asked)
    assert refused.text == translate(guard.STRANGE, "de") != guard.STRANGE


def test_the_page_says_which_language_was_chosen(port):
    asked = {"Cookie": "language=de", "Accept-Language": "en"}
    assert '<html lang="de"' in requests.get(f"http://127.0.0.1:{port}/", headers=asked).text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST", "HEAD"])
def test_no_upload_is_taken_from_elsewhere(port, method):
    assert status(port, UPLOAD, method, Host="evil.example") == 421
    assert status(port, UPLOAD, method, Origin="http://127.0.0.1:9999") == 403


@pytest.mark.parametrize("head", [b"", b"Host: 127.0.0.1\r\nHost: evil.example\r\n"])
def test_a_request_without_one_host_is_refused(port, head):
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET / HTTP/1.0\r\n" + head + b"\r\n")
        assert line.recv(100).split()[1] in (b"400", b"421")


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_is_for_other_programs_is_closed(port, path):
    assert status(port, path) == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/media/none.png"])
def test_every_answer_tells_the_browser_to_be_careful(port, path):
    headers = requests.get(f"http://127.0.0.1:{port}{path}").headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_who_finds_too_many_pages_open_reads_a_sentence(port):
    with ExitStack() as stack:
        for _ in range(guard.MOST_PAGES):
            stack.enter_context(connect(f"ws://127.0.0.1:{port}{SOCKET}", proxy=None))
        answer = requests.get(f"http://127.0.0.1:{port}/", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.text) == (503, guard.FULL)
        assert handshake(port, f"127.0.0.1:{port}", None) == 503
    wait_until(lambda: handshake(port, f"127.0.0.1:{port}", None) == 101)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + START_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_the_command_starts_the_same_door(tmp_path):
    program = (COMMAND, "open", "--no-browser")
    with serving(tmp_path, program=program) as port:
        assert handshake(port, f"evil.example:{port}", f"http://evil.example:{port}") == 421
        assert handshake(port, f"127.0.0.1:{port}", f"http://127.0.0.1:{port}") == 101


def test_programs_alone_have_no_pages_and_the_same_door(tmp_path):
    with serving(tmp_path, program=(COMMAND, "serve")) as port:
        assert status(port, "/api/models") == 200
        assert status(port, "/_stcore/health") == 200
        assert [status(port, path) for path in ("/", "/Home", "/pictures/a.jpg", "/api")] == [
            404
        ] * 4
        assert handshake(port, f"127.0.0.1:{port}", None) == 404
        for method in ("GET", "POST"):
            assert status(port, "/api/color", method, Host="evil.example") == 421
            assert status(port, "/api/color", method, Origin="http://evil.example") == 403
            assert status(port, "/api/color", method, Origin="null") == 403
        refused = requests.get(f"http://127.0.0.1:{port}/api/x", headers={"Origin": "null"})
        assert refused.json()["error"]["found"] == "a page of another site"
        # a proxy of this computer speaks for another one
        assert status(port, "/api/models", **{"X-Forwarded-For": "192.0.2.7"}) == 401
        token = (tmp_path / "api.token").read_text()
        assert status(port, "/api/models", Authorization=f"Bearer {token}") == 200
        assert stat.S_IMODE((tmp_path / "api.token").stat().st_mode) == 0o600


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_nobody_outside_is_asked_about_a_foreign_page(tmp_path):
    log = tmp_path / "calls.txt"
    program = ("strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(log), COMMAND,
               "open", "--no-browser")  # fmt: skip
    with serving(tmp_path, program=program) as port:
        for origin in ("http://evil.example", "http://127.0.0.1:9999", "null"):
            assert handshake(port, f"127.0.0.1:{port}", origin) == 403
            assert status(port, "/", Origin=origin) == 403
    calls = log.read_text().splitlines()
    assert [call for call in calls if "connect(" in call and "AF_INET" in call] == []


@pytest.mark.parametrize("prefix", ["", "/photos"])
def test_a_proxy_that_it_was_told_of_leads_to_it(tmp_path, monkeypatch, prefix):
    monkeypatch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", SITE)
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", prefix)
    with serving(tmp_path) as behind, proxy(behind) as port:
        assert handshake(port, SITE, f"https://{SITE}", prefix + SOCKET) == 101
        assert status(port, f"{prefix}/_stcore/health", Host=SITE) == 200
        assert handshake(port, "evil.example", "http://evil.example", prefix + SOCKET) == 421
        assert handshake(port, SITE, "http://evil.example", prefix + SOCKET) == 403
        assert status(port, f"{prefix}/_stcore/metrics", Host=SITE) == 404


@contextmanager
def proxy(behind: int) -> Iterator[int]:
    """A proxy that hands on every byte, `Host` with them, as `proxy_set_header Host $http_host`."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_lead, args=(door, behind), daemon=True).start()
        yield door.getsockname()[1]


def _lead(door: socket.socket, behind: int) -> None:
    while True:
        try:
            visitor, _ = door.accept()
        except OSError:
            return
        server = socket.create_connection(("127.0.0.1", behind))
        for pair in ((visitor, server), (server, visitor)):
            threading.Thread(target=_hand_on, args=pair, daemon=True).start()


def _hand_on(one: socket.socket, other: socket.socket) -> None:
    with one, suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
