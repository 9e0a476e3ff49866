"""SavedModels from TensorFlow Hub with the interface of HRNet: `predict`, a background first.

TensorFlow takes seconds and 600 MB to import: it is, when the first of these models is loaded.

References
----------
.. [1] Wang et al., "Deep High-Resolution Representation Learning for Visual Recognition", 2019.
.. [2] https://tfhub.dev/google/HRNet
"""

import functools
import gc
import os
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from studio import packages
from studio.color.arrays import Float, Picture
from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.language import _
from studio.models.classes import UNSURE, Classes, number
from studio.models.letterbox import letterbox, normalise, unbox

LANDSCAPE, PORTRAIT = (360, 480), (480, 360)  # the only sizes a model sees, each traced once


class HubSegmenter:
    """A segmenter that ships or comes as a SavedModel.

    `saved_model` is the file saved_model.pb, the others lie beside it; `classes` is the table of
    the data set it was trained on. Where the model has another number of classes, or there is no
    table, its classes are numbered, and `classes.note` says so.

    Raises
    ------
    MissingWeightsError
        If there is no TensorFlow.
    CorruptWeightsError
        If it cannot be loaded, or `predict` does not keep to the interface.
    """

    def __init__(self, saved_model: Path, *others: Path, classes: Classes | None = None) -> None:
        self.folder = saved_model.parent
        self.lock = threading.Lock()
        self.model = _load(self.folder)  # holds the variables that `predict` refers to
        self.predict = _tensorflow().function(self.model.predict)
        self.classes = _name(self._count(), classes)

    def probabilities(self, rgb: Picture) -> Float:
        """Tell what is where in a photo of any size: float32 (h, w, C)."""
        size = LANDSCAPE if rgb.shape[1] >= rgb.shape[0] else PORTRAIT
        scores = unbox(self._scores(letterbox(rgb, *size)), rgb)
        return normalise(scores[..., 1:])  # the background that the model adds goes

    def _scores(self, picture: Picture) -> Float:
        """Run one pass: uint8 (H, W, 3) to float32 (H, W, C + 1)."""
        images = picture[None].astype(np.float32) / np.float32(255)
        with self.lock:
            return self.predict(_tensorflow().constant(images)).numpy()[0]

    def _count(self) -> int:
        """Run a first pass, to know the classes and that the model keeps to its interface."""
        try:
            scores = self._scores(np.full((*LANDSCAPE, 3), 127, np.uint8))
        except (ValueError, TypeError, AttributeError, _tensorflow().errors.OpError) as error:
            raise _unlike(
                self.folder, _("which fails ({kind})", kind=type(error).__name__)
            ) from error
        count = scores.shape[-1] - 1
        is_sound = 1 <= count <= UNSURE and np.isfinite(scores).all()
        if scores.shape[:2] != LANDSCAPE or not is_sound:
            raise _unlike(
                self.folder,
                _("which gives {shape} for {size}", shape=scores.shape, size=LANDSCAPE),
            )
        return count


def _name(count: int, table: Classes | None) -> Classes:
    """Return the table if it fits; else number the classes, as nobody knows which is which."""
    if table and len(table.names) == count:
        return table
    if not table:
        return number(
            count, _("The names of the model's {count} classes are not known.", count=count)
        )
    return number(
        count,
        _(
            "The model has {count} classes, the table of its data set {known}: which is which "
            "is not known, so they are numbered.",
            count=count,
            known=len(table.names),
        ),
    )


def _load(folder: Path) -> Any:
    load = _loader()
    try:
        model = load(str(folder))
        if callable(getattr(model, "predict", None)):
            return model
    except (OSError, ValueError, LookupError, RuntimeError, _tensorflow().errors.OpError) as error:
        raise CorruptWeightsError(
            _(
                "{folder}, which TensorFlow cannot read ({kind})",
                folder=folder,
                kind=type(error).__name__,
            ),
            _("a SavedModel"),
            _("remove the folder and run `colorstudio models install {name}`", name=folder.name),
        ) from error
    raise _unlike(folder, _("which it lacks"))


def _unlike(folder: Path, found: str) -> CorruptWeightsError:
    return CorruptWeightsError(
        _("{folder} with a `predict` {found}", folder=folder, found=found),
        _("images in and the scores of at most 255 classes and a background out, as HRNet has it"),
        _("remove the folder and run `colorstudio models install {name}`", name=folder.name),
    )


@functools.cache
def _loader() -> Callable[[str], Any]:
    """Return what loads a SavedModel: TensorFlow Hub, or what it calls for a folder of the disk."""
    load = _tensorflow().saved_model.load
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of 0.16.1, that it uses pkg_resources
        with suppress(ImportError):  # which setuptools 81 has no longer
            import tensorflow_hub

            load = tensorflow_hub.load
    # Streamlit collects garbage after every run of a page, and TensorFlow's objects, which stay
    # anyway, would make that a quarter of a second. Before a model is loaded: models can go.
    gc.freeze()
    return load


@functools.cache
def _tensorflow() -> ModuleType:
    """Import TensorFlow; what goes wrong in it is raised, so that it need not log."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with packages.TENSORFLOW.needed(MissingWeightsError), _silence_stderr():
        import tensorflow
    return tensorflow


@contextmanager
def _silence_stderr() -> Iterator[None]:
    """Let what goes to stderr go nowhere: TensorFlow tells of the processor before all settings."""
    stderr = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
