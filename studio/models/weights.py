"""Weight files on disk: found wherever they lie, trusted only after their checksum."""

import functools
import hashlib
import re
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.models.catalog import FOLDER, Model, WeightFile

PART = ".part"  # suffix of a download that is still under way
BLOCK = 1 << 20  # bytes hashed at a time
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
WEB_PAGE = re.compile(rb"<(!doctype\s+)?html", re.IGNORECASE)


def locate(model: Model, folder: Path = FOLDER) -> tuple[Path, ...]:
    """Return where the files of `model` lie, each verified just now.

    Parameters
    ----------
    model : Model
        A catalog entry.
    folder : Path
        Where weights are kept. A file has its place in a subfolder named after the model, but
        any copy of the same size and content counts, whatever its name and subfolder. Linked
        files count as well; linked folders are not entered.

    Returns
    -------
    tuple of Path
        In the order of `model.files`.

    Raises
    ------
    CorruptWeightsError
        If a file in its place is damaged and there is no good copy.
    MissingWeightsError
        If there is no trace of a file.
    """
    paths = [search(model, file, folder) for file in model.files]
    missing = [file for file, path in zip(model.files, paths, strict=True) if path is None]
    for file in missing:
        if place(model, file, folder).exists():
            verify(place(model, file, folder), file)
    if missing:
        raise _missing(model, missing, folder)
    return tuple(path for path in paths if path)


def installed(model: Model, folder: Path = FOLDER) -> bool:
    """Tell whether `locate` would succeed, cheaply enough to ask on every rerun of a page.

    A file is hashed once, and again only when its size or its time of change differs.
    """
    return all(search(model, file, folder, _remembered_digest) for file in model.files)


def place(model: Model, file: WeightFile, folder: Path = FOLDER) -> Path:
    """Return the path where `file` is installed."""
    return folder / model.name / file.name


def verify(path: Path, file: WeightFile) -> None:
    """Check size and SHA-256 before a load: a flipped bit loads and colours wrongly.

    Parameters
    ----------
    path : Path
        The place of the file: its folder bears the name of the model.
    file : WeightFile
        What the content should be.

    Raises
    ------
    CorruptWeightsError
        If it is anything else.
    """
    found = flaw(path, file)
    if found:
        raise CorruptWeightsError(
            f"{found} in {path}",
            f"{in_words(file.size)} with SHA-256 {file.sha256[:12]}...",
            _remedy(path.parent.name, file),
        )


def flaw(path: Path, file: WeightFile) -> str:
    """Return what is wrong with the content at `path` as a noun phrase, empty if nothing is."""
    try:
        size = path.stat().st_size
        if size == file.size and digest(path) == file.sha256:
            return ""
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        return f"an unreadable file ({error.strerror})"
    if head.startswith(LFS_POINTER):
        return "a git-lfs pointer"
    if WEB_PAGE.search(head):
        return "a web page"
    if size == file.size:
        return "other content of the same size"
    surplus = "few" if size < file.size else "many"
    return f"{in_words(size)}, {abs(size - file.size):,} bytes too {surplus}"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits, reading a block at a time."""
    sha256 = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            sha256.update(block)
    return sha256.hexdigest()


def search(
    model: Model, file: WeightFile, folder: Path = FOLDER, digest_of: Callable[[Path], str] = digest
) -> Path | None:
    """Return a path that holds `file`, its own place first, or None."""
    for path in chain([place(model, file, folder)], folder.rglob("*")):
        if path.suffix != PART and _holds(path, file, digest_of):
            return path
    return None


def in_words(size: int) -> str:
    """Return a number of bytes as a person reads it.

    Examples
    --------
    >>> in_words(9945), in_words(128_946_764)
    ('9,945 bytes', '128.9 MB')
    """
    return f"{size:,} bytes" if size < 100_000 else f"{size / 1e6:.1f} MB"


def _holds(path: Path, file: WeightFile, digest_of: Callable[[Path], str]) -> bool:
    """Tell whether the content is there; a file that cannot be read does not hold it."""
    try:
        return path.stat().st_size == file.size and digest_of(path) == file.sha256
    except OSError:
        return False


def _remembered_digest(path: Path) -> str:
    status = path.stat()
    return _digest_at(path, status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=256)
def _digest_at(path: Path, size: int, mtime_ns: int) -> str:
    """Return the digest of one state of a file: another size or time is another question."""
    return digest(path)


def _missing(model: Model, files: Sequence[WeightFile], folder: Path) -> MissingWeightsError:
    names = ", ".join(file.name for file in files)
    size = in_words(sum(file.size for file in files))
    remedy = _remedy(model.name, files[0])
    if files[0].mirrors:
        remedy = f"press Install beside the model, {remedy}, or put the files there by hand"
    return MissingWeightsError(f"no {names} of {model.name}", f"{size} in {folder}", remedy)


def _remedy(model_name: str, file: WeightFile) -> str:
    if file.mirrors:
        return f"run `colorstudio models install {model_name}`"
    return f"restore {file.name} from the repository: it ships with the studio"
