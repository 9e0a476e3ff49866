"""ONNX models as bytes: the few of its messages that nets here need, in protobuf's binary form.

The package `onnx` writes the same, but to import it takes longer than to load a net.

References
----------
.. [1] https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
.. [2] https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

OPSET, FORMAT = 17, 9  # versions of operators and of files that ONNX Runtime has long known
FLOAT, INTEGER, HALF = 1, 7, 10  # types of numbers: float32, int64 and float16
TYPES = {np.dtype("<f4"): FLOAT, np.dtype("<i8"): INTEGER, np.dtype("<f2"): HALF}
ELSEWHERE = 1  # of data_location: in a file beside
ONE, SEVERAL = 2, 7  # types of attributes: an integer, and integers

Content = int | str | bytes


@dataclass(frozen=True)
class Node:
    """An operator, what goes into it, and what comes out."""

    operator: str
    inputs: Sequence[str]
    output: str
    attributes: Mapping[str, int | Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Constant:
    """Numbers that stand in the model."""

    name: str
    numbers: npt.NDArray

    def encode(self) -> bytes:
        """Return a TensorProto."""
        about = _tensor(self.name, self.numbers.shape, self.numbers.dtype)
        return _message(*about, (9, self.numbers.tobytes()))


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Numbers that lie in a file beside the model."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype
    location: str  # of the file
    offset: int  # bytes
    size: int  # bytes

    def encode(self) -> bytes:
        """Return a TensorProto."""
        place = {"location": self.location, "offset": self.offset, "length": self.size}
        entries = ((13, _message((1, key), (2, str(place[key])))) for key in place)
        return _message(*_tensor(self.name, self.shape, self.dtype), *entries, (14, ELSEWHERE))


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Nodes in their order, what goes in and what comes out: float32 (1, C, h, w) each."""

    name: str
    inputs: Mapping[str, int]  # their channels
    outputs: Sequence[str]
    nodes: Sequence[Node]
    weights: Sequence[Constant | Weights]

    def encode(self) -> bytes:
        """Return a ModelProto."""
        graph = _message(
            *((1, _node(node)) for node in self.nodes),
            (2, self.name),
            *((5, each.encode()) for each in self.weights),
            *((11, _input(*each)) for each in self.inputs.items()),
            *((12, _message((1, name), (2, _floats()))) for name in self.outputs),
        )
        return _message((1, FORMAT), (7, graph), (8, _message((1, ""), (2, OPSET))))


def _node(node: Node) -> bytes:
    return _message(
        *((1, name) for name in node.inputs),
        (2, node.output),
        (4, node.operator),
        *((5, _attribute(*each)) for each in node.attributes.items()),
    )


def _attribute(name: str, value: int | Sequence[int]) -> bytes:
    if isinstance(value, int):
        return _message((1, name), (3, value), (20, ONE))
    return _message((1, name), *((8, number) for number in value), (20, SEVERAL))


def _tensor(name: str, shape: Sequence[int], dtype: np.dtype) -> list[tuple[int, Content]]:
    return [*((1, side) for side in shape), (2, TYPES[dtype]), (8, name)]


def _input(name: str, channels: int) -> bytes:
    sides = (_message((1, 1)), _message((1, channels)), b"", b"")  # height and width are any
    shape = _message(*((1, side) for side in sides))
    return _message((1, name), (2, _floats((2, shape))))


def _floats(*shape: tuple[int, Content]) -> bytes:
    return _message((1, _message((1, FLOAT), *shape)))


def _message(*fields: tuple[int, Content]) -> bytes:
    """Write fields, each with its number: integers, and what has a length."""
    parts: list[bytes] = []
    for number, content in fields:
        if isinstance(content, int):
            parts += (_varint(number << 3), _varint(content))
        else:
            data = content.encode() if isinstance(content, str) else content
            parts += (_varint(number << 3 | 2), _varint(len(data)), data)
    return b"".join(parts)


def _varint(value: int) -> bytes:
    """Write an integer of 64 bits, seven a byte, the lowest first; refuse one that has more."""
    if not -(2**63) <= value < 2**63:
        raise ValueError(f"a number of {value.bit_length()} bits")
    value &= 2**64 - 1
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    digits.append(value)
    return bytes(digits)
