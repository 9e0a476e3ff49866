"""Downloading weights: only when a person asks, resumed when cut, whole or not at all.

References
----------
.. [1] RFC 9110, HTTP Semantics, sections 13.1.5 (If-Range) and 14 (Range).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from studio.disk import alone_in
from studio.errors import DownloadError
from studio.models.catalog import WeightFile
from studio.models.weights.digests import described, flaw, in_words
from studio.models.weights.part import Part, Progress
from studio.models.weights.store import PART

ATTEMPTS = 3  # requests in a row that may bring nothing new before a mirror is given up
BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait: for a connection, for the next bytes, before another attempt."""

    connect: float = 10
    read: float = 30
    pause: float = 1


PATIENT = Timeouts()


def silent(done: int, total: int) -> None:
    """Report progress to nobody."""


def download(
    file: WeightFile,
    path: Path,
    *,
    progress: Progress = silent,
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
    part = Part(path.with_name(path.name + PART), file)
    with disk_told(file.name, file.size, path.parent), alone_in(path.parent):
        if flaw(path, file):
            _complete(part, path, progress, timeouts)


@contextmanager
def disk_told(name: str, size: int, folder: Path) -> Iterator[None]:
    """Tell in a sentence when the disk does not take what is written to it.

    Raises
    ------
    DownloadError
        In place of any OSError.
    """
    try:
        yield
    except OSError as error:
        room = f"{in_words(size)} free" if size else "room"
        raise DownloadError(
            f"a disk that does not take {name} ({error.strerror or error})",
            f"{room} in {folder} and the right to write there",
            "make room or change the rights, then install again",
        ) from error


def _complete(part: Part, path: Path, progress: Progress, timeouts: Timeouts) -> None:
    try:
        part.check_room(part.file.size)
        # whole if killed between the last byte and the renaming: only a digest can tell
        if not part.file.sha256 or flaw(part.path, part.file):
            _fill(part, progress, timeouts)
        part.promote(path)
    except OSError:
        part.discard()  # gives a full disk its room back
        raise


def _fill(part: Part, progress: Progress, timeouts: Timeouts) -> None:
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


def _receive(url: str, part: Part, progress: Progress, timeouts: Timeouts) -> None:
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


def _request(url: str, part: Part, progress: Progress, timeouts: Timeouts) -> None:
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


def _no_mirror(part: Part, failures: list[str]) -> DownloadError:
    file, folder = part.file, part.path.parent
    # any name will do where the content is known
    place = f"into {folder}" if file.sha256 else f"there as {folder / file.name}"
    return DownloadError(
        f"no mirror that delivers {file.name} ({'; '.join(failures)})",
        described(file),
        f"try again later, or get the file from {' or '.join(file.mirrors)} with a browser "
        f"and put it {place}",
    )
