"""The beginning of a file that is still being downloaded."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import DownloadError
from studio.language import _
from studio.models.catalog import WeightFile
from studio.models.weights.digests import in_words
from studio.models.weights.store import PART

if TYPE_CHECKING:
    import requests

DownloadProgress = Callable[[int, int], None]  # bytes there, bytes in all

CHUNK = 1 << 17  # bytes written at a time: what a cut connection loses at most
MARGIN = 1 << 24  # bytes left free on the disk
MOST = 4 << 30  # bytes of a file whose size is not known beforehand


@dataclass(frozen=True)
class Part:
    """The beginning of a file; beside it the validator that its server knows it by."""

    target: Path  # where the whole file is to lie
    file: WeightFile

    @property
    def path(self) -> Path:
        """Where it lies meanwhile."""
        return self.target.with_name(self.target.name + PART)

    @property
    def size(self) -> int:
        """Bytes that are there."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def most(self) -> int:
        """Bytes that the file may have."""
        return self.file.size or MOST

    @property
    def _tag(self) -> Path:
        return self.path.with_name(self.path.name + ".tag")

    def check_room(self, total: int) -> None:
        """Raise a `DownloadError` unless the disk takes a file of `total` bytes."""
        check_room(self.path.parent, total - self.size + MARGIN, self.file.name)

    def range_headers(self) -> dict[str, str]:
        """Return what asks for the rest, given that the server's file is still the same."""
        validator = self._tag.read_text("latin-1").strip() if self._tag.exists() else ""
        if not (validator and 0 < self.size < self.most):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": validator}

    def restart(self, response: "requests.Response") -> None:
        """Empty the part; a kill between any two steps leaves no bytes under a wrong tag."""
        etag, date = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._tag.unlink(missing_ok=True)
        self.path.write_bytes(b"")
        self._tag.write_text(date if etag.startswith("W/") else etag or date, "latin-1")

    def append(self, response: "requests.Response", progress: DownloadProgress) -> None:
        """Write what the server sends, never more than the file should have."""
        total = self.file.size or self.size + (response.raw.length_remaining or 0)
        self.check_room(total)
        with self.path.open("ab") as stream:
            for chunk in response.iter_content(CHUNK):
                stream.write(chunk[: self.most - stream.tell()])
                progress(stream.tell(), max(total, stream.tell()))
                if stream.tell() == self.most:
                    break

    def promote(self) -> None:
        """Make the part the file: others see the old file or the whole new one."""
        with self.path.open("rb+") as stream:
            os.fsync(stream.fileno())
        self.path.replace(self.target)
        self._tag.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove the part and its validator."""
        self.path.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what holds nothing: a part without a byte, and a folder without a file."""
        with suppress(OSError):
            if not self.size:
                self.discard()
            self.path.parent.rmdir()


def check_room(folder: Path, needed: int, name: str) -> None:
    """Raise a `DownloadError` unless the disk of `folder` has that many bytes for `name`."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise DownloadError(
            _("{size} free on the disk of {folder}", size=in_words(free), folder=folder),
            _("{size} for {name}", size=in_words(needed), name=name),
            _("make room, then install again"),
            _(
                "The disk has no room for {size}. Make room, then install again.",
                size=in_words(needed),
            ),
        )
