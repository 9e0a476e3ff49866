"""PyTorch's files of tensors as they were before version 1.6, read without PyTorch.

Such a file is a row of pickles: a magic number, a version, facts of the machine, then named tensors
that are views of storages, and the storages' names; then the values of each storage, as they are.

References
----------
.. [1] https://github.com/pytorch/pytorch/blob/v2.0.0/torch/serialization.py (`_legacy_load`)
"""

import math
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt


def read(path: Path) -> dict[str, npt.NDArray]:
    """Return the named tensors of a file; a pickle of anything else raises UnpicklingError."""
    storages: dict[str, npt.NDArray] = {}
    with path.open("rb") as file:
        _, _, _, named, keys = (_Tensors(file, storages).load() for _ in range(5))
        for key in keys:
            storage = storages[key]
            size = int.from_bytes(file.read(8), "little")
            storage[:] = np.frombuffer(file.read(size * storage.itemsize), storage.dtype)
    return dict(named)


class _Tensors(pickle.Unpickler):
    """Reads a pickle that may hold views of storages, and nothing that could do harm."""

    def __init__(self, file: BinaryIO, storages: dict[str, npt.NDArray]) -> None:
        super().__init__(file)
        self.storages = storages

    def find_class(self, module: str, name: str) -> Any:
        """Look a name up among the few that are needed."""
        if (module, name) not in KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return KNOWN[module, name]

    def persistent_load(self, pid: tuple) -> npt.NDArray:
        """Return a storage, whose values come later in the file."""
        _, kind, key, _, size, _ = pid
        return self.storages.setdefault(key, np.empty(size, kind))


def _view(storage: npt.NDArray, start: int, shape: tuple, strides: tuple, *_: object) -> Any:
    """Return a tensor, whose axes may lie in any order, but without gaps."""
    order = np.argsort(strides, kind="stable")[::-1]
    values = storage[start : start + math.prod(shape)].reshape([shape[axis] for axis in order])
    return values.transpose(np.argsort(order))


KNOWN = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _view,
    ("torch", "FloatStorage"): np.float32,
    ("torch", "LongStorage"): np.int64,
}
