"""Many visitors at once: whose pictures they see, how long they wait, what stays in memory.

    python -m benchmarks.load [--sessions 16] [--minutes 5] [--seed 0]

Starts the studio, and speaks to it as browsers do, over the WebSocket. Each visitor drops a photo
of an own pattern and goes from page to page and style to style. Every picture that comes is
compared with the visitor's own: `wrong` are those unlike it, `gone` those that were not there when
asked for a moment later, `errors` what a page or the server said was wrong.
"""

import argparse
import io
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np
import psutil
import requests
from PIL import Image
from requests.adapters import HTTPAdapter
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from urllib3.util import Retry
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[1]
SIDES = 1200, 900  # pixels of a visitor's photo
COARSE = 12, 9  # of the pattern in it, by which it is known
ALIKE = 0.8  # least correlation of a picture with the photo it is of
STYLES = ("Natural", "Vivid", "Muted", "Warm", "Cool")
PAGES = "Auto Colorize", "Compare", "Hint Canvas"
LATE = 3  # pictures asked for while the next page is drawn
PATIENCE_S = 120.0
LEFT_S = 60.0  # after the last visitor: the server keeps a closed tab for 30 seconds
NAMED = re.compile(r"/pictures/[0-9a-f]{64}\.jpg")  # in the message of a component
MIB = 2**20


@dataclass
class Tally:
    """What all visitors saw."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Visitor:
    """One browser: a connection, the elements on its page, and a photo of its own."""

    def __init__(self, port: int, seed: int, tally: Tally, line: ClientConnection) -> None:
        self.address, self.tally, self.line = f"http://127.0.0.1:{port}", tally, line
        self.random, self.http = random.Random(seed), requests.Session()
        again = HTTPAdapter(max_retries=Retry(3, backoff_factor=0.1))
        self.http.mount("http://", again)  # as browsers do, where the server closed an idle line
        self.pattern = np.random.default_rng(seed).uniform(0, 255, COARSE[::-1]).astype(np.float32)
        self.elements: list[Element] = []
        self.pages: dict[str, str] = {}
        self.page = self.query = ""

    def visit(self, until: float) -> None:
        """Open a photo, then do one thing after another."""
        self.run()
        self.drop()
        while time.monotonic() < until:
            begun = time.monotonic()
            self.act()
            self.tally.seconds.append(time.monotonic() - begun)
            time.sleep(self.random.uniform(0.2, 1.0))
            self.look()

    def act(self) -> None:
        """Press a style, or go to another page."""
        buttons = {e.button.label: e.button.id for e in self.elements if e.HasField("button")}
        style = self.random.choice(STYLES)
        if style in buttons and self.random.random() < 0.7:
            self.run(WidgetState(id=buttons[style], trigger_value=True))
        else:
            self.page = self.pages[self.random.choice(PAGES)]
            self.run()

    def drop(self) -> None:
        """Drop the photo into the uploader of the home page."""
        uploader = next(e.file_uploader for e in self.elements if e.HasField("file_uploader"))
        ask = BackMsg()
        ask.file_urls_request.request_id, name = "one", f"{self.random.random()}.jpg"
        ask.file_urls_request.file_names.append(name)
        self.line.send(ask.SerializeToString())
        while not (message := self.receive()).HasField("file_urls_response"):
            pass
        urls, data = message.file_urls_response.file_urls[0], self.photo()
        token = self.http.get(f"{self.address}/_stcore/health").cookies["_streamlit_xsrf"]
        answer = self.http.put(
            self.address + urls.upload_url,
            files={"file": (name, data)},
            headers={"X-Xsrftoken": token},
        )
        answer.raise_for_status()
        state = WidgetState(id=uploader.id)
        file = state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(data))
        file.file_id = urls.file_id
        file.file_urls.CopyFrom(urls)
        self.run(state)

    def photo(self) -> bytes:
        """Return the photo as a JPEG file."""
        gray = cv2.resize(self.pattern, SIDES, interpolation=cv2.INTER_CUBIC)
        file = io.BytesIO()
        Image.fromarray(gray.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)
        return file.getvalue()

    def run(self, *states: WidgetState) -> None:
        """Have the page drawn, and read what comes until it is."""
        ask = BackMsg()
        ask.rerun_script.page_script_hash, ask.rerun_script.query_string = self.page, self.query
        ask.rerun_script.widget_states.widgets.extend(states)
        self.line.send(ask.SerializeToString())
        self.be_late()
        while (message := self.receive()).script_finished != ForwardMsg.FINISHED_SUCCESSFULLY or (
            message.WhichOneof("type") != "script_finished"
        ):
            self.take(message)

    def be_late(self) -> None:
        """Ask for pictures of the page while it is drawn anew, as a slow browser does."""
        shown = [url for element in self.elements for url in self.media(element)]
        for url in self.random.sample(shown, min(LATE, len(shown))):
            time.sleep(self.random.uniform(0, 0.2))
            self.fetch(url)

    def receive(self) -> ForwardMsg:
        """Return the next message."""
        message = ForwardMsg()
        message.ParseFromString(self.line.recv(PATIENCE_S))
        return message

    def take(self, message: ForwardMsg) -> None:
        """Keep what a message says of the page."""
        match message.WhichOneof("type"):
            case "new_session":
                self.elements, told = [], message.new_session
                self.pages = {page.page_name: page.page_script_hash for page in told.app_pages}
                self.page = told.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.HasField("new_element"):
                self.elements.append(element := message.delta.new_element)
                if element.HasField("exception") or element.HasField("alert"):
                    self.complain(str(element)[:300])

    def look(self) -> None:
        """Compare every picture on the page with the photo; samples and edits have none."""
        for element in self.elements:
            shown, *_ = str(element).partition("difference")  # which is a map, not the photo
            for picture in map(self.fetch, (*NAMED.findall(shown), *self.media(element))):
                if picture:
                    self.judge(picture)

    def media(self, element: Element) -> list[str]:
        """Return the addresses of an element's pictures."""
        return [image.url for image in element.imgs.imgs if image.url.startswith("/media")]

    def fetch(self, url: str) -> bytes:
        """Return a picture that the server keeps; empty if it is gone."""
        answer = self.http.get(self.address + urlsplit(url).path)
        self.tally.counts["gone"] += answer.status_code != 200
        return answer.content if answer.ok else b""

    def judge(self, picture: bytes) -> None:
        """Count a picture, and whether it is of the visitor's photo."""
        pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"), np.float32)
        if min(pixels.shape) < COARSE[0] or abs(pixels.shape[1] / pixels.shape[0] - 4 / 3) > 0.05:
            return  # a legend or a swatch
        small = cv2.resize(pixels, COARSE, interpolation=cv2.INTER_AREA)
        alike = np.corrcoef(small.ravel(), self.pattern.ravel())[0, 1]
        self.tally.counts["pictures"] += 1
        self.tally.counts["wrong"] += bool(alike < ALIKE)

    def complain(self, words: str) -> None:
        """Count an error, and keep what it says."""
        self.tally.counts["errors"] += 1
        self.tally.words.append(words)


def meet(port: int, seed: int, minutes: float, tally: Tally) -> None:
    """Be one visitor for some minutes."""
    try:
        with connect(f"ws://127.0.0.1:{port}/_stcore/stream", max_size=None, proxy=None) as line:
            Visitor(port, seed, tally, line).visit(time.monotonic() + 60 * minutes)
    except (OSError, TimeoutError, requests.RequestException, RuntimeError) as error:
        tally.counts["errors"] += 1
        tally.words.append(repr(error))


def crowd(port: int, sessions: int, minutes: float, seed: int) -> Tally:
    """Let visitors come all at once, and wait until they have left."""
    tally = Tally()
    threads = [
        threading.Thread(target=meet, args=(port, seed + number, minutes, tally))
        for number in range(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def told(name: str, tally: Tally) -> None:
    """Print what visitors saw."""
    counts, times = tally.counts, sorted(tally.seconds)
    p95 = times[int(0.95 * (len(times) - 1))] if times else float("nan")
    median = statistics.median(times) if times else float("nan")
    figures = " ".join(f"{key} {counts[key]}" for key in ("pictures", "wrong", "gone", "errors"))
    print(f"{name}: {len(times)} actions, median {median:.2f} s, p95 {p95:.2f} s; {figures}")
    for words, count in Counter(tally.words).most_common(5):
        print(f"  {count} x {words}")


def main() -> None:
    """Measure one visitor, then many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        port = _free_port()
        options = ("--server.headless=true", f"--server.port={port}")
        command = [sys.executable, "-m", "streamlit", "run", "Home.py", *options]
        environment = {**os.environ, "COLORSTUDIO_DATA": own}
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _measure(port, asked, psutil.Process(server.pid))
        finally:
            server.terminate()
            server.wait(20)


def _measure(port: int, asked: argparse.Namespace, server: psutil.Process) -> None:
    _wait(port)
    told("1 session", crowd(port, 1, min(asked.minutes, 0.5), asked.seed + 1000))
    time.sleep(LEFT_S)
    before = server.memory_info().rss
    sampled = [before]
    over = threading.Event()

    def sample() -> None:
        while not over.wait(0.5):
            sampled.append(server.memory_info().rss)

    threading.Thread(target=sample, daemon=True).start()
    told(f"{asked.sessions} sessions", crowd(port, asked.sessions, asked.minutes, asked.seed))
    time.sleep(LEFT_S)
    over.set()
    after = server.memory_info().rss
    print(f"memory in MiB: before {before / MIB:.0f}, most {max(sampled) / MIB:.0f}, ", end="")
    print(f"{LEFT_S:.0f} s after they left {after / MIB:.0f} ({(after - before) / MIB:+.0f})")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            requests.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
