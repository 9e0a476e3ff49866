"""Caffe nets as ONNX graphs: what Caffe's layers are called there.

Weights stay in the caffemodel, which the graph points into: float16 is widened as it is loaded.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from studio.errors import CorruptWeightsError
from studio.models.caffe_reader import Blob, Layer, Net, raise_damage

OPSET, FORMAT = 17, 9  # versions of operators and of files that ONNX Runtime has long known
EPSILON = 1e-5  # of Caffe's batch norm


def convert(net: Net, outputs: Sequence[str]) -> ModelProto:
    """Return the graph that gives some outputs, at any height and width.

    Raises
    ------
    CorruptWeightsError
        If a layer is of a kind that none of the nets known here has, or lacks what it needs, or an
        output is missing.
    """
    with raise_damage(net.caffemodel.name):
        model: ModelProto = _build(net, outputs)
    return model


def _build(net: Net, outputs: Sequence[str]) -> ModelProto:
    graph = _Graph(net)
    for layer in net.layers:
        graph.add(layer)
    graph.check(outputs)
    described = [
        helper.make_tensor_value_info(graph.names[o], TensorProto.FLOAT, None) for o in outputs
    ]
    nodes = graph.nodes_for([graph.names[name] for name in outputs])
    used = {name for node in nodes for name in node.input}
    entries = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, None, None])
        for name, channels in net.inputs.items()
        if name in used
    ]
    weights = [tensor for tensor in graph.weights if tensor.name in used]
    made = helper.make_graph(nodes, net.caffemodel.stem, entries, described, weights)
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT
    )


class _Graph:
    """Collects nodes and weights while layers go by in order."""

    def __init__(self, net: Net) -> None:
        self.location = net.caffemodel.name
        self.names = {name: name for name in net.inputs}  # Caffe's tops -> the latest of that name
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def add(self, layer: Layer) -> None:
        """Translate one layer; where it works in place, what it makes gets a name of its own."""
        if layer.kind not in KINDS:
            raise CorruptWeightsError(
                f"a layer {layer.name!r:.60} of the kind {layer.kind!r:.40}",
                f"one of {', '.join(KINDS)}",
                "choose a net of these layers",
            )
        inputs = [self.names[name] for name in layer.bottoms]
        for node in KINDS[layer.kind](self, layer, inputs):
            self.nodes.append(node)
        for top in layer.tops:
            self.names[top] = layer.name

    def check(self, outputs: Sequence[str]) -> None:
        missing = [name for name in outputs if name not in self.names]
        if missing:
            raise CorruptWeightsError(
                f"a net without {', '.join(missing)}", "one that says it", "install the model again"
            )

    def nodes_for(self, wanted: Sequence[str]) -> list[NodeProto]:
        """Return the nodes that some names need, in order: tails that nobody asks for go."""
        needed = set(wanted)
        kept = []
        for node in reversed(self.nodes):
            if needed & set(node.output):
                needed |= set(node.input)
                kept.append(node)
        return kept[::-1]

    def point(self, name: str, blob: Blob) -> str:
        """Name the weights of a layer, where they lie."""
        halves = blob.dtype == np.float16
        tensor = TensorProto(name=f"{name}/half" if halves else name, dims=blob.shape)
        tensor.data_type = TensorProto.FLOAT16 if halves else TensorProto.FLOAT
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": self.location, "offset": blob.offset, "length": blob.size}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self.weights.append(tensor)
        if halves:
            self.nodes.append(helper.make_node("Cast", [tensor.name], [name], to=TensorProto.FLOAT))
        return name

    def constant(self, name: str, value: float) -> str:
        self.weights.append(numpy_helper.from_array(np.array(value, np.float32), name))
        return name


Translate = Callable[[_Graph, Layer, list[str]], Iterator[NodeProto]]


def _convolution(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    def number(name: str, default: int) -> int:
        return int(layer.parameter("convolution_param", name, default))

    operator = {"Convolution": "Conv", "Deconvolution": "ConvTranspose"}[layer.kind]
    parts = zip(("kernel", "bias"), layer.blobs, strict=False)
    weights = [graph.point(f"{layer.name}/{part}", blob) for part, blob in parts]
    yield helper.make_node(
        operator,
        [*inputs, *weights],
        [layer.name],
        kernel_shape=[number("kernel_size", 1)] * 2,
        strides=[number("stride", 1)] * 2,
        pads=[number("pad", 0)] * 4,
        dilations=[number("dilation", 1)] * 2,
        group=number("group", 1),
    )


def _norm(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    """Caffe keeps sums, and by how much to divide them; scale and shift are layers of their own."""
    blobs = enumerate(layer.blobs)
    mean, variance, factor = (graph.point(f"{layer.name}/{i}", blob) for i, blob in blobs)
    parts = ("mean", "variance", "centred", "column", "safe", "root", "wide")
    names = (f"{layer.name}/{part}" for part in parts)
    mean_of, variance_of, centred, column, safe, root, wide = names
    least = layer.parameter("batch_norm_param", "eps", EPSILON)
    epsilon = graph.constant(f"{layer.name}/eps", least)
    shape = numpy_helper.from_array(np.array([1, -1, 1, 1], np.int64), f"{layer.name}/shape")
    graph.weights.append(shape)
    yield helper.make_node("Div", [mean, factor], [mean_of])
    yield helper.make_node("Div", [variance, factor], [variance_of])
    yield helper.make_node("Reshape", [mean_of, shape.name], [column])
    yield helper.make_node("Sub", [inputs[0], column], [centred])
    yield helper.make_node("Add", [variance_of, epsilon], [safe])
    yield helper.make_node("Sqrt", [safe], [root])
    yield helper.make_node("Reshape", [root, shape.name], [wide])
    yield helper.make_node("Div", [centred, wide], [layer.name])


def _sum(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    # two by two: ONNX Runtime joins such sums, but no others, to the convolutions before them
    total = inputs[0]
    for place, name in enumerate(inputs[1:], 2):
        sum_so_far = layer.name if place == len(inputs) else f"{layer.name}/{place}"
        yield helper.make_node("Add", [total, name], [sum_so_far])
        total = sum_so_far


def _power(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    scale, shift = (
        graph.constant(f"{layer.name}/{name}", layer.parameter("power_param", name, default))
        for name, default in (("scale", 1.0), ("shift", 0.0))
    )
    scaled = f"{layer.name}/scaled"
    yield helper.make_node("Mul", [*inputs, scale], [scaled])
    yield helper.make_node("Add", [scaled, shift], [layer.name])


def _scale(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    filler = layer.parameter("scale_param", "filler", {"value": (1.0,)})
    scale = graph.constant(f"{layer.name}/scale", filler["value"][0])
    yield helper.make_node("Mul", [*inputs, scale], [layer.name])


def _clip(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    bounds = [graph.constant(f"{layer.name}/{value}", value) for value in (0, 6)]
    yield helper.make_node("Clip", [*inputs, *bounds], [layer.name])


def _as(operator: str, **attributes: Any) -> Translate:
    """Translate a layer that has an operator of its own, without weights."""

    def translate(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
        yield helper.make_node(operator, inputs, [layer.name], **attributes)

    return translate


def _nothing(graph: _Graph, layer: Layer, inputs: list[str]) -> Iterator[NodeProto]:
    yield from ()


KINDS: dict[str, Translate] = {
    "Convolution": _convolution,
    "Deconvolution": _convolution,
    "BatchNorm": _norm,
    "Eltwise": _sum,
    "Power": _power,
    "Scale": _scale,
    "ReLU": _as("Relu"),
    "ReLU6": _clip,
    "TanH": _as("Tanh"),
    "Softmax": _as("Softmax", axis=1),
    "Silence": _nothing,
}
