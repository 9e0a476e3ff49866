"""Going from page to page changes nothing: the recipe and its history are a person's alone."""

import json
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from browser.test_hint_canvas import Painter
from browser.test_segment import Editor
from skimage.color import rgb2lab

from studio.works import document

VISITS = 12  # a page each; 60 found the fault in about one of nine
PAGES = ["Hint Canvas", "Segment", "Auto Colorize"]
WIDTHS = [1900, 1100, 1400, 1024]  # pixels of the window
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 60_000}
GRAY = 2  # mean chroma below which a picture is


class Visitor(Painter, Editor):
    """Somebody who goes from page to page, and changes the window meanwhile."""

    def visit(self, page: str, width: int) -> None:
        self.wait(lambda: self._labelled(page))[0].click()
        self.driver.set_window_size(width, 1000)
        self.settle()
        self.find("h1")

    def picture(self, page: str) -> np.ndarray:
        """Return the result that a page shows."""
        return self.compared("second") if page == "Auto Colorize" else self.result()

    @property
    def key(self) -> str:
        return parse_qs(urlsplit(self.driver.current_url).query)["s"][0]


@pytest.fixture(scope="module")
def journey(chromium, server, server_folder, photo_file):
    """What was seen and what was saved, at each visit."""
    visitor = Visitor(chromium, server)
    visitor.open(photo_file)
    visitor.place((0.4, 0.6), "#b03a2e")
    visitor.press("Auto Colorize")
    visitor.press("Vivid")
    visitor.press("Muted")
    visitor.press("Hint Canvas")
    visitor.press("Undo")  # there is a step back, and one forth
    saved = server_folder / "own" / "works" / visitor.key / document.DOCUMENT
    seen = SimpleNamespace(before=saved.read_text(), saved=[], pictures=[])
    visitor.driver.execute_cdp_cmd("Network.enable", {})
    visitor.driver.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW)
    for number in range(VISITS):
        page = PAGES[number % len(PAGES)]
        visitor.visit(page, WIDTHS[number % len(WIDTHS)])
        seen.pictures.append((page, visitor.picture(page)))
        seen.saved.append(saved.read_text())
    fast = {**SLOW, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    visitor.driver.execute_cdp_cmd("Network.emulateNetworkConditions", fast)
    return seen


def test_no_visit_changes_the_recipe_or_its_history(journey):
    assert len(json.loads(journey.before)["future"]) == 1
    changed = [number for number, text in enumerate(journey.saved) if text != journey.before]
    assert changed == []


def test_the_picture_is_never_gray(journey):
    chroma = [
        np.hypot(*np.moveaxis(rgb2lab(picture[::4, ::4])[..., 1:], -1, 0)).mean()
        for _, picture in journey.pictures
    ]
    assert min(chroma) > GRAY


def test_the_picture_is_the_same_at_every_visit(journey):
    first = dict(reversed(journey.pictures))
    assert all(np.array_equal(picture, first[page]) for page, picture in journey.pictures)
