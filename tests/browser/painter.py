"""A person on the Hint Canvas: clicks spots, paints, drags, edits the table."""

import time
from pathlib import Path

from browser.in_hand import Holder
from browser.language import say
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

CHANGE = """arguments[0].value = arguments[1];
arguments[0].dispatchEvent(new Event("change", {bubbles: true}));"""
ROW_HEIGHT, MIDDLE = 35, 52  # of the table, in pixels: of a row, and of the first from the top
KEY_S = 0.3  # the table takes a key a moment after the browser has


class Painter(Holder):
    """A person at the hint canvas."""

    def open(self, photo: Path) -> None:
        self.upload(photo)
        self.press("Hint Canvas")
        self.wait(self.address)

    def open_another(self, photo: Path) -> None:
        self.press("Close photo")
        assert self.sees("Drop a photo.")
        self.upload(photo)
        self.wait(self.address)

    def click(self, spot):
        """Click a spot of the photo, and see the likely colours for it."""
        self.at(spot).click().perform()
        self.settle()

    def choose(self, number, spot):
        """Give a spot one of the colours offered, as soon as they are."""
        self.at(spot).click().perform()
        self.wait(lambda: self.within(".popover:not([hidden])"))
        self.choices()[number].click()

    def hover(self, number):
        """Look at one of the colours offered."""
        with self.anew():
            ActionChains(self.driver).move_to_element(self.choices()[number]).perform()

    def choices(self):
        return self.wait(lambda: self.within(".choices button"))

    def dip(self, color):
        """Give the spot at hand an exact colour, as the browser's own picker does."""
        (field,) = self.within("[name=exact]")
        with self.anew():
            self.driver.execute_script(CHANGE, field, color)

    def place(self, spot, color):
        self.click(spot)
        self.dip(color)

    def paint(self, path):
        hand = self.at(path[0]).click_and_hold()
        for spot in path[1:]:
            hand.move_to_element_with_offset(*self.place_of(spot))
        with self.anew():
            hand.release().perform()

    def drag_hint(self, name, spot):
        (mark,) = self.within(f"[data-name='{name}'] .dot")
        hand = ActionChains(self.driver, duration=50).click_and_hold(mark)
        with self.anew():
            hand.move_to_element_with_offset(*self.place_of(spot)).release().perform()

    def click_hint(self):
        """Open the only hint, or take another thing for it."""
        self.show(self.within(".stage")[0])
        self.within("[data-name] .dot")[0].click()
        self.settle()

    def pressed(self):
        """Return how far the colour of the open spot goes."""
        pressed = self.within("[data-within][aria-pressed=true]")
        return [button.get_attribute("data-within") for button in pressed]

    def marks(self):
        """Return what the hints on the picture are called."""
        return [mark.get_attribute("data-name") for mark in self.within("[data-name]")]

    def switch(self, words):
        """Press the switch of that label, which shows a sheet to draw on."""
        label = (
            f"//*[@data-testid='stCheckbox'][contains(normalize-space(.), '{say(words)}')]//label"
        )
        self.click_on(self.wait(lambda: self.driver.find_elements(By.XPATH, label))[0])

    def draw_on_sheet(self, start, way):
        """Draw a straight stroke on the sheet, from a place told from its middle, in pixels."""
        (sheet,) = self.inside(".upper-canvas", ".upper-canvas")
        self.show(sheet)
        hand = ActionChains(self.driver, duration=50).move_to_element_with_offset(sheet, *start)
        hand.click_and_hold().move_by_offset(*way).release().perform()
        self.settle()

    def edit(self, row, column, text):
        """Type into a cell of the table; both count from 0."""
        table = self.find("[data-testid=data-grid-canvas]")
        self.show(table)
        x, y = 20 - table.size["width"] // 2, MIDDLE + ROW_HEIGHT * row - table.size["height"] // 2
        hand = ActionChains(self.driver, duration=50)
        hand.move_to_element_with_offset(table, x, y).click()
        for key in [*[Keys.ARROW_RIGHT] * column, Keys.ENTER]:
            hand.pause(KEY_S).send_keys(key)
        hand.perform()
        cell = self.find(".gdg-input")
        cell.send_keys(Keys.CONTROL, "a")
        cell.send_keys(text)
        time.sleep(KEY_S)
        with self.anew():
            cell.send_keys(Keys.ENTER)
