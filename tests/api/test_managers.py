"""The lines of docs/api.md for other programs do what the page says, as they stand there."""

import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pictures import encoded, noise

from studio.photo.results import is_result

pytestmark = [pytest.mark.process, pytest.mark.slow]

PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
SCRIPTS = dict(re.findall(r"<!-- script: (.*?) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))
GIMP = """
import shutil, sys, types
from pathlib import Path
from unittest.mock import MagicMock

gi = types.ModuleType("gi")
gi.require_version = lambda *_: None
repository = types.ModuleType("gi.repository")
gimp, gio = MagicMock(), MagicMock()
gimp.PlugIn = object
gio.File.new_for_path = str
gimp.file_save = lambda mode, image, path, _: shutil.copy(image.path, path)
gimp.file_load_layer = lambda mode, image, path: MagicMock(content=Path(path).read_bytes())
repository.Gimp, repository.Gio, repository.GLib = gimp, gio, MagicMock()
sys.modules |= {"gi": gi, "gi.repository": repository}
gimp.main = lambda *_: None
image = MagicMock(path=sys.argv[1])
code = Path(sys.argv[3]).read_text().replace("ColourPhoto.__gtype__", "None")
exec(code)
run(MagicMock(), None, image, [], None, None)
Path(sys.argv[2]).write_bytes(image.insert_layer.call_args[0][0].content)
"""


@pytest.fixture
def photo(tmp_path) -> Path:
    """A photo whose name a shell would take for something else."""
    path = tmp_path / "grand; ma, $1.jpg"
    path.write_bytes(encoded(noise(24, 32), "JPEG"))
    return path


@pytest.fixture
def script(server, tmp_path):
    """What writes a script of the page with this server in it, and returns its path."""

    def write(name: str) -> Path:
        path = tmp_path / name
        path.write_text(SCRIPTS[name].replace("http://localhost:8500/api", server.url))
        path.chmod(0o755)
        return path

    return write


def test_a_file_manager_gets_a_picture_beside_each_photo(script, photo):
    none = photo.with_name("none.jpg")
    none.write_bytes(b"no photo")
    made = subprocess.run([script("colour-photos"), photo, none], capture_output=True, text=True)
    assert is_result(photo.with_name("grand; ma, $1_colorized.png"))
    assert made.stderr == f"{none} was not coloured\n"
    assert not none.with_name("none_colorized.png").exists()


def test_digikam_gets_its_output(script, photo, tmp_path):
    output = tmp_path / "out put.png"
    names = {"$INPUT": f'"{photo}"', "$OUTPUT": f'"{output}"'}  # as digiKam replaces them
    line = script("digikam").read_text()
    for word, name in names.items():
        line = line.replace(word, name.replace("$1", "\\$1"))
    subprocess.run(["/bin/sh", "-c", line], check=True)
    assert is_result(output)


def test_a_folder_of_photoprism_is_coloured_once(script, photo, tmp_path, monkeypatch):
    folder = tmp_path / "originals/1930s"
    folder.mkdir(parents=True)
    first = photo.rename(folder / "a b.jpg")
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\necho $@\n")
    docker.chmod(0o755)
    script("colour-photos")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    for _ in range(2):
        told = subprocess.run(
            ["/bin/sh", script("photoprism")], cwd=tmp_path, capture_output=True, text=True
        )
        assert told.stdout == "compose exec photoprism photoprism index\n"
    result = first.with_name("a b_colorized.png")
    assert is_result(result)
    assert sorted(folder.iterdir()) == sorted([first, result])


class Immich(BaseHTTPRequestHandler):
    """Answers as Immich's description says, and keeps what is sent."""

    sent = b""
    original = b""

    def do_GET(self):
        assert (self.path, self.headers["x-api-key"]) == ("/api/assets/one/original", "secret")
        self._answer(self.original)

    def do_POST(self):
        assert (self.path, self.headers["x-api-key"]) == ("/api/assets", "secret")
        Immich.sent = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(b'{"id": "two", "status": "created"}')

    def _answer(self, content):
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def test_immich_gets_another_asset(script, photo):
    Immich.original = photo.read_bytes()
    with HTTPServer(("127.0.0.1", 0), Immich) as immich:
        threading.Thread(target=immich.serve_forever, args=(0.02,), daemon=True).start()
        here = f"http://127.0.0.1:{immich.server_port}"
        text = script("immich").read_text().replace("http://localhost:2283", here)
        line = f"key=secret\n{text}\ncolour one 1931-05-01T00:00:00.000Z"
        subprocess.run(["/bin/sh", "-c", line], check=True, capture_output=True)
        immich.shutdown()
    for word in (
        b'name="assetData"; filename="one_colorized.jpg"',
        b"one-colorized",
        b"1931-05-01",
    ):
        assert word in Immich.sent
    assert b"\xff\xd8\xff" in Immich.sent


def test_gimp_gets_a_layer(script, photo, tmp_path):
    result = tmp_path / "layer.png"
    command = [sys.executable, "-c", GIMP, photo, result, script("gimp")]
    subprocess.run(command, check=True)
    assert is_result(result)
