"""The one place that holds loaded models, shared by every page, session and thread."""

import pkgutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from studio.color import Float, Picture
from studio.models import catalog, weights
from studio.models.catalog import Model
from studio.models.prediction import Prediction

BUDGET = 1_500_000_000  # bytes of loaded models, by the catalog's figures
PREDICTIONS = 16  # passes remembered: about 5 MB each


class Colorizer(Protocol):
    """A loaded colorizer; safe to call from several threads."""

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) that a photo is resized to before `predict`."""

    def predict(self, rgb: Picture, hint: Float | None = None) -> Prediction:
        """Colour a photo of that size; hint is ab and mask, float32 (h, w, 3)."""


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
        self._loaded: OrderedDict[str, Colorizer] = OrderedDict()
        self._predictions: OrderedDict[tuple, Prediction] = OrderedDict()

    def ready(self) -> list[Model]:
        """Return the models whose files are installed, best first."""
        return [m for m in self.models.values() if weights.installed(m, self.folder)]

    def colorizer(self, name: str) -> Colorizer:
        """Return a loaded colorizer, its files verified at the load.

        Raises
        ------
        UnknownModelError, MissingWeightsError, CorruptWeightsError
        """
        model = catalog.find(name, self.models)
        with self._loading[name]:
            with self._lock:
                found = self._loaded.get(name)
            if found is None:
                paths = weights.locate(model, self.folder)
                found = pkgutil.resolve_name(model.runtime)(*paths)
            with self._lock:
                self._loaded[name] = found
                self._loaded.move_to_end(name)
                self._drop_over_budget()
        return found

    def loaded(self) -> dict[str, int]:
        """Return the bytes each loaded model holds, least recently used first."""
        with self._lock:
            return {name: self.models[name].memory for name in self._loaded}

    def remembered(self, key: tuple, predict: Callable[[], Prediction]) -> Prediction:
        """Return the prediction filed under `key`, from `predict` the first time.

        Vividness and strength are decoded from a prediction, so moving them costs no pass.
        """
        with self._lock:
            found = self._predictions.get(key)
            if found is not None:
                self._predictions.move_to_end(key)
                return found
        found = predict()
        with self._lock:
            self._predictions[key] = found
            while len(self._predictions) > PREDICTIONS:
                self._predictions.popitem(last=False)
        return found

    def _drop_over_budget(self) -> None:
        """Let the least recently used go; the model just asked for stays, whatever its size."""
        while len(self._loaded) > 1 and self._held() > self.budget:
            self._loaded.popitem(last=False)

    def _held(self) -> int:
        return sum(self.models[name].memory for name in self._loaded)
