"""What files hold: their digests, and what is wrong with them.

Digests of a folder that nobody published are recorded at its first use, and checked later.
"""

import contextlib
import functools
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from studio.errors import CorruptWeightsError
from studio.language import _, ngettext
from studio.models.catalog import WeightFile

BLOCK = 1 << 20  # bytes hashed at a time
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
RECORD = "digests.json"
WEB_PAGE = re.compile(rb"<(!doctype\s+)?html", re.IGNORECASE)


def flaw(path: Path, file: WeightFile) -> str:
    """Return what is wrong with the content at `path` as a noun phrase, empty if nothing is.

    Of a file without a published digest only what is plainly something else is found.
    """
    try:
        size = path.stat().st_size
        if file.sha256 and size == file.size and digest(path) == file.sha256:
            return ""
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        return _("an unreadable file ({strerror})", strerror=error.strerror)
    if head.startswith(LFS_POINTER):
        return _("a git-lfs pointer")
    if WEB_PAGE.search(head):
        return _("a web page")
    if not file.sha256:
        return "" if size else _("an empty file")
    if size == file.size:
        return _("other content of the same size")
    if size < file.size:
        return _("{size}, {lack:,} bytes too few", size=in_words(size), lack=file.size - size)
    return _("{size}, {surplus:,} bytes too many", size=in_words(size), surplus=size - file.size)


def describe(file: WeightFile) -> str:
    """Return what is known of a file's content beforehand, as a noun phrase."""
    if not file.sha256:
        return _("the content of {name}", name=file.name)
    return _("{size} with SHA-256 {digest}...", size=in_words(file.size), digest=file.sha256[:12])


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits, reading a block at a time."""
    sha256 = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            sha256.update(block)
    return sha256.hexdigest()


def remembered_digest(path: Path) -> str:
    """Return the digest of a file, read again only when its size or time of change differs."""
    status = path.stat()
    return _digest_at(path, status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=256)
def _digest_at(path: Path, size: int, mtime_ns: int) -> str:
    """Return the digest of one state of a file: another size or time is another question."""
    return digest(path)


def require(root: Path, contents: Sequence[str]) -> tuple[WeightFile, ...]:
    """Return the files in `root` that match the patterns, of unknown size and digest.

    A pattern that nothing matches stands for itself: as the name of a file that is missing.
    """
    names = [
        name
        for pattern in contents
        for name in sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))
        or [pattern]
    ]
    return tuple(WeightFile(name=name) for name in names)


def record(root: Path, contents: Sequence[str]) -> None:
    """Record what every file in `root` holds, the required ones first."""
    names = [file.name for file in require(root, contents)]
    others = sorted(p.relative_to(root).as_posix() for p in root.rglob("[!.]*") if p.is_file())
    known = dict.fromkeys([*names, *others])
    files = [read_file(root, name) for name in known]
    text = json.dumps({"files": [asdict(file) for file in files]}, indent=2)
    with contextlib.suppress(OSError):  # where nothing can be written, nothing can be changed
        new = root / f".{RECORD}"
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(root / RECORD)


def read_file(root: Path, name: str) -> WeightFile:
    """Return what a file below `root` is known by: its size and digest, read now."""
    path = root / name
    return WeightFile(name=name, size=path.stat().st_size, sha256=digest(path))


def read_record(root: Path) -> tuple[WeightFile, ...]:
    """Return the files recorded in `root`; none if it was never used.

    Raises
    ------
    CorruptWeightsError
        If there is a record that `record` did not write.
    """
    path = root / RECORD
    if not path.exists():
        return ()
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return tuple(
            WeightFile(name=file["name"], size=file["size"], sha256=file["sha256"])
            for file in files
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise CorruptWeightsError(
            _("a damaged {path}", path=path),
            _("the digests of the files beside it"),
            _("run `colorstudio models install {name}`", name=root.name),
        ) from error


def in_words(size: int) -> str:
    """Return a number of bytes as a person reads it.

    Examples
    --------
    >>> in_words(9945), in_words(128_946_764)
    ('9,945 bytes', '128.9 MB')
    """
    if size < 100_000:
        return ngettext("{n:,} byte", "{n:,} bytes", size)
    return _("{size:.1f} MB", size=size / 1e6)
