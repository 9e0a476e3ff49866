"""Unpacking an archive from the web: files and folders, inside one folder, of bounded size.

`tarfile.extractall` also makes links and devices, and its filters of PEP 706 came late and were
mended since; here only regular files are ever written, each to a path that was not there before.
"""

import gzip
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

from studio.disk import LONGEST_NAME
from studio.errors import CorruptWeightsError
from studio.language import _
from studio.models.weights.digests import in_words

MOST_MEMBERS = 1_000
MOST_BYTES = 4 << 30
MOST_RATIO = 20  # weights hardly shrink; a bomb shrinks a thousandfold
SLACK = 1 << 20  # bytes that any archive may unpack to: the smallest are mostly padding
BLOCK = 1 << 20  # bytes copied at a time
GZIP = b"\x1f\x8b"
NAME = re.compile(r"[\w.+=@ /-]+", re.ASCII)  # letters that every file system takes for themselves
LONGEST_PATH = 1_000  # letters; of a part of it, as many as file systems take
FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)
BROKEN = (
    *(tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile),
    *(ValueError, ArithmeticError, LookupError, RecursionError),
)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a tar file, compressed by gzip or not, into a new folder.

    The folder is made here. After a failure it holds what came before the flaw: the caller's to
    remove.

    Raises
    ------
    CorruptWeightsError
        If the archive is damaged or cut; if a member is neither file nor folder, lies outside,
        comes twice, or bears an odd name; if there are too many or they are too large.
    OSError
        If the disk does not take the files.
    """
    most = min(MOST_BYTES, max(SLACK, MOST_RATIO * archive.stat().st_size))
    folder.mkdir(parents=True)
    with _open(archive) as stream, _raise_damage(archive):
        bounded = _Bounded(stream, most)
        # "r|" reads forwards only, so that a bomb meets the bound before it meets the memory
        with tarfile.open(fileobj=cast(IO[bytes], bounded), mode="r|") as tar:
            _write_members(tar, folder, bounded)
        while bounded.read(BLOCK):  # gzip's own checksum stands at its very end
            pass


def _write_members(tar: tarfile.TarFile, folder: Path, bounded: "_Bounded") -> None:
    for count, member in enumerate(tar, 1):
        _check_member(member, count, bounded.left)
        try:
            _write(tar, member, folder / member.name)
        except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
            raise _refusal(_("a second {name}", name=member.name), _("each name once")) from error


def _check_member(member: tarfile.TarInfo, count: int, left: int) -> None:
    """Refuse a member before anything of it is written."""
    if not (member.isdir() or member.type in FILES) or member.issparse():
        raise _refusal(
            _("a link, a device or the like ({name!r:.80})", name=member.name),
            _("files and folders"),
        )
    path = PurePosixPath(member.name)
    too_long = (
        len(member.name) > LONGEST_PATH or len(max(path.parts, key=len, default="")) > LONGEST_NAME
    )
    if path.is_absolute() or ".." in path.parts or not NAME.fullmatch(member.name) or too_long:
        raise _refusal(
            _("the name {name!r:.80}", name=member.name), _("plain names inside the folder")
        )
    if count > MOST_MEMBERS:
        raise _refusal(
            _("more than {most:,} members", most=MOST_MEMBERS),
            _("the few files of a model"),
        )
    if member.size > left:
        raise _bomb()


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """Write one member to a path where nothing is yet; a folder may be there already."""
    if member.isdir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    content = tar.extractfile(member)
    with target.open("xb") as out:
        while content and (block := content.read(BLOCK)):
            out.write(block)


class _Bounded:
    """A stream that may be read up to a number of bytes."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self.stream = stream
        self.left = most

    def read(self, size: int) -> bytes:
        block = self.stream.read(size)
        self.left -= len(block)
        if self.left < 0:
            raise _bomb()
        return block


def _open(archive: Path) -> IO[bytes]:
    with archive.open("rb") as stream:
        compressed = stream.read(len(GZIP)) == GZIP
    return cast(IO[bytes], gzip.open(archive)) if compressed else archive.open("rb")


@contextmanager
def _raise_damage(archive: Path) -> Iterator[None]:
    """Raise a `CorruptWeightsError` for whatever a damaged archive makes its readers say."""
    try:
        yield
    except BROKEN as error:
        raise CorruptWeightsError(
            _("a damaged archive ({error})", error=str(error) or type(error).__name__),
            _("a whole tar file in {size}", size=in_words(archive.stat().st_size)),
            _("install again: the download may have been cut"),
        ) from error


def _bomb() -> CorruptWeightsError:
    return _refusal(
        _("much more than its size allows"),
        _("at most {most} times its size", most=MOST_RATIO),
    )


def _refusal(found: str, expected: str) -> CorruptWeightsError:
    return CorruptWeightsError(
        _("{found} in the archive", found=found),
        expected,
        _("do not use this archive: it was not made for a model"),
    )
