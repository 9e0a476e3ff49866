"""MobileNetV2 trained on ImageNet, read from its quantized TFLite file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np

from studio.models.litert import import_litert


def load(net: keras.Model, path: Path) -> None:
    """Copy the weights into the stem and every encoder layer of a segmenter, in place."""
    layers = [net.get_layer("stem")]
    layers += [x for x in net.layers if x.name.startswith("encoder_") and x.weights]
    for layer, (kernel, bias) in zip(layers, _convolutions(path), strict=False):
        layer.set_weights([kernel.reshape(layer.weights[0].shape), bias])  # no classifier here


def _convolutions(path: Path) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield kernel (height, width, in, out) and bias of each convolution, in order."""
    interpreter = import_litert().Interpreter(str(path))
    interpreter.allocate_tensors()
    tensors = {tensor["index"]: tensor for tensor in interpreter.get_tensor_details()}
    for operator in interpreter._get_ops_details():
        if operator["op_name"] in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            kernel, bias = (_dequantize(interpreter, tensors[i]) for i in operator["inputs"][1:3])
            yield kernel.transpose(1, 2, 3, 0), bias


def _dequantize(interpreter: Any, tensor: dict) -> np.ndarray:
    quantization = tensor["quantization_parameters"]
    values = np.float32(interpreter.get_tensor(tensor["index"]))
    shape = [1] * values.ndim
    shape[quantization["quantized_dimension"]] = -1
    return values * quantization["scales"].reshape(shape)
