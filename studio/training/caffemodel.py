"""Write a binary caffemodel: the few protobuf fields that hold a layer's weights.

NetParameter: layer = 100. LayerParameter: name = 1, type = 2, blobs = 7.
BlobProto: shape = 7, float data = 5. BlobShape: dim = 1.

References
----------
.. [1] https://github.com/BVLC/caffe/blob/master/src/caffe/proto/caffe.proto
.. [2] https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Layer(NamedTuple):
    """A layer's name, its type, and its blobs: float32, in Caffe's axis order (out, in, h, w)."""

    name: str
    type: str
    blobs: tuple[np.ndarray, ...]


def write(path: Path, layers: Iterable[Layer]) -> None:
    """Write the layers that have weights; the prototxt says how they are wired."""
    with path.open("wb") as file:
        for layer in layers:
            blobs = b"".join(_field(7, _blob(blob)) for blob in layer.blobs)
            names = _field(1, layer.name.encode()) + _field(2, layer.type.encode())
            file.write(_field(100, names + blobs))


def _blob(values: np.ndarray) -> bytes:
    dims = b"".join(_varint(n) for n in values.shape)
    return _field(7, _field(1, dims)) + _field(5, np.ascontiguousarray(values, "<f4").tobytes())


def _field(number: int, payload: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload  # 2: length-delimited


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
