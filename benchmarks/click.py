"""From a click to an outline: what the server takes at 1 MP after the first look, and the browser.

    python -m benchmarks.click [--photo PHOTO] [--clicks 40] [--seed 0] [--no-browser]

Clicks fall on spots of a grid that no click was on before, each the first on its thing. `server` is
from the click to the map of the outline, `hint` likewise for a spot of the Hint Canvas; `browser`
is from the release of the mouse on Segment to the outline on the picture, with Chromium, the page
and the server on this computer. Printed are medians and nine in ten, in milliseconds, and the load
of the computer before and after, which all of them depend on.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from studio.color.sizes import fit, resize_map, shrink
from studio.models.registry import Registry
from studio.photo.photo import Photo, open_file
from studio.recipe.hints import PICKER, Point
from studio.recipe.regions import AS_FOUND, Click, Picked
from studio.rendering.filling import point_at
from studio.rendering.memory import Memory
from studio.segment.finder import Finder
from studio.ui.widgets.outline import describe

ROOT = Path(__file__).resolve().parents[1]
MEGAPIXEL = 1_152, 864  # width and height of the photo that is measured on
GRID = 12  # spots a side
WARM = 3  # clicks that are not counted
GOALS_MS = {"server": 60, "hint": 60, "browser": 250}
PATIENCE_S = 60
WATCH = """
window.drawn = [];
const put = CanvasRenderingContext2D.prototype.putImageData;
CanvasRenderingContext2D.prototype.putImageData = function (...rest) {
  put.apply(this, rest);
  if (this.canvas.matches(".outline")) {
    requestAnimationFrame(() => window.drawn.push(performance.now()));
  }
};
addEventListener("pointerup", () => { window.released = performance.now(); }, true);"""
TAKEN = """
const drawn = window.drawn.filter((time) => time > window.released);
return window.released && drawn.length ? drawn[0] - window.released : null;"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photo", type=Path, help="brought to 1 MP; by default the astronaut")
    parser.add_argument("--clicks", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.png"
        _photo(asked.photo).save(path)
        photo, spots = open_file(path), list(_spots(asked.clicks + WARM, asked.seed))
        print(
            f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {photo.width}x{photo.height}"
        )
        _tell("server", measure_server(photo, spots))
        _tell("hint", measure_hints(photo, spots))
        if asked.browser:
            _tell("browser", measure_browser(path, spots, Path(folder)))
        print(f"load {os.getloadavg()[0]:.1f}")


def measure_server(photo: Photo, spots: list[tuple[float, float]]) -> Iterator[float]:
    """Yield the seconds from a click on Segment to the map of what is outlined."""
    memory = Memory(Registry())
    size = shrink(photo.rgb).shape[:2]
    finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=memory, size=size)
    for x, y in spots:
        begun = time.perf_counter()
        mask = finder.region(Picked(model=PICKER, clicks=(Click(x, y),)))
        describe(mask)
        yield time.perf_counter() - begun


def measure_hints(photo: Photo, spots: list[tuple[float, float]]) -> Iterator[float]:
    """Yield the seconds from a click on the Hint Canvas to the map of what is outlined."""
    size = fit(photo.height, photo.width)
    finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=Memory(Registry()), size=size)
    for x, y in spots:
        point = Point(x=x, y=y, color="#b03a2e", size=0.02, within="thing")
        begun = time.perf_counter()
        describe(resize_map(finder.share(point_at(point)), *size) > 0.5)
        yield time.perf_counter() - begun


def measure_browser(path: Path, spots: list[tuple[float, float]], folder: Path) -> Iterator[float]:
    """Yield the seconds from the release of the mouse on Segment to the outline in Chromium."""
    sys.path.insert(0, str(ROOT / "tests"))
    from browser.chromium import Chromium
    from browser.conftest import serving
    from browser.editor import Editor

    programs = shutil.which("chromium") or "google-chrome", shutil.which("chromedriver") or ""
    with serving(ROOT, folder / "log.txt") as address, Chromium(programs, folder) as chromium:
        editor = Editor(chromium, address)
        editor.open(path)
        editor.driver.execute_script(WATCH)
        for spot in spots:
            editor.driver.execute_script("window.released = 0; window.drawn = [];")
            editor.at(spot).click().perform()
            end = time.monotonic() + PATIENCE_S
            while (taken := editor.driver.execute_script(TAKEN)) is None:
                if time.monotonic() > end:
                    raise TimeoutError(f"no outline after a click at {spot}")
                time.sleep(0.02)
            editor.settle()
            yield taken / 1000


def _photo(path: Path | None) -> Image.Image:
    given = Image.open(path) if path else Image.fromarray(data.astronaut())
    return given.convert("L").resize(MEGAPIXEL, Image.Resampling.LANCZOS)


def _spots(count: int, seed: int) -> Iterator[tuple[float, float]]:
    places = [((x + 0.5) / GRID, (y + 0.5) / GRID) for x in range(GRID) for y in range(GRID)]
    yield from random.Random(seed).sample(places, count)


def _tell(name: str, seconds: Iterator[float]) -> None:
    taken = sorted(1000 * second for second in list(seconds)[WARM:])
    most = float(np.percentile(taken, 90))
    middle, goal = statistics.median(taken), GOALS_MS[name]
    print(f"{name:8} {middle:6.0f} ms, nine in ten {most:6.0f} ms, goal {goal} ms")


if __name__ == "__main__":
    main()
