"""Programs at once: what the API gives them, against the command line, bit for bit.

    python -m benchmarks.programs [--requests 1000] [--clients 8] [--seed 0]

Starts `colorstudio serve`, and asks it as eight programs would, in any order: photos in styles,
with hints, recipes, layers and references, masks, classes, areas, jobs of three, and what no
program should send. `wrong` are answers unlike the file that the command writes, or another status
than the one that is due; memory is that of the server and its workers.
"""

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

import psutil
import requests
from PIL import Image
from skimage import data
from typer.testing import CliRunner

from studio.cli.main import app

COMMAND = str(Path(sys.executable).with_name("colorstudio"))
SIDE = 320  # pixels of the longer side of a photo
PATIENCE_S = 120.0
AGAIN_S = 0.2  # after which a job is asked for again, and a server that is busy
EARLY = 0.2  # share of the requests after which memory is compared with that of the end
MIB = 2**20
SPOT = {"x": 0.5, "y": 0.5}  # of sides that are odd: the middle of a pixel
PICKED = {"kind": "picked", "model": "pick-compact", "clicks": [SPOT]}
LAYER = {"where": PICKED, "what": {"kind": "tint", "color": "#2e86c1"}}
HINTS = {"points": [{**SPOT, "color": "#b03a2e", "size": 0.05}]}
RECIPES = {
    "warm": {"version": 5, "vividness": 0.6, "warmth": 0.3},
    "layer": {"version": 5, "regions": {"edits": [LAYER]}},
    "only": {"version": 5, "regions": {"edits": [LAYER], "base": "photo"}},
    "thing": {"version": 5, "hints": {"points": [{**HINTS["points"][0], "within": "thing"}]}},
}
MANY = json.dumps({"points": HINTS["points"] * 100_000})


@dataclass(frozen=True)
class Question:
    """What a program asks, and what it is to be answered."""

    kind: str
    path: str
    files: dict[str, tuple] | list[tuple[str, tuple]]
    expected: bytes = b""
    status: int = 200
    each: tuple[bytes, ...] = ()  # of a job: what is due for each photo
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Tally:
    """What all programs were answered."""

    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    busy: int = 0  # times that a program was asked to come again
    seconds: list[float] = field(default_factory=list)


class Command:
    """Makes what is due, by the commands themselves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> Iterator[Question]:
        """Yield all that is asked."""
        photos = [self._save(name) for name in ("camera", "astronaut", "coffee", "chelsea")]
        picture = self.folder / "picture.png"
        Image.fromarray(data.astronaut()).resize((301, 301)).save(picture)
        hints = self._write("hints.json", HINTS)
        plain: list[Question] = []
        for number, photo in enumerate(photos):
            sent = (photo.name, photo.read_bytes())
            for format in ("jpeg", "webp", "tiff"):
                files = {"photo": sent, "format": (None, format), "mark": (None, "true")}
                yield self._ask(format, "color", files, "auto", photo, "--mark", format=format)
            files = {"photo": sent, "style": (None, "Vivid")}
            yield self._ask("style", "color", files, "auto", photo, "--vividness", "0.5")
            files = {"photo": sent, "hints": (None, json.dumps(HINTS))}
            yield self._ask("hints", "color", files, "hint", photo, "--hints", hints)
            for name, recipe in RECIPES.items():
                file = self._write(f"{name}.json", recipe)
                files = {"photo": sent, "recipe": (file.name, file.read_bytes())}
                yield self._ask("recipe", "color", files, "render", file, photo)
            files = {"photo": sent, "region": (None, json.dumps(PICKED))}
            spot = ",".join(str(side // 2) for side in Image.open(photo).size)
            yield self._ask("mask", "mask", files, "pick", photo, "--click", spot)
            yield from self._segment(photo, sent)
            plain.append(self._ask("auto", "color", {"photo": sent}, "auto", photo))
            if number < 2:
                files = {"photo": sent, "reference": ("picture.png", picture.read_bytes())}
                yield self._ask("reference", "color", files, "hint", photo, "--reference", picture)
        yield from plain
        for first in range(len(plain) - 1):
            some = plain[first : first + 3]
            files = [("photo", question.files["photo"]) for question in some]
            yield Question("job", "jobs", files, each=tuple(each.expected for each in some))
        yield from _spoil((photos[0].name, photos[0].read_bytes()))

    def _ask(
        self, kind: str, path: str, files: dict, *words: object, format: str = "png"
    ) -> Question:
        out = self.folder / f"out.{format}"
        self._run(*words, "-o", out, "--overwrite")
        return Question(kind, path, files, out.read_bytes())

    def _segment(self, photo: Path, sent: tuple) -> Iterator[Question]:
        told = json.loads(self._run("segment", photo, "-o", self.folder, "--json", "--overwrite"))
        classes = self.folder / f"{photo.stem}_classes.png"
        yield Question("segment", "segment", {"photo": sent}, classes.read_bytes())
        areas = {"model": told["model"], "areas": told["areas"]}
        yield Question("areas", "areas", {"photo": sent}, json.dumps(areas).encode())

    def _run(self, *words: object) -> str:
        made = CliRunner().invoke(app, [str(word) for word in words])
        assert made.exit_code == 0, made.output
        return made.stdout

    def _save(self, name: str) -> Path:
        """Save a gray photo of odd sides."""
        picture = Image.fromarray(getattr(data, name)()).convert("L")
        picture.thumbnail((SIDE, SIDE))
        odd = picture.crop((0, 0, (picture.width - 1) | 1, (picture.height - 1) | 1))
        path = self.folder / f"{name}.png"
        odd.save(path)
        return path

    def _write(self, name: str, document: dict) -> Path:
        path = self.folder / name
        path.write_text(json.dumps(document))
        return path


def _spoil(sent: tuple) -> Iterator[Question]:
    """Yield what no program should send, and the status that is due."""
    for path in ("color", "segment"):
        yield Question("no photo", path, {"photo": ("a.png", b"<html>")}, status=422)
    yield Question("cut short", "color", {"photo": (sent[0], sent[1][:2000])}, status=422)
    yield Question("hints", "color", {"photo": sent, "hints": (None, MANY)}, status=422)
    yield Question("no field", "color", {"phoot": sent}, status=422)
    yield Question("wrong type", "color", {"photo": sent, "recipe": (None, "[1]")}, status=422)
    yield Question("traversal", "color", {"photo": (None, "../../etc/passwd")}, status=422)
    model = {"photo": sent, "model": (None, "../../etc/passwd")}
    yield Question("traversal", "segment", model, status=422)
    yield Question("traversal", "jobs/..%2f..%2flock", {"photo": sent}, status=400)
    token = {"Authorization": "Bearer wrong"}
    yield Question("bad token", "color", {"photo": sent}, status=401, headers=token)
    yield Question("foreign host", "color", {"photo": sent}, status=421, headers={"Host": "a.b"})
    origin = {"Origin": "http://evil.example"}
    yield Question("foreign page", "color", {"photo": sent}, status=403, headers=origin)


class Program(threading.Thread):
    """One client: it asks one thing after another."""

    def __init__(self, url: str, questions: SimpleQueue[Question], tally: Tally) -> None:
        super().__init__()
        self.url, self.questions, self.tally = url, questions, tally
        self.http = requests.Session()

    def run(self) -> None:
        """Ask until there is nothing left to ask."""
        while (question := self._take()) is not None:
            begun = time.monotonic()
            found = self._ask_job(question) if question.path == "jobs" else self._ask(question)
            self.tally.seconds.append(time.monotonic() - begun)
            self.tally.kinds[question.kind] += 1
            if found:
                self.tally.wrong.append(f"{question.kind}: {found}")
                print(self.tally.wrong[-1])
            if len(self.tally.seconds) % 100 == 0:
                print(f"{len(self.tally.seconds):,} asked, {len(self.tally.wrong)} wrong")

    def _take(self) -> Question | None:
        with suppress(Empty):
            return self.questions.get_nowait()
        return None

    def _ask(self, question: Question) -> str:
        """Return what is wrong with an answer; nothing if it is as due."""
        answer = self._send(question)
        if answer.status_code != question.status:
            return f"{answer.status_code}, not {question.status}: {answer.text[:200]}"
        if question.status == 200 and answer.content != question.expected:
            return f"{len(answer.content)} bytes unlike the {len(question.expected)} due"
        return ""

    def _send(self, question: Question) -> requests.Response:
        while True:
            address = f"{self.url}/{question.path}"
            answer = self.http.post(
                address, files=question.files, headers=question.headers, timeout=PATIENCE_S
            )
            if answer.status_code != 503:
                return answer
            self.tally.busy += 1
            time.sleep(AGAIN_S)

    def _ask_job(self, question: Question) -> str:
        """Return what is wrong with the pictures of a job; nothing if they are as due."""
        answer = self._send(question)
        if answer.status_code != 202:
            return f"{answer.status_code}: {answer.text[:200]}"
        root = self.url.removesuffix("/api")
        job = root + answer.headers["Location"]
        end = time.monotonic() + PATIENCE_S
        while (report := self.http.get(job, timeout=PATIENCE_S).json())["state"] != "done":
            if report["trouble"] or time.monotonic() > end:
                return f"{report}"
            time.sleep(AGAIN_S)
        results = [self.http.get(root + photo["result"]).content for photo in report["photos"]]
        gone = self.http.delete(job, timeout=PATIENCE_S).status_code
        return "" if tuple(results) == question.each and gone == 204 else "other pictures than due"


class Server:
    """`colorstudio serve`, with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api"
        self.data = folder / "own"
        command = [COMMAND, "serve", "--port", str(port)]
        own = {**os.environ, "COLORSTUDIO_DATA": str(self.data)}
        self._process = psutil.Popen(command, env=own, stdout=subprocess.DEVNULL)

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                requests.get(f"{self.url}/models", timeout=PATIENCE_S).raise_for_status()
                return
            except requests.ConnectionError:
                time.sleep(AGAIN_S)
        raise TimeoutError(self.url)

    def measure(self) -> float:
        """Return the memory of all its processes, in MiB: what is no other's."""
        family = [self._process, *self._process.children(recursive=True)]
        return sum(each.memory_full_info().uss for each in family) / MIB

    def stop(self) -> None:
        """End it, with its workers."""
        self._process.terminate()
        self._process.wait(PATIENCE_S)


def main(count: int, clients: int, seed: int) -> int:
    """Print what was answered; return how much of it was wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions = list(Command(folder).prepare())
        order = random.Random(seed).choices(questions, k=count)
        server = Server(folder)
        try:
            server.wait()
            early = int(EARLY * count)
            first = _ask(server, order[:early], clients)
            before = server.measure()
            rest = _ask(server, order[early:], clients)
            after = server.measure()
            left = [path.name for path in (server.data / "api").glob("*/*")]
        finally:
            server.stop()
    seconds = sorted(first.seconds + rest.seconds)
    wrong = first.wrong + rest.wrong
    print(*(f"{kind} {n}" for kind, n in sorted((first.kinds + rest.kinds).items())), sep=", ")
    print(
        f"{len(seconds):,} requests of {len(questions)} kinds by {clients} programs, "
        f"{len(wrong)} wrong; {first.busy + rest.busy} were asked to come again"
    )
    print(f"median {statistics.median(seconds):.2f} s, slowest {seconds[-1]:.2f} s")
    print(f"memory after {early:,}: {before:.0f} MiB, in the end {after:.0f} MiB; left {left}")
    return len(wrong)


def _ask(server: Server, order: list[Question], clients: int) -> Tally:
    tally, questions = Tally(), SimpleQueue[Question]()
    for question in order:
        questions.put(question)
    programs = [Program(server.url, questions, tally) for _ in range(clients)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    return tally


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    sys.exit(main(asked.requests, asked.clients, asked.seed) > 0)
