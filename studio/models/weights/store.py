"""Weight files on disk: found wherever they lie, trusted only after their checksum."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from studio import places
from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.language import _
from studio.models.catalog import FOLDER, Model, WeightFile
from studio.models.weights import digests
from studio.models.weights.digests import describe, digest, flaw, in_words, remembered_digest

PART = ".part"  # suffix of a download that is still under way

INCOMPLETE = _(
    "A model that ships with the studio is missing or damaged. Install the studio again."
)

DigestOf = Callable[[Path], str]


@dataclass(frozen=True)
class Store:
    """A folder of weights, and where other weights lie that are only read.

    A file has its place in a subfolder named after the model, but any copy of the same size and
    content counts, whatever its name and subfolder, unless the model is a folder with files in
    fixed places. Linked files count as well; linked folders are not entered.
    """

    folder: Path  # into which models are installed
    shipped: Path | None = None  # looked into next

    def locate(self, model: Model) -> tuple[Path, ...]:
        """Return where the files of `model` lie, each verified just now, in their order.

        Raises
        ------
        CorruptWeightsError
            If a file in its place is damaged and there is no good copy.
        MissingWeightsError
            If there is no trace of a file.
        """
        files = self.files_of(model)
        paths = [self.search(model, file) for file in files]
        missing = [file for file, path in zip(files, paths, strict=True) if path is None]
        for file in missing:
            self._refuse_damage(model, file)
        if missing:
            raise self._missing(model, missing)
        return tuple(path for path in paths if path)

    def installed(self, model: Model, digest_of: DigestOf = remembered_digest) -> bool:
        """Tell whether `locate` would succeed, cheaply enough to ask on every rerun of a page.

        A file is hashed once, and again only when its size or its time of change differs.
        """
        try:
            return all(self.search(model, file, digest_of) for file in self.files_of(model))
        except CorruptWeightsError:
            return False

    def begun(self, model: Model) -> bool:
        """Tell whether there is anything of `model`, be it damaged."""
        if model.bundle:
            return self.home(model).is_dir()
        return any(
            any(path.exists() for path in self._places(model, file)) or self.search(model, file)
            for file in model.files
        )

    def files_of(self, model: Model) -> tuple[WeightFile, ...]:
        """Return what is known of a model's files.

        That is the catalog's word; of a model whose digests were not published, what was recorded
        when it was first used, and before that the names that must be there.

        Raises
        ------
        CorruptWeightsError
            If the record is damaged.
        """
        if not model.bundle:
            return model.files
        home = self.home(model)
        return digests.read_record(home) or digests.require(home, model.bundle.contents)

    def remember(self, model: Model) -> None:
        """Record the digests of a model that was just loaded, if nobody knew them until now."""
        home = self.home(model)
        if model.bundle and not digests.read_record(home):
            digests.record(home, model.bundle.contents)

    def home(self, model: Model) -> Path:
        """Return the folder where `model` is installed."""
        return self.folder / model.name

    def place(self, model: Model, file: WeightFile) -> Path:
        """Return the path where `file` is installed."""
        return self.home(model) / file.name

    def search(self, model: Model, file: WeightFile, digest_of: DigestOf = digest) -> Path | None:
        """Return a path that holds `file`, its own place first, or None."""
        folders = () if model.is_folder else self._folders
        copies = chain.from_iterable(folder.rglob("*") for folder in folders)
        for path in chain(self._places(model, file), copies):
            if path.suffix != PART and _holds(path, file, digest_of):
                return path
        return None

    def _refuse_damage(self, model: Model, file: WeightFile) -> None:
        """Raise for a file that is in its place but is not what `file` describes."""
        for path in self._places(model, file):
            if path.exists() and (found := flaw(path, file)):
                remedy = _remedy(model, file)
                plain = INCOMPLETE if model.ships else ""
                raise CorruptWeightsError(
                    _("{found} in {path}", found=found, path=path), describe(file), remedy, plain
                )

    @property
    def _folders(self) -> tuple[Path, ...]:
        """Return where weights lie, each folder once: in a checkout both are the same."""
        return tuple(dict.fromkeys((self.folder, self.shipped or self.folder)))

    def _places(self, model: Model, file: WeightFile) -> list[Path]:
        """Return where `file` is expected."""
        return [folder / model.name / file.name for folder in self._folders]

    def _missing(self, model: Model, files: Sequence[WeightFile]) -> MissingWeightsError:
        names = ", ".join(file.name for file in files)
        size = in_words(sum(file.size for file in files) or model.size)
        where = self.home(model) if model.is_folder else self.folder
        remedy = _remedy(model, files[0])
        if not model.ships:
            remedy = _(
                "press Install beside the model, {remedy}, or put the files there by hand",
                remedy=remedy,
            )
        found, plain = (
            _("no {names} of {model}", names=names, model=model.name),
            INCOMPLETE if model.ships else "",
        )
        return MissingWeightsError(
            found, _("{size} in {folder}", size=size, folder=where), remedy, plain
        )


def own() -> Store:
    """Return the studio's own weights: those a person installed, and those that ship.

    Raises an `OutputError` if the system names no home for what is installed.
    """
    return Store(places.weights(), FOLDER)


def size_in_words(model: Model) -> str:
    """Return what installing a model costs on the disk, as a person reads it."""
    if not model.size:
        return _("nothing to install")
    return _("about {size}", size=in_words(model.size)) if model.bundle else in_words(model.size)


def _holds(path: Path, file: WeightFile, digest_of: DigestOf) -> bool:
    """Tell whether the content is there; a file that cannot be read does not hold it."""
    if not file.sha256:
        return not flaw(path, file)
    try:
        return path.stat().st_size == file.size and digest_of(path) == file.sha256
    except OSError:
        return False


def _remedy(model: Model, file: WeightFile) -> str:
    if model.ships:
        return _(
            "restore {name} from the repository or reinstall: it ships with the studio",
            name=file.name,
        )
    return _("run `colorstudio models install {name}`", name=model.name)
