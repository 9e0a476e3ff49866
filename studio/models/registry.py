"""The one place that holds loaded models, shared by every page, session and thread."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from studio.color.arrays import Float, Picture
from studio.errors import MissingWeightsError, StudioError, UnknownModelError
from studio.language import _
from studio.models import catalog, runtimes
from studio.models.catalog import Model, Task
from studio.models.classes import TABLES, Classes
from studio.models.lru_cache import LruCache
from studio.models.picker import Look, Picks, Pointing
from studio.models.prediction import Prediction
from studio.models.weights.part import DownloadProgress
from studio.models.weights.store import Store, own

BUDGET = 1_500_000_000  # bytes of loaded models, by the catalog's figures
COLORIZE: Final = "colorize"
SEGMENT: Final = "segment"
PICK: Final = "pick"
MEASURE: Final = "measure"


class Answer(Protocol):
    """What a model says of a photo: features, a `Prediction`, or an array of probabilities."""

    @property
    def nbytes(self) -> int:
        """Return the bytes it holds."""


class Encoder(Protocol):
    """A loaded model that looks at a photo once; safe to call from several threads."""

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) that a photo is resized to before `encode`."""

    def encode(self, rgb: Picture) -> Answer:
        """Look at a photo of that size: all that is needed of it, whatever the hints or clicks."""


class Colorizer(Encoder, Protocol):
    """A loaded colorizer; safe to call from several threads."""

    def color(self, seen: Any, hint: Float | None = None) -> Prediction:
        """Colour what `encode` saw; hint is ab and mask, float32 (h, w, 3)."""


class Comparer(Colorizer, Protocol):
    """A colorizer that sees alike what is alike, so that photos can be compared."""

    def features(self, seen: Any) -> list[Float]:
        """Return what `encode` saw, from fine to coarse: float32 (C, h, w) each."""


class Segmenter(Protocol):
    """A loaded segmenter; safe to call from several threads."""

    classes: Classes

    def probabilities(self, rgb: Picture) -> Float:
        """Tell what is where in a photo.

        Parameters
        ----------
        rgb : uint8 array of shape (H, W, 3)
            Of any size, gray or in colour.

        Returns
        -------
        float32 array of shape (h, w, C)
            Of the whole photo, at the model's resolution: in [0, 1], at each spot 1 together.
        """


class Picker(Protocol):
    """A loaded picker; safe to call from several threads."""

    encoder: str  # name of the model by whose encoder it sees, which may be itself

    def look(self, rgb: Picture, seen: Any) -> Look:
        """Look at a photo of the encoder's size, by what `encode` saw in it."""

    def pick(self, look: Look, pointing: Pointing, before: Float | None = None) -> Picks:
        """Tell what clicks or a box may mean, given the mask so far."""


class Extractor(Protocol):
    """A loaded net that measures are made of; safe to call from several threads."""

    def features(self, rgb: Picture) -> Float:
        """Return what it sees in a picture, uint8 (H, W, 3) of any size: float32 (F,)."""


class Registry:
    """Loads each model once, under its own lock, and drops the least recently used over budget.

    Parameters
    ----------
    models : mapping of str to Model, optional
        What exists; the studio's catalog by default.
    folder : Path, optional
        Where weight files lie; by default where models are installed, and where they ship.
    budget : int
        Bytes that loaded models may hold together.
    """

    def __init__(
        self,
        models: Mapping[str, Model] | None = None,
        folder: Path | None = None,
        budget: int = BUDGET,
    ) -> None:
        self.models = catalog.models() if models is None else models
        self.store = Store(folder) if folder else own()
        self._loading = {name: threading.Lock() for name in self.models}
        self._loaded: LruCache[str, Any] = LruCache(budget)

    def known(self, task: Task = COLORIZE) -> list[Model]:
        """Return the models for a task, in the order in which they are offered."""
        return [model for model in self.models.values() if model.task == task]

    def find(self, name: str, task: Task = COLORIZE) -> Model:
        """Return a model for a task by its name.

        Raises
        ------
        UnknownModelError
            If there is none of that name, or it is for another; those for the task are named.
        """
        fitting = {model.name: model for model in self.known(task)}
        other = self.models.get(name)
        if other and name not in fitting:
            raise UnknownModelError(
                _("{name}, a model of another kind ({task})", name=name, task=other.task),
                _("a model that can {task}", task=task),
                _("choose one of {names}", names=", ".join(fitting)),
            )
        return catalog.find(name, fitting)

    def ready(self, task: Task = COLORIZE) -> list[Model]:
        """Return the models for a task that can be used now, in the same order."""
        return [model for model in self.known(task) if self.is_ready(model)]

    def is_ready(self, model: Model) -> bool:
        """Tell whether its files are installed, and what runs it is on this computer."""
        return not runtimes.find_gap(model.runtime) and self.store.installed(model)

    def colorizer(self, name: str) -> Colorizer:
        """Return a loaded colorizer, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self._hold(name, COLORIZE)

    def begin(self, name: str) -> None:
        """Begin to load a colorizer while a photo is read; `colorizer` says what stands in its way.

        Most of it runs beside Python: digests, and ONNX Runtime's and OpenCV's preparations.
        """

        def load() -> None:
            with suppress(StudioError, RuntimeError):  # no thread begins once Python ends
                self.colorizer(name)

        if name not in self.loaded():
            threading.Thread(target=load, name=f"load {name}").start()

    def comparing(self) -> Model:
        """Return the model by whose features photos are compared.

        Raises
        ------
        UnknownModelError
            If there is none.
        """
        for model in self.models.values():
            if model.compares:
                return model
        raise UnknownModelError(
            _("no model that compares among {names}", names=", ".join(self.models)),
            _("one by whose features photos are compared"),
            _("use the studio's own models"),
        )

    def comparer(self) -> Comparer:
        """Return the loaded model by whose features photos are compared.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self._hold(self.comparing().name, COLORIZE)

    def segmenter(self, name: str) -> Segmenter:
        """Return a loaded segmenter, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self._hold(name, SEGMENT)

    def picker(self, name: str) -> Picker:
        """Return a loaded picker, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self._hold(name, PICK)

    def encoder(self, name: str) -> Encoder:
        """Return a loaded model by whose encoder a picker sees, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self._hold(name, catalog.find(name, self.models).task)

    def extractor(self, name: str) -> Extractor:
        """Return a loaded net that measures are made of, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self._hold(name, MEASURE)

    def require(self, name: str) -> tuple[Path, ...]:
        """Return where the files of a model lie, each verified just now.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        return self.store.locate(catalog.find(name, self.models))

    def check(self, name: str) -> None:
        """Refuse a model as `require` does, but hash files only when they have changed.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        model = catalog.find(name, self.models)
        if gap := runtimes.find_gap(model.runtime):
            raise gap.miss(MissingWeightsError)
        if not self.store.installed(model):
            self.require(name)

    def install(self, name: str, progress: DownloadProgress) -> None:
        """Download what is missing or damaged of a model, telling bytes there and bytes in all.

        Raises
        ------
        UnknownModelError, DownloadError, MissingWeightsError, CorruptWeightsError
        """
        from studio.models.weights.install import install  # needs requests: 30 ms

        install(catalog.find(name, self.models), self.store, progress)

    def loaded(self) -> dict[str, int]:
        """Return the bytes each loaded model holds, least recently used first."""
        return self._loaded.sizes()

    def _hold(self, name: str, task: Task) -> Any:
        """Return a model, loaded the first time, by whichever thread comes first."""
        model = self.find(name, task)
        with self._loading[name]:
            found = self._loaded.get(name)
            if found is None:
                found = self._load(model)
                self._loaded.keep(name, found, model.memory)
        return found

    def _load(self, model: Model) -> Any:
        build = runtimes.find(model.runtime)
        if model.task == SEGMENT:
            build = partial(build, classes=TABLES.get(model.classes))
        found = build(*self.store.locate(model))
        self.store.remember(model)
        return found
