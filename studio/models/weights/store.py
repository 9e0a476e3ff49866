"""Weight files on disk: found wherever they lie, trusted only after their checksum."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.models.catalog import FOLDER, Model, WeightFile
from studio.models.weights import digests
from studio.models.weights.digests import described, digest, flaw, in_words, remembered_digest

PART = ".part"  # suffix of a download that is still under way

DigestOf = Callable[[Path], str]


def locate(model: Model, folder: Path = FOLDER) -> tuple[Path, ...]:
    """Return where the files of `model` lie, each verified just now.

    Parameters
    ----------
    model : Model
        A catalog entry.
    folder : Path
        Where weights are kept. A file has its place in a subfolder named after the model, but
        any copy of the same size and content counts, whatever its name and subfolder, unless the
        model is a folder with files in fixed places. Linked files count as well; linked folders
        are not entered.

    Returns
    -------
    tuple of Path
        In the order of `files_of`.

    Raises
    ------
    CorruptWeightsError
        If a file in its place is damaged and there is no good copy.
    MissingWeightsError
        If there is no trace of a file.
    """
    files = files_of(model, folder)
    paths = [search(model, file, folder) for file in files]
    missing = [file for file, path in zip(files, paths, strict=True) if path is None]
    for file in missing:
        if place(model, file, folder).exists():
            verify(model, file, folder)
    if missing:
        raise _missing(model, missing, folder)
    return tuple(path for path in paths if path)


def installed(model: Model, folder: Path = FOLDER, digest_of: DigestOf = remembered_digest) -> bool:
    """Tell whether `locate` would succeed, cheaply enough to ask on every rerun of a page.

    A file is hashed once, and again only when its size or its time of change differs.
    """
    try:
        return all(search(model, file, folder, digest_of) for file in files_of(model, folder))
    except CorruptWeightsError:
        return False


def files_of(model: Model, folder: Path = FOLDER) -> tuple[WeightFile, ...]:
    """Return what is known of a model's files.

    That is the catalog's word; of a model whose digests were not published, what was recorded
    when it was first used, and before that the names that must be there.

    Raises
    ------
    CorruptWeightsError
        If the record is damaged.
    """
    if not model.contents:
        return model.files
    root = folder / model.name
    return digests.recorded(root) or digests.required(root, model.contents)


def remember(model: Model, folder: Path = FOLDER) -> None:
    """Record the digests of a model that was just loaded, if nobody knew them until now."""
    root = folder / model.name
    if model.contents and not digests.recorded(root):
        digests.record(root, model.contents)


def place(model: Model, file: WeightFile, folder: Path = FOLDER) -> Path:
    """Return the path where `file` is installed."""
    return folder / model.name / file.name


def verify(model: Model, file: WeightFile, folder: Path = FOLDER) -> None:
    """Check a file in its place before a load: a flipped bit loads and colours wrongly.

    Raises
    ------
    CorruptWeightsError
        If it is anything else than what `file` describes.
    """
    path = place(model, file, folder)
    found = flaw(path, file)
    if found:
        raise CorruptWeightsError(f"{found} in {path}", described(file), _remedy(model, file))


def size_in_words(model: Model) -> str:
    """Return what installing a model costs on the disk, as a person reads it."""
    if not model.size:
        return "nothing to install"
    return f"about {in_words(model.size)}" if model.contents else in_words(model.size)


def search(
    model: Model, file: WeightFile, folder: Path = FOLDER, digest_of: DigestOf = digest
) -> Path | None:
    """Return a path that holds `file`, its own place first, or None."""
    copies: Iterable[Path] = () if model.is_folder else folder.rglob("*")
    for path in chain([place(model, file, folder)], copies):
        if path.suffix != PART and _holds(path, file, digest_of):
            return path
    return None


def _holds(path: Path, file: WeightFile, digest_of: DigestOf) -> bool:
    """Tell whether the content is there; a file that cannot be read does not hold it."""
    if not file.sha256:
        return not flaw(path, file)
    try:
        return path.stat().st_size == file.size and digest_of(path) == file.sha256
    except OSError:
        return False


def _missing(model: Model, files: Sequence[WeightFile], folder: Path) -> MissingWeightsError:
    names = ", ".join(file.name for file in files)
    size = in_words(sum(file.size for file in files) or model.size)
    where = folder / model.name if model.is_folder else folder
    remedy = _remedy(model, files[0])
    if model.contents or files[0].mirrors:
        remedy = f"press Install beside the model, {remedy}, or put the files there by hand"
    return MissingWeightsError(f"no {names} of {model.name}", f"{size} in {where}", remedy)


def _remedy(model: Model, file: WeightFile) -> str:
    if model.contents or file.mirrors:
        return f"run `colorstudio models install {model.name}`"
    return f"restore {file.name} from the repository: it ships with the studio"
