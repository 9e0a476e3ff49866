"""An ONNX graph as it grows: nodes that are named by themselves, weights of 16 bits."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

INTEGERS = np.int64
Values = np.ndarray | Sequence[float] | Sequence[int] | float


class Graph:
    """Collects the nodes and weights of a file."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []
        self.constants: dict[bytes, str] = {}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output, and name that."""
        name = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, values: Values, dtype: type = np.float32) -> str:
        """Name a small tensor that stays as it is; equal ones are stored once."""
        array: np.ndarray = np.asarray(values, dtype)
        tensor = numpy_helper.from_array(array, "")
        key = tensor.SerializeToString()
        if key not in self.constants:
            tensor.name = self.constants[key] = f"constant{len(self.constants)}"
            self.weights.append(tensor)
        return self.constants[key]

    def weight(self, name: str, values: np.ndarray) -> str:
        """Name the weights of a layer, stored in 16 bits."""
        half = np.ascontiguousarray(values, np.float16)
        self.weights.append(numpy_helper.from_array(half, name))
        return self.node("Cast", name, to=TensorProto.FLOAT)

    def sum(self, x: str, axes: Sequence[int], *, keep: bool = False) -> str:
        """Sum over axes."""
        return self.node("ReduceSum", x, self.constant(axes, INTEGERS), keepdims=int(keep))

    def reshape(self, x: str, shape: Sequence[int]) -> str:
        """Give another shape; 0 keeps a side, -1 takes what is left."""
        return self.node("Reshape", x, self.constant(shape, INTEGERS))

    def plane(self, maps: str, index: int) -> str:
        """Take one channel: (1, 1, h, w)."""
        ends = (self.constant([i], INTEGERS) for i in (index, index + 1, 1))
        return self.node("Slice", maps, *ends)

    def flat(self, x: str, channels: int) -> str:
        """Put all places in a row: (1, C, h w)."""
        return self.reshape(x, (1, channels, -1))
