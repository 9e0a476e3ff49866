"""Nothing is lost, and nobody sees another's: reload, a killed server, another browser.

Two browsers on one work write nothing over, what was deleted comes back, and what was only looked
at leaves nothing behind.
"""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from browser.chromium import Chromium
from browser.language import is_said, say
from browser.test_hint_canvas import Painter
from browser.test_segment import Editor
from pictures import encoded
from skimage import data

from studio.ui.work import saving

SPOTS = [(0.2, 0.3), (0.4, 0.6)]
COLORS = ["#b03a2e", "#2e6fc1"]
BOX = (0.1, 0.1, 0.45, 0.5)
STEPS = len(SPOTS) + 1


class Person(Painter, Editor):
    """Somebody who gives hints, edits areas, and comes back."""

    def work(self, photo) -> None:
        """Give hints and tint an area."""
        Painter.open(self, photo)
        for spot, color in zip(SPOTS, COLORS, strict=True):
            self.place(spot, color)
        self.press("Segment")
        self.tool("box")
        self.drag(BOX)
        self.do("Tint")
        self.press("Hint Canvas")

    def step(self, label: str) -> np.ndarray:
        """Press Undo or Redo, and return the picture that comes."""
        with self.anew():
            self._labelled(label)[0].click()
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


@pytest.fixture(scope="module")
def other(programs, tmp_path_factory):
    """Another person's browser."""
    with Chromium(programs, tmp_path_factory.mktemp("other")) as running:
        yield running


@pytest.fixture(scope="module")
def colored_file(tmp_path_factory):
    """A photo in colour."""
    path = tmp_path_factory.mktemp("colored") / "coffee.png"
    path.write_bytes(encoded(data.coffee(), "PNG"))
    return path


@pytest.fixture(scope="module")
def journey(chromium, other, studio, photo_file, colored_file):
    """What was seen: work, go two steps back, reload, kill the server, delete, undo that, look from
    elsewhere, change it there, drop the file again, and drop one that is kept as it is.
    """
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
    person.press("Delete")
    seen.deleted = person.recent()
    person.reload()
    person.press("Undo")
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
    stranger.step("Undo")
    seen.theirs = stranger.step("Undo")
    seen.own_step = person.step("Undo")
    seen.is_told = person.sees("goes on as a copy")
    seen.copied = person.driver.current_url
    stranger.reload()
    seen.theirs_later = stranger.result()
    with person.anew():
        person.press("Show the other one")
    seen.taken, seen.taken_from = person.result(), person.driver.current_url
    person.press("Home")
    person.upload(photo_file)
    seen.is_told_again = person.sees("You have worked on this photo before")
    seen.again = person.driver.current_url
    person.press("Home")
    person.upload(colored_file)
    person.press("Keep")
    seen.kept, seen.left = person.recent(), person.driver.current_url
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
    assert journey.end == say("The studio was closed. Start it again: your work is saved.")


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
    assert is_said("Drop a photo.", journey.page)


def test_who_has_the_address_has_the_work(journey):
    assert np.array_equal(journey.given, journey.walk[-1])


def test_a_deleted_work_comes_back_after_a_reload(journey):
    assert journey.deleted == []
    assert np.array_equal(journey.opened, journey.walk[-1])


def test_of_two_browsers_the_second_is_told_and_writes_nothing_over(journey):
    assert journey.is_told
    assert _key(journey.copied) != _key(journey.address)
    assert np.array_equal(journey.theirs_later, journey.theirs)


def test_it_takes_what_the_other_one_saved(journey):
    assert _key(journey.taken_from) == _key(journey.address)
    assert np.array_equal(journey.taken, journey.theirs)


def test_a_file_that_is_dropped_again_is_the_same_work(journey):
    assert journey.is_told_again
    assert _key(journey.again) == _key(journey.address)


def test_a_photo_that_is_kept_as_it_is_leaves_nothing_behind(journey, photo_file, colored_file):
    assert colored_file.name not in journey.kept
    assert set(journey.kept) == {photo_file.name}
    assert _key(journey.left) == []


def _key(address):
    return parse_qs(urlsplit(address).query).get(saving.ADDRESS, [])
