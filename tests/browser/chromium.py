"""Chromium on the studio's pages, driven by what a person sees."""

import base64
import io
import json
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from browser import language
from browser.language import is_said, say
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from studio.language import LANGUAGES

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE = 1400, 1000  # of the window
PATIENCE_S, POLL_S = 60, 0.1  # on a busy machine
# Whether the page was drawn to its end, and nothing on it changed for a while: what a person does
# reaches the server a moment later.
QUIET_MS = 400
WATCH = """
window.changed = performance.now();
window.watcher ??= new MutationObserver(() => { window.changed = performance.now(); });
const all = {subtree: true, childList: true, attributes: true, characterData: true};
window.watcher.observe(document.body, all);"""
IS_QUIET = f"""
if (document.body && !window.watcher) {{{WATCH}}}
const app = document.querySelector("[data-testid=stApp]");
const idle = app?.dataset.testScriptState === "notRunning";
return idle && performance.now() - window.changed > {QUIET_MS};"""
# An icon's name stands on a line of its own.
LABELLED = """
const lines = (element) => element.innerText.split("\\n").map((line) => line.trim());
return [...document.querySelectorAll("button, summary, a, label")].filter(
  (element) => element.checkVisibility() && lines(element).includes(arguments[0]));"""
FETCH = """
const [address, done] = arguments;
const encode = async (bytes) => new Uint8Array(await bytes.arrayBuffer()).toBase64();
fetch(address).then((answer) => answer.blob()).then(encode).then(done);"""
TO_THE_MIDDLE = "arguments[0].scrollIntoView({block: 'center'})"
COMPONENT = """
return [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
  .map((element) => element.shadowRoot).find((root) => root?.querySelector(arguments[0]));"""
COUNT = "(getEventListeners(window).{} ?? []).length"
GRAVE = "serious", "critical"  # of axe-core's faults
AXE = "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(done);"
LOCAL = {"127.0.0.1", "localhost"}
THEMES = {
    "light": {"name": "prefers-color-scheme", "value": "light"},
    "dark": {"name": "prefers-color-scheme", "value": "dark"},
    "forced": {"name": "forced-colors", "value": "active"},
}
COMPLAINTS = {"SEVERE", "WARNING"}
HALF = {".crdownload", ".part"}  # ends of the names of files that are still on their way


class Chromium:
    """A running browser; `with` closes it.

    Parameters
    ----------
    programs : tuple of str
        Paths of Chromium and its driver.
    folder : Path
        An empty one, for the browser's profile and for downloads.
    """

    def __init__(self, programs: tuple[str, str], folder: Path) -> None:
        self.downloads = folder / "downloads"
        options = webdriver.ChromeOptions()
        options.binary_location = programs[0]
        for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
            options.add_argument(flag)
        options.add_experimental_option(
            "prefs",
            {
                "download.default_directory": str(self.downloads),
                "intl.accept_languages": language.TAG,
            },
        )
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        options.add_experimental_option("perfLoggingPrefs", {"enablePage": False})
        self.driver = webdriver.Chrome(options, webdriver.ChromeService(programs[1]))
        self.driver.get("about:blank")
        self._log("performance")  # what Chromium's own first page asked for is not the studio's

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.quit()

    def open(self, address: str) -> None:
        """Go to an address as anybody does: in a window of the usual size, with no wishes."""
        self.driver.set_window_size(*SIZE)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        self.driver.get(address)

    def foreign_requests(self) -> list[str]:
        """Return every address asked for since the last call that is not the studio's own."""
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        asked = [address for event in events if (address := _address(event))]
        assert asked, "the log of requests is empty"
        return [address for address in asked if not _is_local(address)]

    def complaints(self) -> list[str]:
        """Return the errors and warnings in the browser's console since the last call."""
        return [each["message"] for each in self._log("browser") if each["level"] in COMPLAINTS]

    def _log(self, kind: str) -> list[dict]:
        return self.driver.get_log(kind)


class Browser:
    """One person's browser: a new session on the home page, in the place of the one before.

    Parameters
    ----------
    running : Chromium
        Or another program of that kind.
    address : str
        Of the studio's server.
    """

    patience_s = PATIENCE_S

    def __init__(self, running: Chromium, address: str) -> None:
        self.driver, self.downloads = running.driver, running.downloads
        shutil.rmtree(self.downloads, ignore_errors=True)
        running.open(address)
        self.settle()

    def reload(self) -> None:
        self.driver.refresh()
        self.settle()

    def wait(self, condition):
        return WebDriverWait(self.driver, self.patience_s, POLL_S).until(lambda _: condition())

    def settle(self) -> None:
        """Wait until the page was drawn to its end, and stays so."""
        self.driver.execute_script(WATCH)
        self.wait(lambda: self.driver.execute_script(IS_QUIET))

    def find(self, selector: str):
        """Wait for what matches, and return the first of it."""
        return self.wait(lambda: self.driver.find_elements(By.CSS_SELECTOR, selector))[0]

    def show(self, element) -> None:
        """Scroll an element into the middle."""
        self.driver.execute_script(TO_THE_MIDDLE, element)

    def upload(self, path: Path) -> None:
        """Drop a file into the page's first uploader."""
        self.find("input[type=file]").send_keys(str(path))
        self.settle()

    def press(self, label: str) -> None:
        """Press what bears exactly this label: a button, a choice, an expander or a page link.

        Here and below, words are English, and are looked for in the language of the pages.
        """
        self.start(label)
        self.settle()

    def start(self, label: str) -> None:
        """Press what begins something that goes on: its page is not still."""
        self.wait(lambda: any(map(self._is_clicked, self._labelled(label)[:1])))

    def click_on(self, element) -> None:
        self.wait(lambda: self._is_clicked(element))
        self.settle()

    def move(self, slider: str, *keys: str) -> float:
        """Press keys on the slider of that label; return its new value."""
        knob = self.driver.find_element(
            By.CSS_SELECTOR, f"[type=range][aria-label='{say(slider)}']"
        )
        knob.send_keys(*keys)
        self.settle()
        return float(knob.get_attribute("value"))

    def choose_language(self, tag: str) -> None:
        """Have the pages told in a language, and wait until the browser has drawn this one anew."""
        field = self.find(".st-key-language input")
        self.show(field)
        field.send_keys(LANGUAGES[tag], Keys.ENTER)
        self.find(f"html[lang={tag}] h1")
        self.settle()

    def compared(self, side: str) -> np.ndarray:
        """Return the pixels of the `first` or `second` picture of a comparison."""
        self.wait(lambda: self.inside(f".{side} img[src]"))
        return self.fetch(self.inside(f".{side} img")[0].get_attribute("src"))

    def fetch(self, address: str) -> np.ndarray:
        """Return the pixels of a picture on the page: uint8 (H, W, 3)."""
        return pixels(base64.b64decode(self.driver.execute_async_script(FETCH, address)))

    def inside(self, selector: str, component: str = ".comparison") -> list:
        """Return what matches within the component that has such an element."""
        root = self.wait(lambda: self.driver.execute_script(COMPONENT, component))
        return root.find_elements(By.CSS_SELECTOR, selector)

    def sees(self, words: str) -> bool:
        """Tell whether words appear on the page before patience ends."""
        return bool(self.wait(lambda: self.says(words)))

    def says(self, words: str) -> bool:
        """Tell whether words are on the page now."""
        return is_said(words, self.words())

    def words(self) -> str:
        """Return all words on the page, but for those within components.

        The driver's own way looks at each element's style in turn and, asked in a loop, takes more
        of the computer than the studio.
        """
        return self.driver.execute_script("return document.body.innerText")

    def download(self, label: str) -> Path:
        """Press a button and return the file that comes, in a folder of its own."""
        self.press(label)
        return self._receive()

    def _receive(self) -> Path:
        """Wait for a file, and return where it lies then."""
        self.wait(self._downloaded)
        (path,) = self.downloads.iterdir()
        return path.rename(Path(tempfile.mkdtemp(dir=self.downloads.parent)) / path.name)

    def wear(self, theme: str) -> None:
        """Prefer a theme: "light" or "dark"; or have the system's few colours "forced"."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [THEMES[theme]]})

    def faults(self) -> list[tuple[str, list[str]]]:
        """Return the grave faults that axe-core finds on the page, and where."""
        self.settle()
        axe = files("axe_core_python") / "axe.min.js"
        self.driver.execute_script(axe.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(AXE)["violations"]
        grave = [fault for fault in found if fault["impact"] in GRAVE]
        return [(fault["id"], [n["html"][:120] for n in fault["nodes"]]) for fault in grave]

    def listeners(self, kind: str) -> int:
        """Return how many of the page's listeners wait for the window's events of a kind."""
        counted = {"expression": COUNT.format(kind), "includeCommandLineAPI": True}
        found = self.driver.execute_cdp_cmd("Runtime.evaluate", counted)
        return found["result"]["value"]

    def _is_clicked(self, element) -> bool:
        """Click an element, unless something lies over it, as a toast does, or it is drawn anew."""
        try:
            self.show(element)
            element.click()
        except (ElementClickInterceptedException, StaleElementReferenceException):
            return False
        return True

    def _downloaded(self) -> bool:
        """Tell whether a file is there, and whole."""
        there = list(self.downloads.iterdir()) if self.downloads.is_dir() else []
        return bool(there) and not any(path.suffix in HALF for path in there)

    def _labelled(self, label: str) -> list:
        return self.driver.execute_script(LABELLED, say(label))


def pixels(data: bytes) -> np.ndarray:
    """Return the pixels of a picture's file: uint8 (H, W, 3)."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def _address(event: dict) -> str | None:
    if event["method"] == "Network.requestWillBeSent":
        return event["params"]["request"]["url"]
    if event["method"] == "Network.webSocketCreated":
        return event["params"]["url"]
    return None


def _is_local(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob"} or parts.hostname in LOCAL
