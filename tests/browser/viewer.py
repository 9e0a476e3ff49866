"""A person on the page Film: opens a clip, corrects a scene, plays it, has it coloured."""

from pathlib import Path

import numpy as np
from browser.language import find_values
from browser.painter import Painter

VIDEO = """
const video = arguments[0];
return [video.currentTime, video.paused, video.readyState, video.error?.message ?? ""];"""
PIXELS = """
const canvas = arguments[0];
const {width, height} = canvas;
return [width, height, Array.from(canvas.getContext("2d").getImageData(0, 0, width, height).data)];
"""


class Viewer(Painter):
    """A person on the page Film."""

    patience_s = 240  # two cores colour some frames a second, and fewer beside Chromium

    def open_film(self, film: Path) -> None:
        """Drop a film, and wait until its scenes are there."""
        self.press("Film")
        self.upload(film)
        self.wait(self.tiles)
        self.settle()

    def tiles(self) -> list[str]:
        """Return what the tiles are called."""
        cards = "return [...document.querySelectorAll('[class*=st-key-card-scene-] button')]"
        names = ".map((card) => card.innerText.trim()).filter(Boolean)"
        return self.driver.execute_script(cards + names)

    def open_scene(self, number: int) -> None:
        """Press a tile, and wait for the canvas with its frame."""
        self.press(f"Scene {number}")
        self.wait(self.address)
        self.settle()

    def show_scene(self, number: int) -> None:
        """Have a scene played, and wait until it can be."""
        buttons = "[class*='st-key-play-'] button"
        self.click_on(self.driver.find_elements("css selector", buttons)[number - 1])
        self.wait_for_player()

    def wait_for_player(self) -> None:
        self.wait(lambda: self.video()[2] >= 2)
        self.settle()

    def video(self) -> tuple[float, bool, int, str]:
        """Return the time, whether it is paused, what is ready, and what went wrong."""
        (video,) = self.inside("video", ".player")
        return self.driver.execute_script(VIDEO, video)

    def pause(self) -> None:
        self.inside(".run", ".player")[0].click()
        self.settle()

    def frames(self) -> list[np.ndarray]:
        """Return what is seen before and after: uint8 (H, W, 3) each."""
        return [self._pixels(canvas) for canvas in self.inside("canvas", ".player")]

    def key_time(self) -> float:
        """Return the time of the frame that the scene follows."""
        (time,) = find_values("Follows the frame at {time}", self.words())
        minutes, seconds = time.replace(",", ".").split(":")
        return 60 * int(minutes) + float(seconds)

    def color(self) -> None:
        """Have the film coloured, and wait until it is."""
        self.press("Colour the film")
        self.wait(lambda: self.driver.find_elements("css selector", "a.download"))
        self.settle()

    def download_film(self) -> Path:
        """Press the link to the film in colour, and return the file that comes."""
        self.click_on(self.find("a.download"))
        return self._receive()

    def _pixels(self, canvas) -> np.ndarray:
        width, height, data = self.driver.execute_script(PIXELS, canvas)
        return np.array(data, np.uint8).reshape(height, width, 4)[..., :3]
