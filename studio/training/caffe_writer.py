"""A trained Keras net as a Caffe model: the prototxt text and the float16 caffemodel.

What the binary file holds is told in `studio.models.caffe_reader`, which reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studio.models.caffe_reader import FLOAT16

if TYPE_CHECKING:
    import keras  # seconds, and memory: writing a file of given weights does without

ACTIVATIONS = {"tanh": "TanH"}


class Layer(NamedTuple):
    """A layer's name, its type, and its blobs: float32, in Caffe's axis order (out, in, h, w)."""

    name: str
    type: str
    blobs: tuple[np.ndarray, ...]


def export(net: keras.Model, folder: Path, sides: Mapping[str, int]) -> tuple[Path, Path]:
    """Write `<net>.prototxt` and `<net>.caffemodel` into `folder`.

    Weights are stored as float16; norms are folded into the convolutions before them. A layer that
    Caffe does not have raises TypeError.

    The net is channels-last, its padding explicit, as `blocks.convolve` does. `sides` are of the
    square inputs written into the prototxt; other sizes will do, too.
    """
    prototxt, weights = folder / f"{net.name}.prototxt", folder / f"{net.name}.caffemodel"
    writer = _Writer(sides)
    for operation in net.operations:
        writer.add(operation)
    prototxt.write_text("\n".join([f'name: "{net.name}"', *writer.text, ""]))
    write(weights, writer.layers.values(), np.float16)
    return prototxt, weights


class _Writer:
    """Collects prototxt text and weights while the layers go by in topological order."""

    def __init__(self, sides: Mapping[str, int]) -> None:
        self.sides = sides
        self.text: list[str] = []
        self.layers: dict[str, Layer] = {}
        self.pads: dict[str, tuple[str, int]] = {}  # padding layer -> its input and pad
        self.norms: dict[str, str] = {}  # norm -> the convolution it is folded into

    def add(self, layer: keras.Operation) -> None:
        """Translate one Keras layer."""
        from keras import layers

        names = [t._keras_history.operation.name for t in layer._inbound_nodes[0].input_tensors]
        bottoms = [self.norms.get(name, name) for name in names]
        match layer:
            case layers.InputLayer():
                self._input(layer.name, layer.output.shape[-1])
            case layers.ZeroPadding2D():
                self.pads[layer.name] = (bottoms[0], layer.padding[0][0])
            case layers.DepthwiseConv2D():
                self._convolution(layer, bottoms[0], group=layer.output.shape[-1])
            case layers.Conv2D():
                self._convolution(layer, bottoms[0], group=1)
            case layers.UpSampling2D():
                self._doubling(layer, bottoms[0])
            case layers.ReLU():
                self._layer(layer.name, "ReLU6" if layer.max_value else "ReLU", bottoms)
            case layers.Activation():
                self._layer(layer.name, ACTIVATIONS[layer.activation.__name__], bottoms)
            case layers.Add():
                self._layer(layer.name, "Eltwise", bottoms, "eltwise_param { operation: SUM }")
            case layers.Rescaling():
                numbers = f"scale: {layer.scale} shift: {layer.offset}"
                self._layer(layer.name, "Power", bottoms, f"power_param {{ {numbers} }}")
            case layers.BatchNormalization():
                self._fold(layer, bottoms[0])
            case _:
                raise TypeError(f"no Caffe layer for {layer}")

    def _input(self, name: str, channels: int) -> None:
        dims = " ".join(f"dim: {n}" for n in (1, channels, self.sides[name], self.sides[name]))
        self.text.append(f'input: "{name}"\ninput_shape {{ {dims} }}')

    def _layer(self, name: str, kind: str, bottoms: Sequence[str], numbers: str = "") -> None:
        wires = " ".join(f'bottom: "{bottom}"' for bottom in bottoms)
        said = f'name: "{name}" type: "{kind}" {wires} top: "{name}" {numbers}'
        self.text.append(f"layer {{ {said} }}")

    def _convolution(self, layer: keras.layers.Conv2D, bottom: str, *, group: int) -> None:
        bottom, pad = self.pads.get(bottom, (bottom, 0))
        self._layer(
            layer.name,
            "Convolution",
            [bottom],
            f"convolution_param {{ num_output: {layer.output.shape[-1]} "
            f"kernel_size: {layer.kernel_size[0]} stride: {layer.strides[0]} pad: {pad} "
            f"dilation: {layer.dilation_rate[0]} group: {group} }}",
        )
        order = (2, 3, 0, 1) if group > 1 else (3, 2, 0, 1)
        kernel = layer.kernel.numpy().transpose(order)
        bias = layer.bias.numpy() if layer.use_bias else np.zeros(len(kernel), np.float32)
        self.layers[layer.name] = Layer(layer.name, "Convolution", (kernel, bias))

    def _fold(self, norm: keras.layers.BatchNormalization, convolution: str) -> None:
        self.norms[norm.name] = convolution
        gamma, beta, mean, variance = (values.numpy() for values in norm.weights)
        gain = gamma / np.sqrt(variance + norm.epsilon)
        kernel, bias = self.layers[convolution].blobs
        blobs = (kernel * gain[:, None, None, None], beta + (bias - mean) * gain)
        self.layers[convolution] = Layer(convolution, "Convolution", blobs)

    def _doubling(self, layer: keras.layers.UpSampling2D, bottom: str) -> None:
        """Nearest enlargement by two is a deconvolution with a 2 x 2 kernel of ones per channel."""
        channels = layer.output.shape[-1]
        self._layer(
            layer.name,
            "Deconvolution",
            [bottom],
            f"convolution_param {{ num_output: {channels} group: {channels} "
            "kernel_size: 2 stride: 2 bias_term: false }",
        )
        ones = np.ones((channels, 1, 2, 2), np.float32)
        self.layers[layer.name] = Layer(layer.name, "Deconvolution", (ones,))


def write(path: Path, layers: Iterable[Layer], dtype: type = np.float32) -> None:
    """Write the layers that have weights, as float32 or float16; the prototxt wires them."""
    with path.open("wb") as file:
        for layer in layers:
            blobs = b"".join(_field(7, _blob(blob.astype(dtype))) for blob in layer.blobs)
            names = _field(1, layer.name.encode()) + _field(2, layer.type.encode())
            file.write(_field(100, names + blobs))


def _blob(values: np.ndarray) -> bytes:
    shape = _field(7, _field(1, b"".join(_varint(n) for n in values.shape)))
    numbers = np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes()
    if values.dtype == np.float16:
        return shape + _varint(10 << 3) + _varint(FLOAT16) + _field(12, numbers)
    return shape + _field(5, numbers)


def _field(number: int, payload: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload  # 2: length-delimited


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
