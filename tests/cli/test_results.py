"""What the commands write, as they write it, is given out for no photo by the next one."""

import numpy as np
import pytest
from commands import invoke
from pictures import encoded, noise

from studio.photo.folders import join, walk

MASK, HINTS = "mask.png", "hints.json"
COMMANDS = {
    "colours, PNG": ("auto", "photos", "-o", "out"),
    "colours, JPEG": ("auto", "photos", "-o", "out", "--format", "jpeg"),
    "colours, TIFF": ("auto", "photos", "-o", "out", "--format", "tiff"),
    "colours, WebP": ("auto", "photos", "-o", "out", "--format", "webp"),
    "a name of one's own": ("auto", "photos/a.png", "-o", "out/grandmother.jpg"),
    "hints": ("hint", "photos/a.png", "--hints", HINTS, "-o", "out/hinted.png"),
    "classes": ("segment", "photos", "-o", "out", "--overlay", "--model", "camvid-compact"),
    "a tint": (
        *("tint", "photos/a.png", "--region", f"mask:{MASK}", "--color", "#2e86c1"),
        *("-o", "out/tinted.png"),
    ),
    "contact sheets": ("batch", "photos", "-o", "out", "--workers", "1", "--sheet"),
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("photos", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "photos/a.png").write_bytes(encoded(noise(32, 48, 1)[..., 0], "PNG"))
    (tmp_path / MASK).write_bytes(encoded(np.tri(32, 48, dtype=np.uint8) * 255, "PNG"))
    (tmp_path / HINTS).write_text(
        '{"points": [{"x": 0.5, "y": 0.5, "color": "#b03a2e", "size": 0.1}]}'
    )
    return tmp_path


@pytest.mark.slow
@pytest.mark.process  # `batch` starts one
@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_made_is_no_photo(here, command):
    assert invoke(*COMMANDS[command]).exit_code == 0
    found = join(walk(here / "out"))
    assert found.results
    assert not found.photos
