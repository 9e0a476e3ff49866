"""A person with the photo in hand: points at it, by mouse and by keyboard."""

from contextlib import contextmanager

import numpy as np
from browser.chromium import Browser
from selenium.webdriver import ActionChains

PHONE = {"width": 420, "height": 900, "deviceScaleFactor": 1, "mobile": True}
MIDDLE = """
const {left, top, width, height} = arguments[0].getBoundingClientRect();
return [left + width / 2, top + height / 2];"""


class Holder(Browser):
    """A person on a page with the picture that zooms."""

    @contextmanager
    def anew(self):
        """Wait for another result than the one on the page."""
        before = self.address()
        yield
        self.wait(lambda: self.address() not in (None, before))
        self.settle()

    def keys(self, *keys):
        """Press keys on the picture."""
        self.within(".stage")[0].send_keys(*keys)
        self.settle()

    def tool(self, name):
        self.within(f"[data-tool={name}]")[-1].click()
        self.settle()

    def result(self) -> np.ndarray:
        """Return the pixels of the result on the page: uint8 (H, W, 3)."""
        return self.fetch(self.wait(self.address))

    def within(self, selector):
        return self.inside(selector, ".picture")

    def address(self):
        return self.within(".result")[0].get_attribute("src")

    def at(self, spot):
        return ActionChains(self.driver, duration=50).move_to_element_with_offset(
            *self.place_of(spot)
        )

    def place_of(self, spot):
        """Return a spot of the photo as its offset from the middle of the part that is seen."""
        stage, view = self.within(".stage")[0], self.within(".view")[0]
        self.show(stage)
        left, width = view.rect["x"] - stage.rect["x"], view.rect["width"]
        top, height = view.rect["y"] - stage.rect["y"], view.rect["height"]
        x, y = left + spot[0] * width, top + spot[1] * height
        return stage, round(x - stage.rect["width"] / 2), round(y - stage.rect["height"] / 2)

    @contextmanager
    def window(self, width, height):
        """Have a window of so many pixels within."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.settle()
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    @contextmanager
    def phone(self):
        """Hold a phone: narrow, and touched with fingers."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.settle()
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def tap(self, spot) -> None:
        """Touch a spot of the picture with a finger."""
        self._touch(("touchStart", [self._finger(spot)]), ("touchEnd", []))

    def touch(self, element) -> None:
        """Touch an element of the control with a finger."""
        x, y = self.driver.execute_script(MIDDLE, element)
        self._touch(("touchStart", [{"x": x, "y": y}]), ("touchEnd", []))

    def turn_into(self, kind):
        """Be another kind of person in the same window."""
        other = object.__new__(kind)
        other.driver, other.downloads = self.driver, self.downloads
        return other

    def swipe(self, ends) -> None:
        """Draw a finger from a spot of the picture to another."""
        first, last = self._finger(ends[:2]), self._finger(ends[2:])
        self._touch(("touchStart", [first]), ("touchMove", [last]), ("touchEnd", []))

    def _touch(self, *steps) -> None:
        for kind, points in steps:
            touch = {"type": kind, "touchPoints": points}
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", touch)
        self.settle()

    def _finger(self, spot) -> dict[str, float]:
        """Return where a spot of the picture is in the window."""
        stage, across, down = self.place_of(spot)
        middle = self.driver.execute_script(MIDDLE, stage)
        return {"x": middle[0] + across, "y": middle[1] + down}
