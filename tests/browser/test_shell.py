"""The shell of every page: on a phone, for the keyboard, and in forced colours."""

from types import SimpleNamespace

import pytest
from browser.editor import Editor
from browser.language import say
from browser.painter import Painter
from pictures import encoded
from PIL import Image
from skimage import data

SPOT = (0.4, 0.6)
ROW = 64  # CSS pixels: a head of one row is no higher
OPEN = "[data-testid=stExpandSidebarButton]"
IS_FOLDED = "return document.querySelector('[data-testid=stSidebar]').dataset.collapsed === 'true'"
TO_THE_END = "arguments[0].scrollIntoView({block: 'end'})"
IS_SEEN = """
const {top, bottom} = arguments[0].getBoundingClientRect();
return top >= 0 && bottom <= innerHeight;"""
FOCUSED = """
let found = document.activeElement;
while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
return found.getAttribute("aria-label") ?? found.innerText.trim().split("\\n").at(-1);"""
HAS_KEYBOARD = """
const {activeElement} = document;
return activeElement !== document.body && !activeElement.matches(":disabled");"""
STYLE = "return getComputedStyle(arguments[0])[arguments[1]]"


class Person(Painter, Editor):
    """Somebody with a phone, or without a mouse."""

    def choose(self, page: str) -> None:
        """Touch a page in the side bar."""
        self.touch(self.find(OPEN))
        link = self.wait(lambda: self._labelled(page))[0]
        self.wait(lambda: link.rect["x"] >= 0)  # the side bar has slid in
        self.touch(link)
        self.wait(lambda: self.find("h1").text == say(page))
        self.settle()

    def touch_label(self, label: str) -> None:
        """Touch what bears a label, below the picture that stays in sight."""
        found = self.wait(lambda: self._labelled(label))[-1]
        self.driver.execute_script(TO_THE_END, found)
        self.touch(found)

    def spread(self) -> None:
        """Draw two fingers apart on the picture."""
        near, far = ([self._finger((x, 0.5)) for x in xs] for xs in ((0.4, 0.6), (0.2, 0.8)))
        self._touch(("touchStart", near), ("touchMove", far), ("touchEnd", []))

    def tells(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    def goes_on(self, act: str, words: str = "") -> bool:
        """Press a button, and tell whether the keyboard goes on, with a control of these words."""
        self.press(act)
        self.wait(lambda: self.tells(HAS_KEYBOARD) and say(words) in self.tells(FOCUSED))
        return True


@pytest.fixture(scope="module")
def tab(chromium):
    """A tab of its own: one that was loaded anew while touched takes no finger later on."""
    driver = chromium.driver
    before = driver.current_window_handle
    driver.switch_to.new_window("tab")
    yield chromium
    driver.close()
    driver.switch_to.window(before)


@pytest.fixture(scope="module")
def phone(tab, server, photo_file) -> SimpleNamespace:
    """What was seen by touch at 420 pixels: pages, a hint, zoom, a tint, a download."""
    person, seen = Person(tab, server), SimpleNamespace()
    person.upload(photo_file)
    with person.phone():
        person.choose("Segment")
        seen.chosen = person.tells(IS_FOLDED)
        person.touch(person.find(OPEN))
        person.reload()
        seen.reloaded = person.tells(IS_FOLDED)
        seen.head = person.find(".st-key-head").size["height"]
        person.wait(person.address)
        with person.outlined():
            person.tap((0.5, 0.5))
        with person.anew():
            person.touch_label("Tint")
        person.tells(TO_THE_END, person.driver.find_elements("css selector", "h2, h3")[-1])
        seen.in_sight = person.tells(IS_SEEN, person.within(".stage")[0])
        seen.file = person.download("Download PNG")
        person.choose("Hint Canvas")
        person.wait(person.address)
        person.tap(SPOT)
        with person.anew():
            person.touch(person.choices()[0])
        seen.marks = person.marks()
        seen.zoom = [person.within("output")[0].text]
        person.spread()
        seen.zoom += [person.within("output")[0].text]
        seen.pan = [person.within(".view")[0].rect["x"]]
        person.swipe((0.55, 0.5, 0.45, 0.5))
        seen.pan += [person.within(".view")[0].rect["x"]]
    return seen


def test_the_side_bar_of_a_phone_folds_after_a_choice_and_begins_folded(phone):
    assert phone.chosen
    assert phone.reloaded


def test_the_head_of_a_phone_is_one_row(phone):
    assert phone.head <= ROW


def test_a_finger_gives_a_hint_two_enlarge_the_photo_and_one_moves_it(phone):
    assert len(phone.marks) == 1
    assert phone.pan[1] < phone.pan[0]
    before, after = (int(text.removesuffix(" %")) for text in phone.zoom)
    assert after > before


def test_the_picture_stays_in_sight_above_what_is_done_with_it(phone):
    assert phone.in_sight


def test_a_tinted_photo_is_downloaded_by_touch(phone, photo_file):
    with Image.open(phone.file) as made, Image.open(photo_file) as photo:
        assert made.size == photo.size


def test_the_keyboard_goes_on_after_every_act(chromium, server, photo_file, tmp_path):
    person = Person(chromium, server)
    person.upload(photo_file)
    assert person.goes_on("Vivid", "Vivid")
    person.wait(lambda: person._labelled("Undo")[0].is_enabled())
    assert person.goes_on("Undo", "Redo")
    assert person.goes_on("Home")
    assert person.goes_on("Close photo", "Upload")
    assert person.goes_on(photo_file.name, "Pictures")
    person.press("Home")
    person.press("Close photo")
    assert person.goes_on("Delete")
    (tmp_path / "cat.png").write_bytes(encoded(data.chelsea(), "PNG"))
    person.upload(tmp_path / "cat.png")
    assert person.goes_on("Keep", "Upload")
    person.upload(tmp_path / "cat.png")
    assert person.goes_on("Recolour")


def test_in_forced_colours_swatches_and_what_is_pressed_are_seen(chromium, server, photo_file):
    person = Person(chromium, server)
    person.wear("forced")
    person.open(photo_file)
    (pressed,) = person.within(".bar [data-tool][aria-pressed=true]")
    assert person.tells(STYLE, pressed, "outlineStyle") == "solid"
    person.press("Hint Canvas")
    person.wait(person.address)
    person.click(SPOT)
    assert person.tells(STYLE, person.within(".choices i")[0], "forcedColorAdjust") == "none"
