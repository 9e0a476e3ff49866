"""What layers of Keras, and those of the picker's own, are in ONNX.

Blobs are (1, C, h, w) there. Norms are folded into the convolutions before them.
"""

from collections.abc import Callable

import keras
import numpy as np

from studio.models.picker import LEVELS
from studio.training.nets import picker_layers
from studio.training.nets.picker import EIGHTH, QUARTER
from studio.training.onnx_graph import INTEGERS, Graph

Translate = Callable[..., str | tuple[str, ...]]


def _convolution(graph: Graph, layer: keras.layers.Conv2D, x: str) -> str:
    kernel = layer.kernel.numpy().transpose(3, 2, 0, 1)
    bias = layer.bias.numpy() if layer.use_bias else np.zeros(len(kernel), np.float32)
    norms = [node.operation for node in layer._outbound_nodes]
    if len(norms) == 1 and isinstance(norms[0], keras.layers.BatchNormalization):
        gain, shift = _affine(norms[0])
        kernel, bias = kernel * gain[:, None, None, None], bias * gain + shift
    side, stride = layer.kernel_size[0], layer.strides[0]
    slack = max(side - stride, 0)  # as "same" pads even sizes: what is odd goes to the end
    before, after = slack // 2, slack - slack // 2
    return graph.node(
        "Conv",
        x,
        graph.weight(f"{layer.name}/kernel", kernel),
        graph.weight(f"{layer.name}/bias", bias),
        kernel_shape=[side] * 2,
        strides=[stride] * 2,
        pads=[before, before, after, after],
    )


def _norm(graph: Graph, layer: keras.layers.BatchNormalization, x: str) -> str:
    before = layer._inbound_nodes[0].input_tensors[0]._keras_history.operation
    if isinstance(before, keras.layers.Conv2D):
        return x  # folded into it
    gain, shift = (values.reshape(1, -1, 1, 1) for values in _affine(layer))
    scaled = graph.node("Mul", x, graph.constant(gain))
    return graph.node("Add", scaled, graph.constant(shift))


def _affine(norm: keras.layers.BatchNormalization) -> tuple[np.ndarray, np.ndarray]:
    """Return what a norm multiplies by, and what it adds."""
    gamma, beta, mean, variance = (values.numpy() for values in norm.weights)
    gain = gamma / np.sqrt(variance + norm.epsilon)
    return gain, beta - mean * gain


def _dense(graph: Graph, layer: keras.layers.Dense, x: str) -> str:
    kernel = graph.weight(f"{layer.name}/kernel", layer.kernel.numpy())
    bias = graph.weight(f"{layer.name}/bias", layer.bias.numpy())
    said = graph.node("Gemm", x, kernel, bias)
    return graph.node("Relu", said) if layer.activation is keras.activations.relu else said


def _sum_of(graph: Graph, layer: keras.layers.Add, x: str, *others: str) -> str:
    for other in others:
        x = graph.node("Add", x, other)
    return x


def _joined(graph: Graph, layer: keras.layers.Concatenate, *inputs: str) -> str:
    return graph.node("Concat", *inputs, axis=1)


def _doubled(graph: Graph, layer: keras.layers.UpSampling2D, x: str) -> str:
    twice = graph.constant([1, 1, 2, 2])
    mode = {"bilinear": "linear", "nearest": "nearest"}[layer.interpolation]
    return graph.node("Resize", x, "", twice, mode=mode)


def _halved(graph: Graph, layer: keras.layers.AveragePooling2D, x: str) -> str:
    return _half(graph, x)


def _half(graph: Graph, x: str) -> str:
    return graph.node("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2])


def _rescaled(graph: Graph, layer: keras.layers.Rescaling, x: str) -> str:
    return graph.node("Mul", x, graph.constant(layer.scale))


def _mean(graph: Graph, layer: keras.layers.GlobalAveragePooling2D, x: str) -> str:
    return graph.node("Flatten", graph.node("GlobalAveragePool", x))


def _everywhere(graph: Graph, layer: keras.layers.Reshape, x: str) -> str:
    """Make a vector (1, C) a blob of one place; Keras has (1, 1, C) here."""
    return graph.reshape(x, (1, -1, 1, 1))


def _relu(graph: Graph, layer: keras.layers.ReLU, x: str) -> str:
    return graph.node("Relu", x)


def _folded(graph: Graph, layer: picker_layers.Folding, plane: str) -> str:
    return graph.node("SpaceToDepth", plane, blocksize=2)


def _likeness(
    graph: Graph, layer: picker_layers.Likeness, embedding: str, maps: str
) -> tuple[str, str]:
    node, constant = graph.node, graph.constant
    near_in, near_out, inside, edge = (
        graph.plane(maps, i)
        for i in (
            picker_layers.NEAR_IN,
            picker_layers.NEAR_OUT,
            picker_layers.BOX_IN,
            picker_layers.BOX_EDGE,
        )
    )
    one = constant(1.0)
    area = node("Add", node("GlobalAveragePool", inside), constant(1e-3))
    core = node("Mul", node("Mul", inside, node("Sub", one, edge)), constant(0.005))
    asked = node("Add", near_in, node("Div", core, area))
    around = node("Mul", node("Mul", edge, node("Sub", one, inside)), constant(0.1))
    refused = node("Add", near_out, around)
    weight = graph.flat(_half(graph, node("Concat", asked, refused, axis=1)), 2)
    total = node("Add", graph.sum(weight, (2,), keep=True), constant(1e-3))
    places = graph.flat(embedding, EIGHTH)
    columns = node("Transpose", places, perm=[0, 2, 1])
    mean = node("Div", node("MatMul", weight, columns), total)
    groups, each = picker_layers.GROUPS, EIGHTH // picker_layers.GROUPS
    here = _normed(graph, graph.reshape(places, (1, groups, each, -1)), 2)
    there = _normed(graph, graph.reshape(mean, (1, 2, groups, each)), 3)
    cosines = node("MatMul", node("Transpose", there, perm=[0, 2, 1, 3]), here)
    ordered = node("Transpose", cosines, perm=[0, 2, 1, 3])
    rows = node("Reshape", ordered, constant([1, 2 * groups, -1], INTEGERS))
    size = node("Slice", node("Shape", embedding), *(constant([i], INTEGERS) for i in (2, 4)))
    shape = node("Concat", constant([1, 2 * groups], INTEGERS), size, axis=0)
    first = node("Slice", mean, *(constant([i], INTEGERS) for i in (0, 1, 1)))
    return node("Reshape", rows, shape), graph.reshape(first, (1, EIGHTH))


def _normed(graph: Graph, vectors: str, axis: int) -> str:
    square = graph.sum(graph.node("Mul", vectors, vectors), (axis,), keep=True)
    length = graph.node("Sqrt", graph.node("Add", square, graph.constant(1e-8)))
    return graph.node("Div", vectors, graph.node("Add", length, graph.constant(1e-2)))


def _clicked(graph: Graph, layer: picker_layers.Clicked, features: str, maps: str) -> str:
    near = _half(graph, graph.plane(maps, picker_layers.NEAR_IN))
    weighed = graph.sum(graph.node("Mul", features, near), (2, 3))
    total = graph.node("Add", graph.sum(near, (2, 3)), graph.constant(1e-3))
    return graph.node("Div", weighed, total)


def _facts(graph: Graph, layer: picker_layers.Facts, features: str, coarse: str, maps: str) -> str:
    node, constant, levels = graph.node, graph.constant, len(LEVELS)
    mask = node("Sigmoid", coarse)
    masks = graph.flat(mask, levels)
    total = node("Add", graph.sum(masks, (2,)), constant(1.0))  # (1, 3)
    column = graph.reshape(total, (1, levels, 1))
    rows = node("Transpose", graph.flat(features, QUARTER), perm=[0, 2, 1])
    held = node("Div", node("MatMul", masks, rows), column)
    area = node("Flatten", node("GlobalAveragePool", mask))
    sure = node("Div", graph.sum(node("Mul", masks, masks), (2,)), total)
    planes = (
        picker_layers.NEAR_IN,
        picker_layers.NEAR_OUT,
        picker_layers.BOX_IN,
        picker_layers.BOX_EDGE,
    )
    told = graph.flat(node("Concat", *(graph.plane(maps, i) for i in planes), axis=1), 4)
    on = node("MatMul", masks, node("Transpose", told, perm=[0, 2, 1]))  # (1, 3, 4)
    every = node("Add", graph.reshape(graph.sum(told, (2,)), (1, 1, 4)), constant(1e-3))
    share = node("Div", on, every)
    ends = (constant([i], INTEGERS) for i in (2, 3, 2))
    in_box = node("Div", graph.reshape(node("Slice", on, *ends), (1, levels)), total)
    both = node("MatMul", masks, node("Transpose", masks, perm=[0, 2, 1]))
    either = node("Sub", node("Add", column, graph.reshape(total, (1, 1, levels))), both)
    overlap = node("Div", both, either)
    highest = node("ReduceMax", maps, axes=[2, 3], keepdims=0)
    facts = [held, area, node("Sqrt", area), sure, share, in_box, overlap, highest]
    return node("Concat", *(graph.reshape(fact, (1, -1)) for fact in facts), axis=1)


KINDS: dict[type, Translate] = {
    keras.layers.Conv2D: _convolution,
    keras.layers.BatchNormalization: _norm,
    keras.layers.Dense: _dense,
    keras.layers.Add: _sum_of,
    keras.layers.Concatenate: _joined,
    keras.layers.UpSampling2D: _doubled,
    keras.layers.AveragePooling2D: _halved,
    keras.layers.GlobalAveragePooling2D: _mean,
    keras.layers.Rescaling: _rescaled,
    keras.layers.Reshape: _everywhere,
    keras.layers.ReLU: _relu,
    picker_layers.Folding: _folded,
    picker_layers.Likeness: _likeness,
    picker_layers.Clicked: _clicked,
    picker_layers.Facts: _facts,
}
