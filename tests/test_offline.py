"""No request leaves the computer: a process that may reach nobody colours and segments.

The hook sees Python's sockets alone; what libraries of other languages ask of the system, a log of
its calls tells: `strace -f -e trace=network colorstudio auto PHOTO -o OUT.png`.
"""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.process

SHUT_OFF = """
import json, sys
from pathlib import Path

asked = []

def refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto"):
        asked.append(f"{event} {arguments[1:]}")
        raise OSError("nobody is to be reached")

sys.addaudithook(refuse)

import numpy as np
from PIL import Image
from studio.models.registry import COLORIZE, PICK, SEGMENT, Registry
from studio.photo import photo
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import develop
from studio.recipe.regions import AS_FOUND, Click, Picked
from studio.segment.finder import Finder

pixels = np.random.default_rng(0).integers(0, 256, (60, 80), np.uint8)
Image.fromarray(pixels).save(sys.argv[1])
memory, source = Memory(Registry()), photo.open_file(Path(sys.argv[1]))
hints = Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.1),))
colorizers, segmenters, pickers = (
    [m.name for m in memory.registry.ready(task)] for task in (COLORIZE, SEGMENT, PICK)
)
for name in colorizers:
    develop(source, Recipe(model=name, hints=hints), memory)
for name in segmenters:
    Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=(60, 80)).segmentation(name)
for name in pickers:
    where = Picked(model=name, clicks=(Click(0.5, 0.5),))
    Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=(60, 80)).region(where)
print(json.dumps([asked, colorizers, segmenters, pickers]))
"""


def test_colouring_and_segmenting_ask_nobody(tmp_path):
    made = subprocess.run(
        [sys.executable, "-c", SHUT_OFF, str(tmp_path / "photo.png")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    asked, colorizers, segmenters, pickers = json.loads(made.stdout)
    assert asked == []
    assert "compact" in colorizers
    assert {"camvid-compact", "people-compact"} <= set(segmenters)
    assert "pick-compact" in pickers
