"""The field's plain baseline: strided convolutions down, doublings up, tanh."""

import keras

from studio.models.caffe import AB_SCALE
from studio.training.nets.blocks import convolve, double, relu

DOWN = ((64, 2), (128, 1), (128, 2), (256, 1), (256, 2), (256, 1))  # filters, stride
UP = (128, 64, 32)


def encoder_decoder() -> keras.Model:
    """Build the baseline.

    Input `data_l` (B, H, W, 1), L* - 50, H and W multiples of 8; output `regression` (B, H, W, 2),
    ab.
    """
    lightness = keras.Input((None, None, 1), name="data_l")
    x = keras.layers.Rescaling(1 / 50, name="scaled_l")(lightness)
    for index, (filters, stride) in enumerate(DOWN):
        x = relu(convolve(x, filters, 3, stride=stride, name=f"down{index}"))
    for index, filters in enumerate(UP):
        x = relu(convolve(x, filters, 3, name=f"up{index}"))
        x = double(x, name=f"doubled{index}")
    x = convolve(x, 2, 3, name="regression", initializer="glorot_uniform")
    x = keras.layers.Activation("tanh", name="bounded")(x)
    ab = keras.layers.Rescaling(AB_SCALE, name="regressed_ab")(x)
    return keras.Model({"data_l": lightness}, {"regression": ab}, name="encoder-decoder")
