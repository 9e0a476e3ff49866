"""A person on the page Segment: clicks things, paints on them, says what to do with them."""

import base64
import io
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from browser.in_hand import Holder
from browser.language import find_values, say
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

HEX = "[data-testid=stColorPickerPopover] input"
SWATCHES = """
const swatches = document.querySelectorAll("[data-testid=stColorPicker]");
return [...swatches].map((swatch) => swatch.textContent.trim());"""
OUTLINE = "return arguments[0].hidden ? null : arguments[0].toDataURL()"


class Editor(Holder):
    """A person on the page Segment."""

    def open(self, photo: Path) -> None:
        self.upload(photo)
        self.press("Segment")
        self.wait(self.address)

    def click(self, spot, *, holding: str = "") -> None:
        """Click a spot of the picture while a key is held."""
        hand = self.at(spot)
        if holding:
            hand = hand.key_down(holding).click().key_up(holding)
        (hand if holding else hand.click()).perform()
        self.settle()

    @contextmanager
    def outlined(self):
        """Wait for another outline than the one on the picture."""
        before = self.drawn()
        yield
        self.wait(lambda: self.drawn() not in (None, before))
        self.settle()

    def drawn(self) -> str | None:
        """Return the address of the outline on the picture, if there is one."""
        return self.driver.execute_script(OUTLINE, self.within(".outline")[0])

    def outline(self) -> np.ndarray:
        """Tell what is outlined: bool (h, w), True on the line."""
        data = base64.b64decode(self.drawn().partition(",")[2])
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))[..., 3] > 0

    def do(self, action: str) -> None:
        """Press what is to be done with the area at hand."""
        with self.anew():
            self.press(action)

    def titles(self) -> list[str]:
        """Return what the layers are called, in their order."""
        texts = self.driver.execute_script(SWATCHES)
        return [name for text in texts for name in find_values("Colour of {name}", text, ".+")]

    def recolor(self, layer: str, color: str) -> None:
        """Give a layer another colour by its swatch."""
        name = say(f"Colour of {layer}")
        swatch = f"//*[@data-testid='stColorPicker'][normalize-space(.) = '{name}']"
        (found,) = self.driver.find_elements(By.XPATH, swatch)
        self.show(found)
        with self.anew():
            found.find_element(By.CSS_SELECTOR, "[data-testid=stColorPickerBlock]").click()
            field = self.find(HEX)
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(color, Keys.ENTER)
            field.send_keys(Keys.ESCAPE)

    def switch(self, words: str) -> None:
        """Press the switch of that label."""
        label = f"//*[@data-testid='stCheckbox'][normalize-space(.) = '{say(words)}']//label"
        with self.anew():
            self.click_on(self.wait(lambda: self.driver.find_elements(By.XPATH, label))[0])

    def drag(self, ends: tuple[float, float, float, float], *, holding: str = "") -> None:
        """Press at a spot of the picture and let go at another, while a key is held."""
        hand = self.at(ends[:2])
        hand = hand.key_down(holding) if holding else hand
        hand.click_and_hold().move_to_element_with_offset(*self.place_of(ends[2:])).release()
        (hand.key_up(holding) if holding else hand).perform()
        self.settle()
