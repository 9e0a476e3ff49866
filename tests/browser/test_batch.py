"""A batch is a desk: found again after anything, and each of its photos can be corrected."""

from types import SimpleNamespace

import numpy as np
import pytest
from browser.language import is_said, say
from browser.painter import Painter
from pictures import encoded
from selenium.webdriver.common.keys import Keys
from skimage import data

from studio.color.lab import turn_gray

VIEWS = np.s_[:280, :420], np.s_[10:290, 20:440], np.s_[20:300, 31:451]  # three views of a cat
MIDDLE = (0.5, 0.5)


class Assistant(Painter):
    """Somebody who has a folder of photos coloured."""

    patience_s = 180  # on a busy machine: photos are compared one by one

    def write(self, label: str, text: str) -> None:
        field = self.find(f"input[aria-label='{say(label)}']")
        self.show(field)
        field.send_keys(text, Keys.TAB)
        self.settle()

    def begin(self, photos, results) -> None:
        """Begin to colour a folder as an album in the style Vivid."""
        self.press("Batch")
        self.press("Vivid")
        self.press("Album of one piece")
        self.press("A folder on this computer")
        self.write("Folder of photos", str(photos))
        self.write("Folder for the results", str(results))
        self.wait(lambda: self._labelled("Start")[0].is_enabled())
        self.start("Start")

    def finish(self) -> None:
        """Wait until a batch has begun, and is done."""
        self.wait(lambda: not self._labelled("Stop"))
        self.wait(lambda: self.says("5 of 5 photos done"))


@pytest.fixture(scope="module")
def album(tmp_path_factory):
    """Three views of one thing, and two other photos."""
    folder = tmp_path_factory.mktemp("album")
    views = [turn_gray(data.chelsea())[view] for view in VIEWS]
    others = [turn_gray(data.coffee())[:300, :400], np.dstack([data.coins()] * 3)]
    (folder / "in").mkdir()
    for number, photo in enumerate([*views, *others], 1):
        (folder / "in" / f"view-{number}.png").write_bytes(encoded(photo, "PNG"))
    return folder


@pytest.fixture(scope="module")
def batch(chromium, studio, album):
    """What was seen: a folder's batch is killed, found again, and one of its photos corrected."""
    person, seen = Assistant(chromium, studio.address), SimpleNamespace()
    person.begin(album / "in", album / "out")
    person.wait(lambda: person.says("Finding what belongs together"))
    studio.kill()
    studio.begin()
    person.driver.get(studio.address)
    person.settle()
    person.press("Batch")
    seen.found = person.words()
    person.press("Continue, Vivid, 5 left")
    person.finish()
    before = {path.stem: path.read_bytes() for path in (album / "out").glob("*.png")}
    person.press("view-2.png")
    seen.canvas = person.words()
    person.place(MIDDLE, "#b03a2e")
    person.press("Put back")
    seen.put_back = (album / "out" / "view-2_colorized.png").read_bytes()
    person.wait(lambda: person.says("corrected"))
    person.finish()
    seen.after = {path.stem: path.read_bytes() for path in (album / "out").glob("*.png")}
    seen.changed = {name for name in before if seen.after[name] != before[name]}
    seen.faults = {}
    for theme in ("dark", "light"):
        person.wear(theme)
        seen.faults[theme] = person.faults()
    return seen


def test_a_batch_of_a_killed_server_is_found_again(batch):
    assert is_said("0 of 5 photos done, stopped", batch.found)
    assert is_said("Continue, Vivid, 5 left", batch.found)


def test_a_pressed_tile_is_corrected_and_put_back_and_its_album_follows(batch):
    assert is_said("view-2.png of the batch", batch.canvas)
    assert batch.after["view-2_colorized"] == batch.put_back
    assert {"view-2_colorized"} < batch.changed <= {f"view-{n}_colorized" for n in (1, 2, 3)}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_page_of_a_batch_has_no_grave_fault(batch, theme):
    assert batch.faults[theme] == []
