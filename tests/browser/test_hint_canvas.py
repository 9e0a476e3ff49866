"""Hints in a real browser: clicked, painted, undone, edited, saved and brought back."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import requests
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from skimage.color import deltaE_ciede2000, rgb2lab

from browser.chromium import Browser
from studio.color import into_gamut

pytestmark = pytest.mark.browser

RED, BLUE, GREEN, YELLOW = "#b03a2e", "#2e6fc1", "#3f8f4a", "#c9a227"
FIRST, SECOND = (0.32, 0.45), (0.55, 0.3)
LINE = [(0.25, 0.8), (0.4, 0.84), (0.55, 0.8)]
CANVAS = "[class*='st-key-canvas-']:not(.st-key-canvas-width)"


class Painter(Browser):
    """A person at the hint canvas."""

    def open(self, photo_file):
        self.upload(photo_file)
        self.press("Hint Canvas")
        return self

    def click(self, spot):
        self._hand().move_to_element_with_offset(*self._place(spot)).click().perform()
        self.settle()

    def paint(self, path):
        hand = self._hand().move_to_element_with_offset(*self._place(path[0])).click_and_hold()
        for spot in path[1:]:
            hand.move_to_element_with_offset(*self._place(spot))
        hand.release().perform()
        self.settle()

    def choose(self, color):
        """Type a colour into the pen's picker."""
        self.driver.find_element(By.CSS_SELECTOR, ".st-key-color button, .st-key-color [data-testid=stColorPickerBlock]").click()
        (field,) = self.wait(lambda: self.driver.find_elements(By.CSS_SELECTOR, "[data-testid=stColorPickerPopover] input"))
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(color, Keys.ENTER)
        self.driver.find_element(By.TAG_NAME, "h1").click()
        self.settle()

    def edit(self, row, column, text):
        """Type into a cell of the table; both count from 0."""
        table = self.driver.find_element(By.CSS_SELECTOR, "[data-testid=stDataFrame] canvas")
        corner = -table.size["width"] // 2 + 20, -table.size["height"] // 2 + 52 + 35 * row
        hand = self._hand().move_to_element_with_offset(table, *corner).click()
        hand.send_keys(*[Keys.ARROW_RIGHT] * column, text, Keys.ENTER).perform()
        self.settle()

    def result(self):
        """Return the pixels of the result on the page: uint8 (H, W, 3)."""
        image = self.driver.find_element(By.CSS_SELECTOR, ".stMain [data-testid=stImage] img")
        return pixels(requests.get(image.get_attribute("src"), timeout=60).content)

    def download(self, label):
        """Press a button and return the bytes of the file that comes."""
        self.press(label)
        path = self.downloaded()
        data = path.read_bytes()
        path.unlink()
        return data

    def _hand(self):
        return ActionChains(self.driver, duration=50)

    def _place(self, spot):
        canvas = self.driver.find_element(By.CSS_SELECTOR, CANVAS)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
        sides = canvas.size["width"], canvas.size["height"]
        return canvas, *(round((share - 0.5) * side) for share, side in zip(spot, sides, strict=True))
