"""The studio is opened once, wherever there is room, and from the menu of programs."""

import os
import plistlib
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from commands import invoke

from studio import places
from studio.cli import instance, shortcut


class Silent(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_whoever_comes_second_is_led_to_the_first(monkeypatch):
    port = instance.claim()
    with HTTPServer(("127.0.0.1", port), Silent) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        second = invoke("open", "--no-browser")
        server.shutdown()
    assert second.exit_code == 0
    assert second.stdout == f"The studio is open at http://localhost:{port}\n"


def test_one_without_the_api_is_named_where_the_api_is_asked_for():
    port = instance.claim()
    with HTTPServer(("127.0.0.1", port), Silent) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        second = invoke("open", "--no-browser", "--api")
        server.shutdown()
    assert second.exit_code == 1
    assert "without the API" in second.stderr


def test_programs_are_served_where_they_look_or_not_at_all():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = invoke("serve", "--port", taken.getsockname()[1])
    assert refused.exit_code == 1
    assert "--port" in refused.stderr


def test_a_port_that_is_taken_is_left_to_who_has_it():
    port = instance.claim()
    with socket.create_server(("127.0.0.1", port)):
        (places.data() / instance.LOCK).unlink()
        assert instance.claim() not in (port, None)


def test_one_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(instance, "PATIENCE_S", 0)
    instance.claim()
    refused = invoke("open", "--no-browser")
    assert refused.exit_code == 1
    assert "does not answer" in refused.stderr


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    home = tmp_path / "home of $one %u"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home


linux = pytest.mark.skipif(sys.platform != "linux", reason="as Linux has it")


@linux
def test_an_entry_of_the_menu_opens_the_studio(home):
    assert invoke("shortcut").exit_code == 0
    lines = (home / "applications/colorization-studio.desktop").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines[1:])
    assert told["Exec"] == f'"{Path(sys.executable).parent / "colorstudio"}" open'
    assert Path(told["Icon"]).is_file()


@linux
def test_an_entry_that_is_removed_leaves_nothing(home):
    for arguments in [(), (), ("--remove",), ("--remove",)]:
        assert invoke("shortcut", *arguments).exit_code == 0
    assert not home.exists()


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
@pytest.mark.process
def test_an_application_of_a_mac_starts_the_command(tmp_path):
    bundle = tmp_path / "Studio.app"
    (bundle / "Contents/Resources").mkdir(parents=True)
    program = tmp_path / "it's a command"
    program.write_text('#!/bin/sh\necho "started: $1"\n')
    program.chmod(0o755)
    shortcut._write_bundle(program, bundle, bundle / "Contents/Resources/icon.icns")
    told = plistlib.loads((bundle / "Contents/Info.plist").read_bytes())
    start = bundle / "Contents/MacOS" / told["CFBundleExecutable"]
    assert subprocess.run([start], capture_output=True, text=True).stdout == "started: open\n"
