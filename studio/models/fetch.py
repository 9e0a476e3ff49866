"""Downloading weights: only when a person asks, resumed when cut, whole or not at all.

References
----------
.. [1] RFC 9110, HTTP Semantics, sections 13.1.5 (If-Range) and 14 (Range).
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from studio.errors import DownloadError
from studio.models.catalog import FOLDER, Model, WeightFile
from studio.models.weights import PART, flaw, in_words, locate, place, search

Progress = Callable[[int, int], None]  # bytes there, bytes in all

CHUNK = 1 << 17  # bytes written at a time: what a cut connection loses at most
ATTEMPTS = 3  # requests in a row that may bring nothing new before a mirror is given up
MARGIN = 1 << 24  # bytes left free on the disk
BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait: for a connection, for the next bytes, before another attempt."""

    connect: float = 10
    read: float = 30
    pause: float = 1


PATIENT = Timeouts()


def _silent(done: int, total: int) -> None:
    """Report progress to nobody."""


def install(
    model: Model,
    folder: Path = FOLDER,
    *,
    progress: Progress = _silent,
    timeouts: Timeouts = PATIENT,
) -> tuple[Path, ...]:
    """Download the files of `model` that are missing or damaged.

    Parameters
    ----------
    model : Model
        A catalog entry.
    folder : Path
        Where weights are kept; good copies anywhere in it are used as they are.
    progress : callable
        Told bytes there and bytes of all files, after every chunk.
    timeouts : Timeouts
        How long to wait for a server.

    Returns
    -------
    tuple of Path
        The verified files, as `weights.locate` returns them.

    Raises
    ------
    DownloadError
        If no mirror delivers a file, or the disk does not take it.
    MissingWeightsError, CorruptWeightsError
        If a file that ships with the studio, and so has no mirror, is missing or damaged.
    """
    done = 0
    for file in model.files:
        if file.mirrors and not search(model, file, folder):
            path = place(model, file, folder)
            download(file, path, progress=_after(done, model.size, progress), timeouts=timeouts)
        done += file.size
        progress(done, model.size)
    return locate(model, folder)


def download(
    file: WeightFile,
    path: Path,
    *,
    progress: Progress = _silent,
    timeouts: Timeouts = PATIENT,
) -> None:
    """Bring `file` to `path` from the first mirror that delivers it whole.

    Bytes gather in `path` + ".part", which outlives a killed process and is resumed by the next;
    `path` itself changes at once or not at all. Only one process at a time downloads into a
    folder: another waits, and finds the file there.

    Raises
    ------
    DownloadError
        If no mirror delivers the file, or the disk does not take it.
    """
    part = _Part(path.with_name(path.name + PART), file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(path.parent):
            if flaw(path, file):
                _complete(part, path, progress, timeouts)
    except OSError as error:
        raise DownloadError(
            f"a disk that does not take {file.name} ({error.strerror or error})",
            f"{in_words(file.size)} free in {path.parent} and the right to write there",
            "make room or change the rights, then install again",
        ) from error


@dataclass(frozen=True)
class _Part:
    """The beginning of a file; beside it the validator that its server knows it by."""

    path: Path
    file: WeightFile

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def tag(self) -> Path:
        return self.path.with_name(self.path.name + ".tag")

    def check_room(self) -> None:
        needed = self.file.size - self.size + MARGIN
        free = shutil.disk_usage(self.path.parent).free
        if free < needed:
            raise DownloadError(
                f"{in_words(free)} free on the disk of {self.path.parent}",
                f"{in_words(needed)} for {self.file.name}",
                "make room, then install again",
            )

    def range_headers(self) -> dict[str, str]:
        """Return what asks for the rest, given that the server's file is still the same."""
        validator = self.tag.read_text("latin-1").strip() if self.tag.exists() else ""
        if not (validator and 0 < self.size < self.file.size):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": validator}

    def restart(self, response: requests.Response) -> None:
        """Empty the part; a kill between any two steps leaves no bytes under a wrong tag."""
        etag, date = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        self.tag.unlink(missing_ok=True)
        self.path.write_bytes(b"")
        self.tag.write_text(date if etag.startswith("W/") else etag or date, "latin-1")

    def append(self, response: requests.Response, progress: Progress) -> None:
        """Write what the server sends, never more than the file should have."""
        with self.path.open("ab") as stream:
            for chunk in response.iter_content(CHUNK):
                stream.write(chunk[: self.file.size - stream.tell()])
                progress(stream.tell(), self.file.size)
                if stream.tell() == self.file.size:
                    break

    def promote(self, path: Path) -> None:
        """Make the part the file: others see the old file or the whole new one."""
        with self.path.open("rb+") as stream:
            os.fsync(stream.fileno())
        self.path.replace(path)
        self.tag.unlink(missing_ok=True)

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)


def _complete(part: _Part, path: Path, progress: Progress, timeouts: Timeouts) -> None:
    try:
        part.check_room()
        if flaw(part.path, part.file):  # else killed between the last byte and the renaming
            _fill(part, progress, timeouts)
        part.promote(path)
    except OSError:
        part.discard()  # gives a full disk its room back
        raise


def _fill(part: _Part, progress: Progress, timeouts: Timeouts) -> None:
    """Ask one mirror after the other until the part is the whole file."""
    failures = []
    for url in part.file.mirrors:
        try:
            _receive(url, part, progress, timeouts)
        except requests.RequestException as error:
            failures.append(f"{urlsplit(url).netloc} {_reason(error)}")
            continue
        wrong = flaw(part.path, part.file)
        if not wrong:
            return
        part.discard()
        failures.append(f"{urlsplit(url).netloc} sent {wrong}")
    raise _no_mirror(part, failures)


def _receive(url: str, part: _Part, progress: Progress, timeouts: Timeouts) -> None:
    """Ask one mirror for the rest, again when it breaks off, as long as something new comes."""
    best, failures = part.size, 0
    while True:
        try:
            return _request(url, part, progress, timeouts)
        except BROKEN:
            failures = 0 if part.size > best else failures + 1
            if failures == ATTEMPTS:
                raise
        best = max(best, part.size)
        time.sleep(timeouts.pause)


def _request(url: str, part: _Part, progress: Progress, timeouts: Timeouts) -> None:
    """Ask once for what the part lacks, and write what comes."""
    rest = part.range_headers()
    with _answer(url, rest, timeouts) as response:
        status = response.status_code
        begins = response.headers.get("Content-Range", "").split("-")[0]
        continues = status == 206 and begins == f"bytes {part.size}"
        if status == 200:
            part.restart(response)
        if status == 200 or continues:
            part.append(response, progress)
        elif rest and status in (206, 416):
            part.discard()  # it does not fit the file of this server: ask for the whole
            _request(url, part, progress, timeouts)
        else:
            raise requests.HTTPError(f"answered {status}")


def _answer(url: str, rest: dict[str, str], timeouts: Timeouts) -> requests.Response:
    try:
        return requests.get(
            url,
            headers={"Accept-Encoding": "identity", **rest},  # a range counts bytes of the file
            stream=True,
            timeout=(timeouts.connect, timeouts.read),
        )
    except ValueError as error:  # escapes requests on a redirect to "http://[" and its like
        raise requests.exceptions.InvalidURL(str(error)) from error


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.HTTPError):
        return str(error)
    if isinstance(error, requests.Timeout):
        return "did not answer"
    if isinstance(error, BROKEN):
        return "could not be reached or broke off"
    return f"is of no use ({type(error).__name__})"


def _no_mirror(part: _Part, failures: list[str]) -> DownloadError:
    file = part.file
    return DownloadError(
        f"no mirror that delivers {file.name} ({'; '.join(failures)})",
        f"{in_words(file.size)} with SHA-256 {file.sha256[:12]}...",
        f"try again later, or get the file from {' or '.join(file.mirrors)} with a browser "
        f"and put it into {part.path.parent}",
    )


def _after(done: int, total: int, progress: Progress) -> Progress:
    """Count the bytes of one file on top of the `done` bytes of those before it."""
    return lambda there, size: progress(done + there, total)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process downloads into `folder`; the kernel frees the lock of a dead one.

    The empty lock file stays: removing it would let a third process lock another file of that name.
    """
    with (folder / ".lock").open("ab") as lock:
        _wait_for(lock.fileno())
        yield


if sys.platform == "win32":
    import msvcrt

    def _wait_for(lock: int) -> None:
        while True:
            try:
                return msvcrt.locking(lock, msvcrt.LK_LOCK, 1)
            except OSError:  # after ten seconds in vain
                continue

else:
    import fcntl

    def _wait_for(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX)
