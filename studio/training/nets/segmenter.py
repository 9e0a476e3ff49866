"""The segmenters that ship: MobileNetV2 encoder, wide context, a stream that stays at half size."""

import keras

from studio.training.nets.blocks import MOBILENET_V2, convolve, double, encode, relu

# Encoder features stand at 3 to 5; a small start keeps the decoder's sums near 1.
SKIP_START = keras.initializers.VarianceScaling(0.1, seed=0)


def segmenter(name: str, classes: int) -> keras.Model:
    """Build a segmenter.

    Poles and signs are two to four pixels wide at 480 x 360, so the classes are told apart at 1/2.
    Input `rgb` (B, H, W, 3) in [0, 1], H and W multiples of 32; output (B, H/2, W/2, classes):
    logits.
    """
    rgb = keras.Input((None, None, 3), name="rgb")
    x = keras.layers.Rescaling(2.0, offset=-1.0, name="scaled_rgb")(rgb)
    stem = relu(convolve(x, 32, 3, stride=2, name="stem"), most=6.0)
    half, quarter, eighth, _, sixteenth, _, last = encode(stem, MOBILENET_V2)
    x = relu(convolve(last, 128, 1, name="neck"))
    for dilation in (2, 4):
        wide = convolve(x, 128, 3, dilation=dilation, name=f"context{dilation}")
        x = keras.layers.Add(name=f"context{dilation}_sum")([x, relu(wide)])
    x = _merge(x, sixteenth, name="decoder16")
    x = relu(convolve(x, 96, 1, name="decoder16_reduce"))
    x = _merge(x, eighth, name="decoder8")
    x = relu(convolve(x, 64, 1, name="decoder8_reduce"))
    x = _merge(x, quarter, name="decoder4")
    x = relu(convolve(x, 24, 1, name="decoder4_reduce"))
    x = _merge(x, half, name="decoder2")
    return keras.Model(rgb, convolve(x, classes, 1, name="logits"), name=name)


def _merge(x: keras.KerasTensor, skip: keras.KerasTensor, *, name: str) -> keras.KerasTensor:
    """Double the size, add the skip, and mix with a 3 x 3 convolution."""
    width = x.shape[-1]
    skip = convolve(skip, width, 1, name=f"{name}_skip", initializer=SKIP_START)
    x = keras.layers.Add(name=f"{name}_sum")([double(x, name=f"{name}_up"), skip])
    return relu(convolve(relu(x), width, 3, name=name))
