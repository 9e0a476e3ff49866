"""Nothing is lost, and nobody sees another's: reload, a killed server, another browser."""

from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import Chromium
from browser.test_hint_canvas import Painter
from browser.test_segment import Editor

SPOTS = [(0.2, 0.3), (0.4, 0.6), (0.6, 0.3), (0.75, 0.7), (0.3, 0.8)]
COLORS = ["#b03a2e", "#2e6fc1", "#3f8f4a", "#c9a227", "#7a4fa3"]
BOXES = [(0.1, 0.1, 0.45, 0.5), (0.4, 0.05, 0.75, 0.5)]
STEPS = len(SPOTS) + len(BOXES)


class Person(Painter, Editor):
    """Somebody who gives hints, edits areas, and comes back."""

    def work(self, photo) -> None:
        """Give five hints and two edits."""
        Painter.open(self, photo)
        for spot, color in zip(SPOTS, COLORS, strict=True):
            self.place(spot, color)
        self.press("Segment")
        for box in BOXES:
            self.tool("box")
            self.drag(box)
            self.do("Tint")
        self.press("Hint Canvas")

    def step(self, label: str) -> np.ndarray:
        """Press Undo or Redo, and return the picture that comes."""
        with self.anew():
            self.press(label)
        return self.result()

    def can(self, label: str) -> bool:
        return self._labelled(label)[0].is_enabled()

    def walk(self) -> list[np.ndarray]:
        """Take back all steps there are, bring all back, and return every picture on the way."""
        seen = [self.result()]
        for label in ("Undo", "Redo"):
            while self.can(label):
                seen.append(self.step(label))
        # Streamlit greys out all that is on a page whose server does not answer
        self.wait(lambda: self.can("Undo"))
        assert not self.can("Redo")
        return seen

    def recent(self) -> list[str]:
        """Return the names on the cards of Recent."""
        cards = "return [...document.querySelectorAll('[class*=st-key-card-open-] button')]"
        names = ".map((card) => card.innerText.trim()).filter(Boolean)"
        return self.driver.execute_script(cards + names)


@pytest.fixture(scope="module", autouse=True)
def silence(chromium):
    """As elsewhere, but once the server is killed the console says so, in many words."""
    yield
    assert chromium.foreign_requests() == []
    chromium.complaints()


@pytest.fixture(scope="module")
def other(programs, tmp_path_factory):
    """Another person's browser."""
    with Chromium(programs, tmp_path_factory.mktemp("other")) as running:
        yield running


@pytest.fixture(scope="module")
def journey(chromium, other, studio, photo_file):
    """What was seen: work, go two steps back, reload, kill the server, look from elsewhere."""
    person, seen = Person(chromium, studio.address), SimpleNamespace()
    person.work(photo_file)
    person.step("Undo")
    person.step("Undo")
    seen.before, seen.address = person.result(), person.driver.current_url
    person.reload()
    seen.reloaded, seen.walk = person.result(), person.walk()
    seen.errors = chromium.complaints()
    studio.kill()
    seen.end = person.find(".server-end").text
    studio.begin()
    person.reload()
    seen.restarted, seen.second_walk = person.result(), person.walk()
    person.press("Home")
    person.press("Close photo")
    seen.own = person.recent()
    person.press(photo_file.name)
    person.press("Hint Canvas")
    seen.opened = person.result()
    stranger = Person(other, studio.address)
    seen.elsewhere = stranger.recent()
    stranger.press("Hint Canvas")
    seen.page = stranger.find(".stMain").text
    stranger.driver.get(seen.address)
    stranger.settle()
    seen.given = stranger.result()
    return seen


def test_a_reload_shows_the_same_picture(journey):
    assert np.array_equal(journey.reloaded, journey.before)


def test_a_reload_keeps_the_steps_back_and_forth(journey):
    back, forth = journey.walk[: STEPS - 1], journey.walk[STEPS - 2 :]
    assert len(journey.walk) == STEPS - 2 + STEPS + 1
    assert all(np.array_equal(*pair) for pair in zip(reversed(back), forth, strict=False))
    assert len({picture.tobytes() for picture in forth}) == STEPS + 1


def test_the_console_shows_no_error(journey):
    assert journey.errors == []


def test_the_end_of_the_server_is_told_in_the_studio_s_own_words(journey):
    assert journey.end == "The studio was closed. Start it again: your work is saved."


def test_a_killed_server_shows_the_same_picture(journey):
    assert np.array_equal(journey.restarted, journey.walk[-1])


def test_a_killed_server_keeps_the_steps(journey):
    forth = journey.walk[STEPS - 2 :]
    assert len(journey.second_walk) == STEPS + 1 + STEPS
    assert all(
        np.array_equal(*pair) for pair in zip(journey.second_walk[STEPS:], forth, strict=True)
    )


def test_recent_shows_what_was_closed_and_opens_it(journey, photo_file):
    assert journey.own == [photo_file.name]
    assert np.array_equal(journey.opened, journey.walk[-1])


def test_another_browser_sees_nothing_of_it(journey):
    assert journey.elsewhere == []
    assert "Drop a photo." in journey.page


def test_who_has_the_address_has_the_work(journey):
    assert np.array_equal(journey.given, journey.walk[-1])
