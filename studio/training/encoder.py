"""The pretrained encoder: MobileNetV2 read from its quantized TFLite file.

References
----------
.. [1] Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018.
"""

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
from ai_edge_litert.interpreter import Interpreter

# (repeats, stride, channels) of each group of blocks; expansion 1 in the first, 6 in the others
GROUPS = ((1, 1, 16), (2, 2, 24), (3, 2, 32), (4, 2, 64), (3, 1, 96), (3, 2, 160), (1, 1, 320))


def convolve(
    x: keras.KerasTensor,
    filters: int,
    side: int,
    *,
    name: str,
    stride: int = 1,
    dilation: int = 1,
    initializer: str | keras.Initializer = "he_normal",
) -> keras.KerasTensor:
    """Convolve with symmetric zero padding, as Caffe does and Keras' "same" does not."""
    pad = dilation * (side // 2)
    if pad:
        x = keras.layers.ZeroPadding2D(pad)(x)
    return keras.layers.Conv2D(
        filters,
        side,
        strides=stride,
        dilation_rate=dilation,
        kernel_initializer=initializer,
        name=name,
    )(x)


def encode(x: keras.KerasTensor) -> dict[str, keras.KerasTensor]:
    """Run the inverted residual blocks over the stem's output (1/2, 32 channels).

    Returns
    -------
    dict
        The output of each group of blocks, "block0" (1/2) to "block6" (1/32, 320 channels).
    """
    taps = {}
    for group, (repeats, stride, width) in enumerate(GROUPS):
        for index in range(repeats):
            name = f"encoder_{group}_{index}"
            first = index == 0
            x = _block(
                x,
                width,
                name=name,
                expansion=6 if group else 1,
                stride=stride if first else 1,
                residual=not first,
            )
        taps[f"block{group}"] = x
    return taps


def _block(
    x: keras.KerasTensor, width: int, *, name: str, expansion: int, stride: int, residual: bool
) -> keras.KerasTensor:
    y = x
    if expansion > 1:
        y = convolve(y, x.shape[-1] * expansion, 1, name=f"{name}_expand")
        y = keras.layers.ReLU(6.0, name=f"{name}_expand_relu")(y)
    y = keras.layers.ZeroPadding2D(1)(y)
    y = keras.layers.DepthwiseConv2D(3, strides=stride, name=f"{name}_depthwise")(y)
    y = keras.layers.ReLU(6.0, name=f"{name}_depthwise_relu")(y)
    y = convolve(y, width, 1, name=f"{name}_project")
    return keras.layers.Add(name=f"{name}_add")([x, y]) if residual else y


def load_imagenet(net: keras.Model, path: Path) -> None:
    """Copy the ImageNet weights into the stem and every encoder layer of `net`, in place.

    A stem that sees lightness instead of RGB gets the kernel's sum over the three channels divided
    by 50: a gray pixel has R = G = B, and R / 127.5 - 1 is close to (L* - 50) / 50.
    """
    (kernel, bias), *rest = _convolutions(path)
    stem = net.get_layer("stem")
    if stem.kernel.shape[2] == 1:
        kernel = kernel.sum(2, keepdims=True) / 50
    stem.set_weights([kernel, bias])
    layers = [x for x in net.layers if x.name.startswith("encoder_") and x.weights]
    for layer, (kernel, bias) in zip(layers, rest, strict=False):  # the classifier stays unread
        layer.set_weights([kernel.reshape(layer.weights[0].shape), bias])


def _convolutions(path: Path) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield kernel (height, width, in, out) and bias of each convolution, in order."""
    interpreter = Interpreter(str(path))
    interpreter.allocate_tensors()
    tensors = {tensor["index"]: tensor for tensor in interpreter.get_tensor_details()}
    for operator in interpreter._get_ops_details():
        if operator["op_name"] in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            kernel, bias = (_dequantized(interpreter, tensors[i]) for i in operator["inputs"][1:3])
            yield kernel.transpose(1, 2, 3, 0), bias


def _dequantized(interpreter: Interpreter, tensor: dict) -> np.ndarray:
    quantization = tensor["quantization_parameters"]
    scales, axis = quantization["scales"], quantization["quantized_dimension"]
    values = np.float32(interpreter.get_tensor(tensor["index"]))
    shape = [1] * values.ndim
    shape[axis] = -1
    return values * scales.reshape(shape)
