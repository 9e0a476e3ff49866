"""Downloading weights: only when a person asks, resumed when cut, whole or not at all.

References
----------
.. [1] RFC 9110, HTTP Semantics, sections 13.1.5 (If-Range) and 14 (Range).
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from studio.errors import DownloadError
from studio.language import _, join_sentences
from studio.models.catalog import WeightFile
from studio.models.weights.digests import describe, flaw, in_words
from studio.models.weights.part import DownloadProgress, Part

UNREACHED = _("No connection to the internet. Nothing was installed.")
UNFIT = _(
    "The model did not come: its place on the web is closed or changed. Nothing was installed."
)
FULL = _("The disk does not take the model. Nothing was installed. Make room, then install again.")
ATTEMPTS = 3  # requests in a row that may bring nothing new before a mirror is given up
SILENT, CUT = _("did not answer"), _("could not be reached or broke off")
BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait: for a connection, for the next bytes, before another attempt."""

    connect: float = 10
    read: float = 30
    pause: float = 1


PATIENT = Timeouts()


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file to bring to its path from the first mirror that delivers it whole.

    Bytes gather in `path` + ".part", which outlives a killed process and is resumed by the next;
    `path` itself changes at once or not at all. Only one process at a time may do so.
    """

    file: WeightFile
    path: Path
    progress: DownloadProgress
    timeouts: Timeouts = PATIENT

    @property
    def part(self) -> Part:
        """What is there of the file."""
        return Part(self.path, self.file)

    def fetch(self) -> None:
        """Bring the file, unless it is there.

        Raises a `DownloadError` if no mirror delivers the file, or the disk does not take it.
        """
        with raise_download_errors(self.file.name, self.file.size, self.path.parent):
            if flaw(self.path, self.file):
                try:
                    self._complete()
                finally:
                    self.part.tidy()

    def _complete(self) -> None:
        try:
            self.part.check_room(self.file.size)
            # whole if killed between the last byte and the renaming: only a digest can tell
            if not self.file.sha256 or flaw(self.part.path, self.file):
                self._fill()
            self.part.promote()
        except OSError:
            self.part.discard()  # gives a full disk its room back
            raise

    def _fill(self) -> None:
        """Ask one mirror after the other until the part is the whole file."""
        failures = {}
        for url in self.file.mirrors:
            failure = self._try(url)
            if not failure:
                return
            failures[urlsplit(url).netloc] = failure
        raise self._no_mirror(failures)

    def _try(self, url: str) -> str:
        """Have one mirror fill the part; return how it failed, empty if it did not."""
        try:
            self._receive(url)
        except requests.RequestException as error:
            return _reason(error)
        if wrong := flaw(self.part.path, self.file):
            self.part.discard()
            return _("sent {wrong}", wrong=wrong)
        return ""

    def _receive(self, url: str) -> None:
        """Ask for the rest, again when it breaks off, as long as something new comes."""
        best = self.part.size
        failures = 0
        while True:
            try:
                return self._request(url)
            except BROKEN:
                failures = 0 if self.part.size > best else failures + 1
                if failures == ATTEMPTS:
                    raise
            best = max(best, self.part.size)
            time.sleep(self.timeouts.pause)

    def _request(self, url: str) -> None:
        """Ask once for what the part lacks, and write what comes."""
        part = self.part
        rest = part.range_headers()
        with self._answer(url, rest) as response:
            status = response.status_code
            begins = response.headers.get("Content-Range", "").split("-")[0]
            continues = status == 206 and begins == f"bytes {part.size}"
            if status == 200:
                part.restart(response)
            if status == 200 or continues:
                part.append(response, self.progress)
            elif rest and status in (206, 416):
                part.discard()  # it does not fit the file of this server: ask for the whole
                self._request(url)
            else:
                raise requests.HTTPError(_("answered {status}", status=status))

    def _answer(self, url: str, rest: dict[str, str]) -> requests.Response:
        try:
            return requests.get(
                url,
                headers={"Accept-Encoding": "identity", **rest},  # a range counts bytes of the file
                stream=True,
                timeout=(self.timeouts.connect, self.timeouts.read),
            )
        except ValueError as error:  # escapes requests on a redirect to "http://[" and its like
            raise requests.exceptions.InvalidURL(str(error)) from error

    def _no_mirror(self, failures: Mapping[str, str]) -> DownloadError:
        told = join_sentences(
            (_("{host} {failure}", host=host, failure=why) for host, why in failures.items()), "; "
        )
        return DownloadError(
            _("no mirror that delivers {name} ({told})", name=self.file.name, told=told),
            describe(self.file),
            self._explain_by_hand(),
            UNREACHED if {*failures.values()} <= {SILENT, CUT} else UNFIT,
        )

    def _explain_by_hand(self) -> str:
        """Tell where to put a file that was brought with a browser."""
        mirrors = join_sentences(self.file.mirrors, _(" or "))
        if self.file.sha256:  # any name will do where the content is known
            return _(
                "try again later, or get the file from {mirrors} with a browser and put it into "
                "{folder}",
                mirrors=mirrors,
                folder=self.path.parent.parent,
            )
        return _(
            "try again later, or get the file from {mirrors} with a browser and put it there as "
            "{path}",
            mirrors=mirrors,
            path=self.path,
        )


@contextmanager
def raise_download_errors(name: str, size: int, folder: Path) -> Iterator[None]:
    """Raise a `DownloadError` for what the operating system says to writing there."""
    try:
        yield
    except OSError as error:
        room = _("{size} free", size=in_words(size)) if size else _("room")
        raise DownloadError(
            _(
                "a disk that does not take {name} ({reason})",
                name=name,
                reason=error.strerror or str(error),
            ),
            _("{room} in {folder} and the right to write there", room=room, folder=folder),
            _("make room or change the rights, then install again"),
            FULL,
        ) from error


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.HTTPError):
        return error.args[0]
    if isinstance(error, requests.Timeout):
        return SILENT
    if isinstance(error, BROKEN):
        return CUT
    return _("is of no use ({kind})", kind=type(error).__name__)
