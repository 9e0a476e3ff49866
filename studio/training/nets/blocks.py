"""What the nets are built of: convolutions that pad as Caffe does, and pretrained encoders.

References
----------
.. [1] Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018.
.. [2] Tan, Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML
   2019; "Lite" leaves out squeeze-and-excitation and has ReLU6.
"""

from collections.abc import Sequence
from typing import NamedTuple

import keras


class Stage(NamedTuple):
    """A group of inverted residual blocks of one width; the first of them may halve the size."""

    repeats: int
    stride: int
    side: int  # of the depthwise kernels
    expansion: int
    channels: int


MOBILENET_V2 = (
    Stage(1, 1, 3, 1, 16),
    Stage(2, 2, 3, 6, 24),
    Stage(3, 2, 3, 6, 32),
    Stage(4, 2, 3, 6, 64),
    Stage(3, 1, 3, 6, 96),
    Stage(3, 2, 3, 6, 160),
    Stage(1, 1, 3, 6, 320),
)
EFFICIENTNET_LITE2 = (
    Stage(1, 1, 3, 1, 16),
    Stage(3, 2, 3, 6, 24),
    Stage(3, 2, 5, 6, 48),
    Stage(4, 2, 3, 6, 88),
    Stage(4, 1, 5, 6, 120),
    Stage(5, 2, 5, 6, 208),
    Stage(1, 1, 3, 6, 352),
)


def convolve(
    x: keras.KerasTensor,
    filters: int,
    side: int,
    *,
    name: str,
    stride: int = 1,
    dilation: int = 1,
    bias: bool = True,
    initializer: str | keras.Initializer = "he_normal",
) -> keras.KerasTensor:
    """Convolve with symmetric zero padding, as Caffe does and Keras' "same" does not."""
    return keras.layers.Conv2D(
        filters,
        side,
        strides=stride,
        dilation_rate=dilation,
        use_bias=bias,
        kernel_initializer=initializer,
        name=name,
    )(_pad(x, dilation * (side // 2)))


def relu(x: keras.KerasTensor, *, most: float | None = None) -> keras.KerasTensor:
    """Rectify; `most` is where it saturates. It is named after the layer before it."""
    return keras.layers.ReLU(most, name=f"{x._keras_history.operation.name}_relu")(x)


def double(x: keras.KerasTensor, *, name: str) -> keras.KerasTensor:
    """Double the size by repeating each spot."""
    return keras.layers.UpSampling2D(2, interpolation="nearest", name=name)(x)


def encode(x: keras.KerasTensor, stages: Sequence[Stage]) -> list[keras.KerasTensor]:
    """Run the stages of an encoder [1]_ [2]_ over its stem's output: (B, H/2, W/2, 32).

    Returns what each stage says. Layers are called `encoder_<stage>_<block>_<part>`.
    """
    taps = []
    for number, stage in enumerate(stages):
        for index in range(stage.repeats):
            x = _block(x, stage, first=index == 0, name=f"encoder_{number}_{index}")
        taps.append(x)
    return taps


def _block(x: keras.KerasTensor, stage: Stage, *, first: bool, name: str) -> keras.KerasTensor:
    y = x
    if stage.expansion > 1:
        y = relu(convolve(y, x.shape[-1] * stage.expansion, 1, name=f"{name}_expand"), most=6.0)
    stride = stage.stride if first else 1
    y = keras.layers.DepthwiseConv2D(stage.side, strides=stride, name=f"{name}_depthwise")(
        _pad(y, stage.side // 2)
    )
    y = convolve(relu(y, most=6.0), stage.channels, 1, name=f"{name}_project")
    return y if first else keras.layers.Add(name=f"{name}_add")([x, y])


def _pad(x: keras.KerasTensor, pixels: int) -> keras.KerasTensor:
    return keras.layers.ZeroPadding2D(pixels)(x) if pixels else x
