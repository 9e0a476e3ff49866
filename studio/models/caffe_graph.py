"""Caffe nets as ONNX graphs: what Caffe's layers are called there.

Weights stay in the caffemodel, which the graph points into: float16 is widened as it is loaded.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from studio.errors import CorruptWeightsError
from studio.language import _
from studio.models.caffe_reader import Blob, Layer, Net, raise_damage
from studio.models.onnx_model import FLOAT, Constant, Graph, Node, Weights

EPSILON = 1e-5  # of Caffe's batch norm


def convert(net: Net, outputs: Sequence[str]) -> bytes:
    """Return the ONNX model that gives some outputs, at any height and width.

    Raises
    ------
    CorruptWeightsError
        If a layer is of a kind that none of the nets known here has, or lacks what it needs, or an
        output is missing.
    """
    with raise_damage(net.caffemodel.name):
        return _build(net, outputs).encode()


def _build(net: Net, outputs: Sequence[str]) -> Graph:
    layers = _Layers(net)
    for layer in net.layers:
        layers.add(layer)
    layers.check(outputs)
    wanted = [layers.names[name] for name in outputs]
    nodes = layers.nodes_for(wanted)
    used = {name for node in nodes for name in node.inputs}
    return Graph(
        name=net.caffemodel.stem,
        inputs={name: channels for name, channels in net.inputs.items() if name in used},
        outputs=wanted,
        nodes=nodes,
        weights=[each for each in layers.weights if each.name in used],
    )


class _Layers:
    """Collects nodes and weights while layers go by in order."""

    def __init__(self, net: Net) -> None:
        self.location = net.caffemodel.name
        self.names = {name: name for name in net.inputs}  # Caffe's tops -> the latest of that name
        self.nodes: list[Node] = []
        self.weights: list[Constant | Weights] = []

    def add(self, layer: Layer) -> None:
        """Translate one layer; where it works in place, what it makes gets a name of its own."""
        if layer.kind not in KINDS:
            raise CorruptWeightsError(
                _(
                    "a layer {name!r:.60} of the kind {kind!r:.40}",
                    name=layer.name,
                    kind=layer.kind,
                ),
                _("one of {names}", names=", ".join(KINDS)),
                _("choose a net of these layers"),
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
                _("a net without {names}", names=", ".join(missing)),
                _("one that says it"),
                _("install the model again"),
            )

    def nodes_for(self, wanted: Sequence[str]) -> list[Node]:
        """Return the nodes that some names need, in order: tails that nobody asks for go."""
        needed = set(wanted)
        kept = []
        for node in reversed(self.nodes):
            if node.output in needed:
                needed |= set(node.inputs)
                kept.append(node)
        return kept[::-1]

    def point(self, name: str, blob: Blob) -> str:
        """Name the weights of a layer, where they lie."""
        halves = blob.dtype == np.float16
        weights = Weights(
            name=f"{name}/half" if halves else name,
            shape=blob.shape,
            dtype=blob.dtype,
            location=self.location,
            offset=blob.offset,
            size=blob.size,
        )
        self.weights.append(weights)
        if halves:
            self.nodes.append(Node("Cast", [weights.name], name, {"to": FLOAT}))
        return name

    def constant(self, name: str, value: float) -> str:
        self.weights.append(Constant(name, np.array(value, np.float32)))
        return name


Translate = Callable[[_Layers, Layer, list[str]], Iterator[Node]]


def _convolution(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
    def number(name: str, default: int) -> int:
        return int(layer.parameter("convolution_param", name, default))

    operator = {"Convolution": "Conv", "Deconvolution": "ConvTranspose"}[layer.kind]
    parts = zip(("kernel", "bias"), layer.blobs, strict=False)
    weights = [layers.point(f"{layer.name}/{part}", blob) for part, blob in parts]
    about: dict[str, int | list[int]] = {
        "kernel_shape": [number("kernel_size", 1)] * 2,
        "strides": [number("stride", 1)] * 2,
        "pads": [number("pad", 0)] * 4,
        "dilations": [number("dilation", 1)] * 2,
        "group": number("group", 1),
    }
    yield Node(operator, [*inputs, *weights], layer.name, about)


def _norm(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
    """Caffe keeps sums, and by how much to divide them; scale and shift are layers of their own."""
    blobs = enumerate(layer.blobs)
    mean, variance, factor = (layers.point(f"{layer.name}/{i}", blob) for i, blob in blobs)
    parts = ("mean", "variance", "centred", "column", "safe", "root", "wide")
    names = (f"{layer.name}/{part}" for part in parts)
    mean_of, variance_of, centred, column, safe, root, wide = names
    least = layer.parameter("batch_norm_param", "eps", EPSILON)
    epsilon = layers.constant(f"{layer.name}/eps", least)
    shape = Constant(f"{layer.name}/shape", np.array([1, -1, 1, 1], np.int64))
    layers.weights.append(shape)
    yield Node("Div", [mean, factor], mean_of)
    yield Node("Div", [variance, factor], variance_of)
    yield Node("Reshape", [mean_of, shape.name], column)
    yield Node("Sub", [inputs[0], column], centred)
    yield Node("Add", [variance_of, epsilon], safe)
    yield Node("Sqrt", [safe], root)
    yield Node("Reshape", [root, shape.name], wide)
    yield Node("Div", [centred, wide], layer.name)


def _sum(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
    # two by two: ONNX Runtime joins such sums, but no others, to the convolutions before them
    total = inputs[0]
    for place, name in enumerate(inputs[1:], 2):
        sum_so_far = layer.name if place == len(inputs) else f"{layer.name}/{place}"
        yield Node("Add", [total, name], sum_so_far)
        total = sum_so_far


def _power(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
    scale, shift = (
        layers.constant(f"{layer.name}/{name}", layer.parameter("power_param", name, default))
        for name, default in (("scale", 1.0), ("shift", 0.0))
    )
    scaled = f"{layer.name}/scaled"
    yield Node("Mul", [*inputs, scale], scaled)
    yield Node("Add", [scaled, shift], layer.name)


def _scale(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
    filler = layer.parameter("scale_param", "filler", {"value": (1.0,)})
    scale = layers.constant(f"{layer.name}/scale", filler["value"][0])
    yield Node("Mul", [*inputs, scale], layer.name)


def _clip(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
    bounds = [layers.constant(f"{layer.name}/{value}", value) for value in (0, 6)]
    yield Node("Clip", [*inputs, *bounds], layer.name)


def _as(operator: str, **attributes: int) -> Translate:
    """Translate a layer that has an operator of its own, without weights."""

    def translate(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
        yield Node(operator, inputs, layer.name, attributes)

    return translate


def _nothing(layers: _Layers, layer: Layer, inputs: list[str]) -> Iterator[Node]:
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
