"""The journal of a batch: what was begun and what became of it, one line a fact, on the disk.

It lies in the folder of results and outlives a killed process: the next one goes on from it. A
half last line, which a crash may leave, is passed over.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, get_args

from filelock import lock_descriptor

from studio.disk import raise_output_errors
from studio.errors import OutputError

NAME = ".colorstudio-batch.jsonl"
# A photo is begun before its result is written; "replacing" if another file was there then, so
# that what lies there after a crash may still be the other.
State = Literal["begun", "replacing", "done", "failed", "left"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fact about one photo."""

    photo: str  # path relative to the folder of photos, parts joined by "/"
    state: State
    key: str  # of the photo's content and of what is done with it
    result: str  # path relative to the folder of results
    reason: str = ""  # of a failure, or why it was left alone: for a person


class Journal:
    """What happened to each photo last; what happens now is appended and forced to the disk."""

    def __init__(self, file: BinaryIO, last: dict[str, Entry]) -> None:
        self._file, self._last = file, last
        self._makers = {e.result: e.photo for e in last.values() if e.state == "done"}

    def note(self, entry: Entry) -> None:
        """Append a fact, unless it is known; raises OutputError if the disk does not take it."""
        if self._last.get(entry.photo) == entry:
            return
        line = json.dumps(asdict(entry)).encode() + b"\n"
        with raise_output_errors():
            while line:  # a disk that gets full may take half of it
                line = line[self._file.write(line) :]
            os.fsync(self._file.fileno())
        self._last[entry.photo] = entry
        if entry.state == "done":
            self._makers[entry.result] = entry.photo

    def maker(self, result: str) -> str:
        """Return the photo that a result was made of last; empty if that is not known."""
        return self._makers.get(result, "")

    def find_finished(self, entry: Entry, folder: Path) -> Entry | None:
        """Return the fact that a photo is done, if it is and its result still lies in `folder`.

        One that was begun is done as well if its result is there: nothing was before, and a
        result appears whole. The process died before it could say so.
        """
        last = self._last.get(entry.photo)
        if last is None or last.key != entry.key or last.state not in ("begun", "done"):
            return None
        with suppress(OSError):  # of a name that no disk takes
            return replace(last, state="done") if (folder / last.result).is_file() else None
        return None

    def find_left(self, entry: Entry) -> Entry | None:
        """Return the fact that a photo was left alone, if it was, of a job that asks the same."""
        last = self._last.get(entry.photo)
        return last if last and (last.state, last.key) == ("left", entry.key) else None


@contextmanager
def open_alone(folder: Path) -> Iterator[Journal]:
    """Open the journal of a folder of results for this process alone.

    Raises
    ------
    OutputError
        If another process has it open, or the folder is closed to writing.
    """
    with raise_output_errors():
        file = (folder / NAME).open("a+b", buffering=0)  # closing has nothing left to write
    with file:
        with raise_output_errors():
            if not lock_descriptor(file.fileno(), blocking=False):
                found = f"another batch at work in {folder}"
                raise OutputError(found, "one at a time", "wait, or choose another folder")
            file.seek(0)
            content = file.read()
            if content and not content.endswith(b"\n"):
                file.write(b"\n")
        entries = filter(None, map(_entry, content.splitlines()))
        yield Journal(file, {entry.photo: entry for entry in entries})


def _entry(line: bytes) -> Entry | None:
    """Read a line; None if it is not one of ours, or leads out of the folder."""
    try:
        fields = json.loads(line)
        entry = Entry(**fields)
    except (ValueError, RecursionError, TypeError):
        return None
    if entry.state not in get_args(State) or not all(isinstance(x, str) for x in fields.values()):
        return None
    result = PurePosixPath(entry.result)
    return None if result.is_absolute() or ".." in result.parts else entry
