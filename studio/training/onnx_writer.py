"""A trained Keras net as an ONNX file: any height and width, weights of 16 bits."""

from pathlib import Path

import keras
from onnx import ModelProto, TensorProto, helper

from studio.models.onnx_model import FORMAT, OPSET
from studio.training.onnx_graph import Graph
from studio.training.onnx_layers import KINDS

Key = tuple[str, int]  # of a tensor of Keras: the layer that made it, and which it is of those


def export(net: keras.Model, folder: Path) -> Path:
    """Write `<net>.onnx` into `folder`.

    Weights are stored as float16 and widened as the file is loaded; it computes in float32. A
    layer that is not in `onnx_layers.KINDS` raises TypeError.

    Parameters
    ----------
    net : keras.Model
        Channels-last; in the file blobs are (1, C, h, w). Outputs are a dictionary.
    folder : Path
    """
    path = folder / f"{net.name}.onnx"
    path.write_bytes(convert(net).SerializeToString())
    return path


def convert(net: keras.Model) -> ModelProto:
    """Return a net as a graph."""
    graph = Graph()
    names: dict[Key, str] = {}
    for layer in net.operations:
        names |= _translate(graph, layer, names)
    for name, tensor in net.output.items():
        graph.nodes.append(helper.make_node("Identity", [names[_key(tensor)]], [name]))
    entries = [
        helper.make_tensor_value_info(t.name, TensorProto.FLOAT, [1, t.shape[-1], None, None])
        for t in net.inputs
    ]
    said = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in net.output]
    made = helper.make_graph(graph.nodes, net.name, entries, said, graph.weights)
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT
    )


def _translate(graph: Graph, layer: keras.Operation, names: dict[Key, str]) -> dict[Key, str]:
    """Add a layer to a graph; return what its tensors are called there."""
    if isinstance(layer, keras.layers.InputLayer):
        return {(layer.name, 0): layer.name}
    if type(layer) not in KINDS:
        raise TypeError(f"no ONNX operator for {layer}")
    inputs = [names[_key(tensor)] for tensor in layer._inbound_nodes[0].input_tensors]
    made = KINDS[type(layer)](graph, layer, *inputs)
    outputs = [made] if isinstance(made, str) else made
    return {(layer.name, index): name for index, name in enumerate(outputs)}


def _key(tensor: keras.KerasTensor) -> Key:
    history = tensor._keras_history
    return history.operation.name, history.tensor_index
