"""Hints in a real browser: clicked, painted, undone, edited, saved and brought back."""

import time
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import requests
from browser.chromium import PATIENCE_S, Browser, pixels
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from skimage.color import deltaE_ciede2000, rgb2lab

from studio.photo.gamut import into_gamut
from studio.recipe.recipe import load

RED, BLUE, GREEN, YELLOW = "#b03a2e", "#2e6fc1", "#3f8f4a", "#c9a227"
FIRST, SECOND = (0.32, 0.45), (0.55, 0.3)
LINE = [(0.25 + k / 40, 0.8 + k * (12 - k) / 900) for k in range(13)]
CANVAS = "[class*='st-key-canvas-']:not(.st-key-canvas-width)"
COLOR = 4  # its column in the table
ROW_HEIGHT, MIDDLE = 35, 52  # of the table, in pixels: of a row, and of the first from the top
KEY_S = 0.3  # the table takes a key a moment after the browser has


class Painter(Browser):
    """A person at the hint canvas."""

    def open(self, photo: Path) -> None:
        self.upload(photo)
        self.press("Hint Canvas")

    @contextmanager
    def anew(self):
        """Wait for another result than the one on the page."""
        before = self._address()
        yield
        self.wait(lambda: self._address() not in (None, before))
        self.settle()

    def click(self, spot):
        with self.anew():
            self._hand().move_to_element_with_offset(*self._place(spot)).click().perform()

    def click_quickly(self, spots):
        hand = self._hand()
        for spot in spots:
            hand.move_to_element_with_offset(*self._place(spot)).click()
        hand.perform()

    def paint(self, path):
        hand = self._hand().move_to_element_with_offset(*self._place(path[0])).click_and_hold()
        for spot in path[1:]:
            hand.move_to_element_with_offset(*self._place(spot))
        with self.anew():
            hand.release().perform()

    def dip(self, color):
        """Type a colour into the pen's picker."""
        self.find("[class*=st-key-color] button").click()
        field = self.find("input[id^=rc-editable-input]")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(color, Keys.ENTER)
        self.find("h1").click()
        self.settle()

    def edit(self, row, column, text):
        """Type into a cell of the table; both count from 0."""
        table = self.find("[data-testid=data-grid-canvas]")
        self.show(table)
        x, y = 20 - table.size["width"] // 2, MIDDLE + ROW_HEIGHT * row - table.size["height"] // 2
        hand = self._hand().move_to_element_with_offset(table, x, y).click()
        for key in [*[Keys.ARROW_RIGHT] * column, Keys.ENTER]:
            hand.pause(KEY_S).send_keys(key)
        hand.perform()
        cell = self.find(".gdg-input")
        cell.send_keys(Keys.CONTROL, "a")
        cell.send_keys(text)
        time.sleep(KEY_S)
        with self.anew():
            cell.send_keys(Keys.ENTER)

    def result(self) -> np.ndarray:
        """Return the pixels of the result on the page: uint8 (H, W, 3)."""
        return pixels(requests.get(self.wait(self._address), timeout=PATIENCE_S).content)

    def _address(self):
        script = "return document.querySelector('.stMain [data-testid=stImage] img')?.src"
        return self.driver.execute_script(script)

    def _hand(self):
        return ActionChains(self.driver, duration=50)

    def _place(self, spot):
        canvas = self.find(CANVAS)
        self.show(canvas)
        sides = canvas.size["width"], canvas.size["height"]
        return canvas, *(round((s - 0.5) * side) for s, side in zip(spot, sides, strict=True))


@pytest.fixture(scope="module")
def journey(chromium, server, photo_file) -> SimpleNamespace:
    """What was seen: give three hints, take back, bring back, edit, leave and return, save."""
    painter, seen = Painter(chromium, server), SimpleNamespace()
    painter.open(photo_file)
    seen.plain = painter.result()
    painter.dip(RED)
    painter.click(FIRST)
    seen.first = painter.result()
    painter.dip(BLUE)
    painter.click(SECOND)
    seen.second = painter.result()
    painter.dip(GREEN)
    painter.press("Brush")
    painter.paint(LINE)
    seen.third = painter.result()
    seen.before = painter.download("Download PNG").read_bytes()
    with painter.anew():
        painter.press("Undo")
    seen.undone = painter.result()
    with painter.anew():
        painter.press("Redo")
    seen.redone = painter.result()
    painter.press("Table of hints")
    painter.edit(1, COLOR, YELLOW)  # strokes come first, so this is the first point
    seen.edited = painter.result()
    painter.press("Home")
    painter.press("Hint Canvas")
    seen.returned = painter.result()
    seen.after = painter.download("Download PNG").read_bytes()
    seen.recipe = painter.download("Download recipe")
    return seen


def hints_of(path):
    return load(path.read_text()).recipe.hints


def distance(picture, photo, spot, color):
    """CIEDE2000 between a pixel and the chosen colour, as near as its lightness allows."""
    row, column = (int(share * side) for share, side in zip(spot[::-1], photo.shape, strict=False))
    asked = rgb2lab(np.array([[list(bytes.fromhex(color[1:]))]], np.uint8))[0, 0]
    asked[0] = rgb2lab(photo[row : row + 1, column : column + 1])[0, 0, 0]
    found = rgb2lab(picture[row : row + 1, column : column + 1])[0, 0]
    return deltaE_ciede2000(into_gamut(asked[None].astype(np.float32))[0], found)


@pytest.fixture(scope="module")
def photo(photo_file):
    return pixels(photo_file.read_bytes())


@pytest.mark.parametrize(
    ("spot", "color"), [(FIRST, RED), (SECOND, BLUE), *((spot, GREEN) for spot in LINE[::6])]
)
def test_a_hinted_spot_has_the_colour_that_was_chosen(journey, photo, spot, color):
    assert distance(pixels(journey.before), photo, spot, color) < 3


def test_every_hint_changes_the_result(journey):
    seen = [journey.plain, journey.first, journey.second, journey.third]
    assert all(not np.array_equal(a, b) for a, b in pairwise(seen))


def test_undo_takes_back_the_last_hint_and_redo_brings_it(journey):
    assert np.array_equal(journey.undone, journey.second)
    assert np.array_equal(journey.redone, journey.third)


def test_a_colour_edited_in_the_table_is_the_colour_of_its_spot(journey, photo):
    assert distance(pixels(journey.after), photo, FIRST, YELLOW) < 3
    assert distance(pixels(journey.after), photo, SECOND, BLUE) < 3


def test_hints_survive_a_change_of_page(journey):
    assert not np.array_equal(journey.edited, journey.third)
    assert np.array_equal(journey.returned, journey.edited)


def test_a_recipe_opened_in_another_browser_makes_the_same_picture(journey, painter):
    painter.press("Open a recipe")
    with painter.anew():
        painter.upload(journey.recipe)
    again = painter.download("Download PNG")
    assert np.array_equal(pixels(again.read_bytes()), pixels(journey.after))


@pytest.fixture
def painter(chromium, server, photo_file):
    opened = Painter(chromium, server)
    opened.open(photo_file)
    return opened


def test_hints_stay_in_place_when_the_window_changes(painter):
    painter.click(FIRST)
    before = hints_of(painter.download("Download recipe"))
    for width in (1900, 1100):
        painter.driver.set_window_size(width, 1000)
        painter.settle()
    painter.click(SECOND)
    after = hints_of(painter.download("Download recipe"))
    assert after.points[0] == before.points[0]
    x, y = after.points[1].x, after.points[1].y
    assert (x, y) == pytest.approx(SECOND, abs=0.01)


def test_no_click_of_a_quick_row_is_lost(painter):
    painter.click_quickly([(k / 10, 0.5) for k in range(1, 9)])
    assert painter.sees("8 hints")
