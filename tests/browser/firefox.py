"""Firefox on the studio's pages, told by Selenium what to do, in Firefox's own protocol.

Selenium speaks to Firefox through geckodriver, which Debian does not have. All that does is to hand
each command on to Firefox's Marionette, under another name; so does this.
Source: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import json
import socket
import subprocess
import time
from pathlib import Path

from browser import language
from browser.chromium import PATIENCE_S, POLL_S, SIZE
from selenium import webdriver
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.file_detector import UselessFileDetector

ARGUMENTS = "--headless", "--marionette"
PORT = "MarionetteActivePort"  # where Firefox writes the port that it found free
PREFERENCES = {
    "marionette.port": 0,
    "browser.download.folderList": 2,  # the folder that `browser.download.dir` names
    "browser.shell.checkDefaultBrowser": False,
    "intl.accept_languages": language.TAG,
    "browser.dom.window.dump.enabled": True,  # into the log: what a script did not catch
}
COMPLAINT = "JavaScript error: http"
NAMES = {
    Command.NEW_SESSION: "NewSession",
    Command.GET: "Navigate",
    Command.SET_WINDOW_RECT: "SetWindowRect",
    Command.FIND_ELEMENTS: "FindElements",
    Command.FIND_ELEMENTS_FROM_SHADOW_ROOT: "FindElementsFromShadowRoot",
    Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "ExecuteAsyncScript",
    Command.CLICK_ELEMENT: "ElementClick",
    Command.SEND_KEYS_TO_ELEMENT: "ElementSendKeys",
    Command.GET_ELEMENT_RECT: "GetElementRect",
    Command.GET_ELEMENT_TEXT: "GetElementText",
    Command.W3C_ACTIONS: "PerformActions",
}


class Firefox:
    """A running browser; `with` closes it.

    Parameters
    ----------
    program : str
        Path of Firefox.
    folder : Path
        An empty one, for the browser's profile and for downloads.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self.downloads, self.log = folder / "downloads", folder / "log.txt"
        profile = folder / "profile"
        profile.mkdir()
        preferences = {**PREFERENCES, "browser.download.dir": str(self.downloads)}
        lines = [f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in preferences.items()]
        (profile / "user.js").write_text("\n".join(lines))
        with self.log.open("wb") as output:
            command = [program, *ARGUMENTS, "--profile", str(profile)]
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            self._marionette = Marionette(_wait_for(profile / PORT))
            options, files = webdriver.FirefoxOptions(), UselessFileDetector()
            self.driver = webdriver.Remote(self._marionette, options=options, file_detector=files)
        except BaseException:
            self.process.kill()
            raise

    def __enter__(self) -> "Firefox":
        return self

    def __exit__(self, *_: object) -> None:
        self._marionette.close()
        self.process.terminate()
        self.process.wait(PATIENCE_S)

    def open(self, address: str) -> None:
        """Go to an address in a window of the usual size."""
        self.driver.set_window_size(*SIZE)
        self.driver.get(address)

    def complaints(self) -> list[str]:
        """Return the errors that no script of a page caught."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if line.startswith(COMPLAINT)]


class Marionette:
    """The end of a connection at which Firefox takes commands.

    Parameters
    ----------
    port : int
    """

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self._stream = self._connection.makefile("rwb")
        self._read()  # its greeting

    def close(self) -> None:
        self._stream.close()
        self._connection.close()

    def execute(self, command: str, params: dict) -> dict:
        """Have Firefox do a command; return what Selenium takes from a driver."""
        message = json.dumps([0, 0, f"WebDriver:{NAMES[command]}", _rename(params)]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            return {"status": error["error"], "value": error}
        return result if result and "value" in result else {"value": result}

    def _read(self):
        size = b""
        while (byte := self._stream.read(1)) != b":":
            assert byte, "Firefox has hung up"
            size += byte
        return json.loads(self._stream.read(int(size)))


def _rename(params: dict) -> dict:
    """Return what a command is told, as Firefox names it."""
    if "capabilities" in params:
        return {}
    shadow = {"shadowRoot": params["shadowId"]} if "shadowId" in params else {}
    return {**params, **shadow}


def _wait_for(port: Path) -> int:
    """Return the port that Firefox writes once it listens."""
    end = time.monotonic() + PATIENCE_S
    while not (port.exists() and port.read_text()):
        assert time.monotonic() < end, "Firefox did not start"
        time.sleep(POLL_S)
    return int(port.read_text())
