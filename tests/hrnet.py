"""HRNetV2-W48 with generated weights, to measure and test the official road without a download.

The topology is that of the paper; the weights are random, so time, memory and interface are the
real model's, classes are not.

References
----------
.. [1] Wang et al., "Deep High-Resolution Representation Learning for Visual Recognition", 2019.
"""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: TID253
import tensorflow as tf  # noqa: TID253
from keras import layers  # noqa: TID253

WIDTHS = (48, 96, 192, 384)  # channels at 1/4, 1/8, 1/16 and 1/32
MODULES = (1, 4, 3)  # of stages 2, 3 and 4
BLOCKS = 4  # in a row, in each stream of a module


class Enlarge(layers.Layer):
    """Bilinear, to the size of another map: 360 rows are 45 at 1/8 but 23 at 1/16."""

    def call(self, inputs: tuple[Any, Any]) -> Any:
        """Return the first map at the size of the second."""
        small, large = inputs
        return tf.image.resize(small, tf.shape(large)[1:3])


def convolve(x: Any, filters: int, kernel: int = 3, stride: int = 1, *, relu: bool = True) -> Any:
    """Convolution, batch norm and, unless a sum follows, ReLU."""
    x = layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x) if relu else x


def bottleneck(x: Any, filters: int) -> Any:
    """1x1, 3x3 and 1x1 to four times the filters, added to the input."""
    wide = 4 * filters
    shortcut = x if x.shape[-1] == wide else convolve(x, wide, 1, relu=False)
    x = convolve(convolve(x, filters, 1), filters)
    return layers.ReLU()(shortcut + convolve(x, wide, 1, relu=False))


def basic(x: Any) -> Any:
    """Two 3x3 convolutions, added to the input."""
    filters = x.shape[-1]
    return layers.ReLU()(x + convolve(convolve(x, filters), filters, relu=False))


def fuse(streams: Sequence[Any]) -> list[Any]:
    """Give each stream the sum of all, brought to its resolution and width."""
    fused = []
    for target in range(len(streams)):
        parts = [_brought(streams, source, target) for source in range(len(streams))]
        fused.append(layers.ReLU()(layers.Add()(parts)))
    return fused


def _brought(streams: Sequence[Any], source: int, target: int) -> Any:
    x = streams[source]
    if source == target:
        return x
    if source > target:
        return Enlarge()((convolve(x, WIDTHS[target], 1, relu=False), streams[target]))
    for _ in range(target - source - 1):
        x = convolve(x, WIDTHS[source], stride=2)
    return convolve(x, WIDTHS[target], stride=2, relu=False)


def module(streams: Sequence[Any]) -> list[Any]:
    """Run four blocks in each stream, then exchange."""
    deeper = []
    for x in streams:
        for _ in range(BLOCKS):
            x = basic(x)
        deeper.append(x)
    return fuse(deeper)


def build(channels: int) -> keras.Model:
    """Return the net: RGB in [0, 1] to 720 features at 1/4, and scores beside them.

    Parameters
    ----------
    channels : int
        Classes and the background.
    """
    images = keras.Input((None, None, 3))
    x = convolve(convolve(images, 64, stride=2), 64, stride=2)
    for _ in range(4):
        x = bottleneck(x, 64)
    streams = [convolve(x, WIDTHS[0]), convolve(x, WIDTHS[1], stride=2)]
    for count in MODULES:
        for _ in range(count):
            streams = module(streams)
        if len(streams) < len(WIDTHS):
            streams.append(convolve(streams[-1], WIDTHS[len(streams)], stride=2))
    features = layers.Concatenate()([Enlarge()((x, streams[0])) for x in streams])
    scores = layers.Conv2D(channels, 1)(convolve(features, sum(WIDTHS), 1))
    return keras.Model(images, [features, scores])


class Published(tf.Module):
    """The interface under which TensorFlow Hub has it."""

    def __init__(self, net: keras.Model) -> None:
        super().__init__()
        self.net = net

    @tf.function(input_signature=[tf.TensorSpec((None, None, None, 3), tf.float32)])
    def predict(self, images: tf.Tensor) -> tf.Tensor:
        """Return probabilities (B, H, W, C + 1)."""
        scores = tf.image.resize(self.net(images, training=False)[1], tf.shape(images)[1:3])
        return tf.nn.softmax(scores)

    @tf.function(input_signature=[tf.TensorSpec((None, None, None, 3), tf.float32)])
    def get_features(self, images: tf.Tensor) -> tf.Tensor:
        """Return features (B, H / 4, W / 4, 720)."""
        return self.net(images, training=False)[0]


def generate(folder: Path, channels: int = 33) -> int:
    """Write the SavedModel into `folder`; return the number of trained parameters."""
    keras.utils.set_random_seed(0)
    net = build(channels)
    tf.saved_model.save(Published(net), str(folder))
    return sum(math.prod(weight.shape) for weight in net.trainable_weights)
