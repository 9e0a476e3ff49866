"""What models exist: `weights/catalog.json` read into frozen records."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from studio import places
from studio.errors import DataError, RecipeError, UnknownModelError
from studio.language import _
from studio.models import runtimes
from studio.models.runtimes import Runtime

FOLDER = places.app() / "weights"  # of the catalog and the models that ship; only read

TOLD = ("title", "speed", "licence", "summary", "purpose")  # what people read of a model
Task = Literal["colorize", "segment", "pick", "measure"]
Scene = Literal["street", "people"]


@dataclass(frozen=True, kw_only=True)
class WeightFile:
    """One file of a model, known by its content.

    Parameters
    ----------
    name : str
        Path below the model's folder, its parts joined by "/".
    size : int
        Bytes; 0 if nobody published them.
    sha256 : str
        64 lower-case hex digits; empty if nobody published them.
    mirrors : tuple of str
        Addresses in the order to try; empty for a file that ships.
    """

    name: str
    size: int = 0
    sha256: str = ""
    mirrors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Archive:
    """A folder that comes as a tar file; nobody published the checksums of what is in it."""

    contents: tuple[str, ...]  # patterns of the names that must be in it
    mirrors: tuple[str, ...]  # addresses of the tar file in the order to try


@dataclass(frozen=True)
class Preset:
    """A folder that KerasHub brings; nobody published the checksums of what is in it."""

    contents: tuple[str, ...]  # patterns of the names that must be in it
    name: str  # by which KerasHub knows it


@dataclass(frozen=True, kw_only=True)
class Model:
    """Everything known about a model before it is loaded."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # an unknown entry may be a misspelt one

    name: str  # stable identifier: recipes, folders and the command line use it
    title: str  # what a person reads
    task: Task
    runtime: Runtime  # what runs it
    parameters: int
    memory: int  # bytes held while loaded, measured
    speed: str  # seconds for one pass on two cores, in words
    licence: str
    source: str  # paper or repository
    summary: str  # one sentence for a person who chooses
    automatic: bool = False  # whether it colours without hints
    hints: bool = False  # whether hint ab and a hint mask can be given
    compares: bool = False  # whether photos are matched by what it sees: true of one model
    rank: int | None = None  # by its colours among those of its task, 1 the best; None: unknown
    classes: str = ""  # name in `models.classes.TABLES`; empty if what it finds has no table
    purpose: str = ""  # what a person looks for with it; empty: what its title says
    scene: Scene | None = None  # photos that it fits best, and is told by; None: no kind of its own
    files: tuple[WeightFile, ...] = ()
    bundle: Archive | Preset | None = None  # instead of files, where nobody published checksums

    @property
    def size(self) -> int:
        """Bytes of all files together; where nobody published them, four for each parameter."""
        return sum(file.size for file in self.files) or 4 * self.parameters

    @property
    def ships(self) -> bool:
        """Whether it comes with the studio: it is not to be had from anywhere else."""
        return any(not file.mirrors for file in self.files)

    @property
    def is_folder(self) -> bool:
        """Whether its files belong to fixed places in one folder, as those of a SavedModel do."""
        return bool(self.bundle) or any("/" in file.name for file in self.files)


_MODEL = TypeAdapter(Model)  # keeps to the types above


@functools.cache
def models() -> Mapping[str, Model]:
    """Return every model the studio knows by name, in the order in which they are offered."""
    return read(FOLDER / "catalog.json")


def read(path: Path) -> Mapping[str, Model]:
    """Read a catalog file: the studio's own, or the one a training run wrote.

    Raises
    ------
    DataError
        If there is none, it is damaged, or a name in it leads out of a model's folder.
    """
    try:
        document = json.loads(path.read_bytes())
        json.dumps(document, ensure_ascii=False).encode()  # refuses halves of letters
        models = [_model(entry) for entry in document["models"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        remedy = _("check the path, or make the file anew")
        raise DataError(_name_fault(path, error), _("a catalog of models"), remedy) from error
    return MappingProxyType({model.name: model for model in models})


def find(name: str, known: Mapping[str, Model] | None = None) -> Model:
    """Return the entry called `name`, from the studio's models unless others are given.

    Raises
    ------
    UnknownModelError
        If there is none.
    """
    known = models() if known is None else known
    if name not in known:
        raise UnknownModelError(
            _("the model name {name!r}", name=name),
            _("one of {names}", names=", ".join(known)),
            _("choose a name from that list"),
            _("There is no model {name!r} here. Choose another one.", name=name),
        )
    return known[name]


def require_hints(name: str) -> None:
    """Check that there is a model of that name that takes hints.

    Raises
    ------
    RecipeError
        If there is none.
    """
    able = [model.name for model in models().values() if model.hints]
    if name not in able:
        found = _("the engine {name!r}, which takes no hints", name=name)
        raise RecipeError(
            found, _("one of {names}", names=", ".join(able)), _("choose one of these")
        )


def _name_fault(path: Path, error: Exception) -> str:
    """Return what was found at a path, and which fact of an entry is wrong, where that is known."""
    if not isinstance(error, ValidationError):
        return _("no readable {path}", path=path)
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return _(
        "no readable {path} ({place!r:.60}: {fault})", path=path, place=place, fault=first["msg"]
    )


def _model(entry: dict) -> Model:
    files = tuple(
        WeightFile(**{**file, "mirrors": tuple(file.get("mirrors", ()))})
        for file in entry.get("files", ())
    )
    about = {key: entry[key] for key in entry if key not in ("contents", "archive", "preset")}
    # a run folder of an earlier studio names the class itself
    runtime = runtimes.NAMES.get(entry["runtime"], entry["runtime"])
    facts = {**about, "runtime": runtime, "files": files, "bundle": _bundle(entry)}
    model = _MODEL.validate_python(facts)
    for name in (model.name, *(file.name for file in model.files)):
        if PurePath(name).is_absolute() or ".." in PurePath(name).parts:
            raise ValueError(name)
    # pydantic makes plain text of sentences
    told: Any = {name: _(getattr(model, name)) for name in TOLD}
    return replace(model, **told)


def _bundle(entry: dict) -> Archive | Preset | None:
    contents = tuple(entry.get("contents", ()))
    if not contents:
        return None
    if entry.get("preset"):
        return Preset(contents, entry["preset"])
    return Archive(contents, tuple(entry.get("archive", ())))
