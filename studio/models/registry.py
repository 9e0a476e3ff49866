"""The one place that holds loaded models, shared by every page, session and thread."""

import pkgutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from studio.errors import UnknownModelError
from studio.models import catalog
from studio.models.catalog import Model
from studio.models.classes import TABLES, Classes
from studio.models.prediction import Prediction
from studio.models.weights import store
from studio.photo.color import Float, Picture

BUDGET = 1_500_000_000  # bytes of loaded models, by the catalog's figures
ANSWERS = 200_000_000  # bytes of answers remembered: forty photos coloured, ten segmented
COLORIZE, SEGMENT = "colorize", "segment"  # tasks


class Answer(Protocol):
    """What a model says of a photo: features, a `Prediction`, or an array of probabilities."""

    @property
    def nbytes(self) -> int:
        """Return the bytes it holds."""


class Colorizer(Protocol):
    """A loaded colorizer; safe to call from several threads."""

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) that a photo is resized to before `encode`."""

    def encode(self, rgb: Picture) -> Answer:
        """Look at a photo of that size: all that `color` needs of it, whatever the hints."""

    def color(self, seen: Any, hint: Float | None = None) -> Prediction:
        """Colour what `encode` saw; hint is ab and mask, float32 (h, w, 3)."""


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


Said = TypeVar("Said", bound=Answer)


class Registry:
    """Loads each model once, under its own lock, and drops the least recently used over budget.

    Parameters
    ----------
    models : mapping of str to Model, optional
        What exists; the studio's catalog by default.
    folder : Path
        Where weight files lie.
    budget : int
        Bytes that loaded models may hold together.
    """

    def __init__(
        self,
        models: Mapping[str, Model] | None = None,
        folder: Path = catalog.FOLDER,
        budget: int = BUDGET,
    ) -> None:
        self.models = catalog.models() if models is None else models
        self.folder, self.budget = folder, budget
        self._lock = threading.Lock()
        self._loading = {name: threading.Lock() for name in self.models}
        self._loaded: OrderedDict[str, Any] = OrderedDict()
        self._answers: OrderedDict[tuple, Any] = OrderedDict()

    def known(self, task: str = COLORIZE) -> list[Model]:
        """Return the models for a task, best first."""
        return [model for model in self.models.values() if model.task == task]

    def ready(self, task: str = COLORIZE) -> list[Model]:
        """Return the models for a task whose files are installed, best first."""
        return [model for model in self.known(task) if store.installed(model, self.folder)]

    def colorizer(self, name: str) -> Colorizer:
        """Return a loaded colorizer, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        model = self._find(name, COLORIZE)
        return self._held(model, pkgutil.resolve_name(model.runtime))

    def segmenter(self, name: str) -> Segmenter:
        """Return a loaded segmenter, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        model = self._find(name, SEGMENT)
        build = pkgutil.resolve_name(model.runtime)
        return self._held(model, partial(build, classes=TABLES.get(model.classes)))

    def loaded(self) -> dict[str, int]:
        """Return the bytes each loaded model holds, least recently used first."""
        with self._lock:
            return {name: self.models[name].memory for name in self._loaded}

    def remembered(self, key: tuple, answer: Callable[[], Said]) -> Said:
        """Return the answer filed under `key`, from `answer` the first time.

        Vividness and strength are decoded from a prediction, labels from probabilities, so
        moving them costs no pass.

        Parameters
        ----------
        key : tuple
            The photo's digest, the model's name, and whatever else the answer depends on.
        answer : callable
            Runs the model.
        """
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
                return found
        found = answer()
        with self._lock:
            self._answers[key] = found
            while (
                len(self._answers) > 1 and sum(a.nbytes for a in self._answers.values()) > ANSWERS
            ):
                self._answers.popitem(last=False)
        return found

    def _find(self, name: str, task: str) -> Model:
        model = catalog.find(name, self.models)
        if model.task != task:
            raise UnknownModelError(
                f"{name}, a model of another kind ({model.task})",
                f"a model that can {task}",
                f"choose one of {', '.join(m.name for m in self.known(task))}",
            )
        return model

    def _held(self, model: Model, build: Callable[..., Any]) -> Any:
        """Return a loaded model, from `build` the first time."""
        with self._loading[model.name]:
            with self._lock:
                found = self._loaded.get(model.name)
            if found is None:
                found = build(*store.locate(model, self.folder))
                store.remember(model, self.folder)
            with self._lock:
                self._loaded[model.name] = found
                self._loaded.move_to_end(model.name)
                self._drop_over_budget()
        return found

    def _drop_over_budget(self) -> None:
        """Let the least recently used go; the model just asked for stays, whatever its size."""
        while len(self._loaded) > 1 and self._memory() > self.budget:
            self._loaded.popitem(last=False)

    def _memory(self) -> int:
        return sum(self.models[name].memory for name in self._loaded)
