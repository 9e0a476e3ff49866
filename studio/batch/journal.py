"""The journal of a batch: what was begun and what became of it, one line a fact, on the disk.

It lies in the folder of results and outlives a killed process: the next one goes on from it. A
half last line, which a crash may leave, is passed over. One run at a time keeps it; who puts a
corrected result back adds a line meanwhile, and the run takes it in.
"""

import json
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal, get_args

from studio.disk import lock, raise_output_errors
from studio.errors import OutputError
from studio.language import _, json_to_sentence, sentence_to_json

NAME = ".colorstudio-batch.jsonl"
# A photo is begun before its result is written; "replacing" if another file was there then, so
# that what lies there after a crash may still be the other. One that is corrected by a person is
# done, whatever a job asks for.
State = Literal["begun", "replacing", "done", "failed", "left", "corrected"]
# Why a photo was left alone: it has colours, a result of other settings is there, or another file.
Cause = Literal["", "colored", "other settings", "taken"]

TOLD = "told"  # in a line: what its English was made of, the reason first, then the notes

# of an entry: studios of before do not know them
NEWER = {"cause", "follows", "further", "notes", "content", "made"}

placing = threading.Lock()  # held while a result is put in its place and noted


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fact about one photo."""

    photo: str  # path relative to the folder of photos, parts joined by "/"
    state: State
    key: str  # of the photo's content and of what is done with it, if that is not a person's own
    result: str  # path relative to the folder of results
    reason: str = ""  # of a failure, or why it was left alone: for a person
    cause: Cause = ""
    notes: tuple[str, ...] = ()  # what was said of the photo when it was opened
    further: str = ""  # results of further pictures in its file, a path a line, as `result`
    follows: str = ""  # the photo whose result this one's colours are taken from
    content: str = ""  # of the photo: `jobs.fingerprint`
    made: str = ""  # the state of the result as the batch left it: `jobs.state`

    @property
    def results(self) -> list[str]:
        """All results of the photo: the first, and those of further pictures in its file."""
        return [self.result, *self.further.splitlines()]


class Facts:
    """What happened to each photo last, whether it was left alone, and what was made of it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._last: dict[str, Entry] = {}
        self._left: dict[str, Entry] = {}  # those left alone since
        self._made: dict[str, Entry] = {}
        for entry in entries:
            self._take(entry)

    def last(self, photo: str) -> Entry | None:
        """Return what was made of a photo last, or begun, if anything was."""
        return self._last.get(photo)

    def find_making(self, result: str) -> Entry | None:
        """Return the fact that a result was made, the last time; None if that is not known."""
        return self._made.get(result)

    def maker(self, result: str) -> str:
        """Return the photo that a result was made of last; empty if that is not known."""
        made = self.find_making(result)
        return made.photo if made else ""

    def find_finished(self, entry: Entry, folder: Path) -> Entry | None:
        """Return the fact that a photo is done, if it is and its result still lies in `folder`.

        One that was begun is done as well if its result is there: nothing was before, and a
        result appears whole. The process died before it could say so.
        """
        last = self.last(entry.photo)
        if last is None or last.key != entry.key or last.state not in ("begun", "done"):
            return None
        return replace(last, state="done") if _lies_in(folder, last) else None

    def find_touched(self, entry: Entry, state: str, folder: Path) -> Entry | None:
        """Return the fact that a photo is done, if it was before its time of change was another.

        `state` is what the entry's key begins with. Whether the content is still that of the fact
        is yet to be seen.
        """
        last = self.last(entry.photo)
        if last is None or not (last.content and _lies_in(folder, last)):
            return None
        if last.state == "corrected":
            return replace(last, key=state)
        is_same_work = last.key.endswith(entry.key.removeprefix(state))
        is_done = last.state in ("begun", "done") and is_same_work
        return replace(last, state="done", key=entry.key) if is_done else None

    def find_corrected(self, photo: str, key: str, folder: Path) -> Entry | None:
        """Return the fact that a person corrected the result of a photo, if it still lies there.

        The key is of the photo's content alone.
        """
        last = self.last(photo)
        if last is None or (last.state, last.key) != ("corrected", key):
            return None
        return last if _lies_in(folder, last) else None

    def recall(self, photo: str, key: str, folder: Path) -> Entry | None:
        """Return what became of a photo in a job, if nothing is left to do; whatever it followed.

        The key is that of a photo that follows none.
        """
        left, last = self._left.get(photo), self.last(photo)
        if left and left.key.startswith(key):
            return left
        if last is None or not last.key.startswith(key):
            return None
        return self.find_finished(last, folder)

    def _take(self, entry: Entry) -> None:
        """Take in a fact. Where a photo is left alone, what was made of it before is there yet."""
        if entry.state == "left":
            self._left[entry.photo] = entry
            return
        self._left.pop(entry.photo, None)
        self._last[entry.photo] = entry
        if entry.state in ("done", "corrected"):
            self._made[entry.result] = entry


class Journal(Facts):
    """A journal that is kept: what happens now is appended and forced to the disk."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__([])
        self.is_alone = True  # False where the disk has no locks, so that nobody knows
        self._file = file
        self._read = 0  # bytes of it that are known
        self._news: list[Entry] = []  # facts that others noted
        self._listen(-1)
        self._news.clear()

    def note(self, entry: Entry) -> None:
        """Append a fact, unless it is known; raises OutputError if the disk does not take it."""
        if entry in (self._last.get(entry.photo), self._left.get(entry.photo)):
            return
        line = _line(entry)
        _append(self._file, line)
        end = self._file.tell()
        self._listen(end - len(line) - self._read)
        self._read = end
        self._take(entry)

    def catch_up(self) -> list[Entry]:
        """Return the facts that others noted since this was asked last."""
        self._listen(-1)
        news, self._news = self._news, []
        return news

    def _listen(self, count: int) -> None:
        """Take in the next bytes, -1 for all, but for a half last line."""
        self._file.seek(self._read)
        lines, end, _rest = self._file.read(count).rpartition(b"\n")
        self._read += len(lines + end)
        for entry in _entries(lines):
            self._take(entry)
            self._news.append(entry)


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
            holder = lock(file.fileno())
            if holder == "another":
                found = _("another batch at work in {folder}", folder=folder)
                raise OutputError(found, _("one at a time"), _("wait, or choose another folder"))
            file.seek(0)
            content = file.read()
            if content and not content.endswith(b"\n"):
                file.write(b"\n")
            log = Journal(file)
        log.is_alone = holder == "us"
        yield log


def read(folder: Path) -> Facts:
    """Return what the journal of a folder of results says now; nothing without one."""
    with suppress(OSError):
        return Facts(_entries((folder / NAME).read_bytes()))
    return Facts([])


def append(folder: Path, entry: Entry) -> None:
    """Add a fact to the journal of a folder, where a run may be at work.

    Raises OutputError if the disk does not take it.
    """
    with raise_output_errors():
        file = (folder / NAME).open("ab", buffering=0)
    with file:
        _append(file, b"\n" + _line(entry))  # of its own, even after half a one


def _line(entry: Entry) -> bytes:
    """Return an entry as JSON: its sentences in English, and beside them what they are made of."""
    sentences = entry.reason, *entry.notes
    fields = {**asdict(entry), "notes": "\n".join(entry.notes)}
    if any(told := [sentence_to_json(sentence) for sentence in sentences]):
        fields[TOLD] = told
    known = {name: value for name, value in fields.items() if value or name not in NEWER}
    return json.dumps(known).encode() + b"\n"


def _append(file: BinaryIO, line: bytes) -> None:
    """Append a line and force it to the disk; an `OutputError` if that does not take it."""
    with raise_output_errors():
        while line:  # a disk that gets full may take half of it
            line = line[file.write(line) :]
        os.fsync(file.fileno())


def _entries(content: bytes) -> Iterable[Entry]:
    return filter(None, map(_entry, content.splitlines()))


def _entry(line: bytes) -> Entry | None:
    """Read a line; None if it is not one of ours, or leads out of the folder."""
    try:
        fields = json.loads(line)
        told = fields.pop(TOLD, None)
        if not all(isinstance(x, str) for x in fields.values()):
            return None
        notes = tuple(fields.pop("notes", "").splitlines())
        entry = Entry(**fields, notes=notes)
    except (ValueError, RecursionError, TypeError, AttributeError):
        return None
    if entry.state not in get_args(State):
        return None
    results = [PurePosixPath(result) for result in entry.results]
    leads_out = any(result.is_absolute() or ".." in result.parts for result in results)
    return None if leads_out else _recall_sentences(entry, told)


def _recall_sentences(entry: Entry, told: Any) -> Entry:
    """Return an entry whose sentences know what they were made of, if that was kept."""
    english = entry.reason, *entry.notes
    if not isinstance(told, list) or len(told) != len(english):
        return entry
    reason, *notes = map(json_to_sentence, told, english)
    return replace(entry, reason=reason, notes=tuple(notes))


def _lies_in(folder: Path, entry: Entry) -> bool:
    with suppress(OSError):  # of a name that no disk takes
        return all((folder / result).is_file() for result in entry.results)
    return False
