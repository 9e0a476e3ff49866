"""The compact net's weights as they are published: norms and scales folded into convolutions."""

import itertools
from collections.abc import Mapping

import keras
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float
from studio.errors import DataError
from studio.language import _
from studio.training.nets.compact import EPSILON, LIGHTNESS_SCALE, REGRESSION_SCALE


def load(net: keras.Model, weights: Mapping[str, npt.NDArray]) -> None:
    """Set the layers of a compact net that `weights` names, in place.

    `weights` has `<layer>/kernel`, (height, width, in, out), depthwise (height, width, channels,
    1), and `<layer>/bias`. The stem takes L* - 50, the regression gives ab. A norm that is folded
    into its layer becomes a mere shift, without statistics of its own: see `settle`.

    Raises
    ------
    DataError
        If there is a layer that the net has not.
    """
    parts = (net.get_layer(part).layers for part in ("encoder", "decoder"))
    layers = {layer.name: layer for layer in itertools.chain(*parts) if layer.weights}
    names = {key.split("/")[0] for key in weights}
    if strange := names - layers.keys():
        raise DataError(
            _("weights of {strange}", strange=min(strange)),
            _("those of the compact net's layers"),
            _("choose another file"),
        )
    for name in names:
        kernel, bias = (np.float32(weights[f"{name}/{part}"]) for part in ("kernel", "bias"))
        if name == "stem":
            kernel = kernel * LIGHTNESS_SCALE
        if name == "regression":
            kernel, bias = kernel / REGRESSION_SCALE, bias / REGRESSION_SCALE
        if norm := layers.get(f"{name}_norm"):
            one = np.ones_like(bias)
            norm.set_weights([one, bias, 0 * one, one - EPSILON])
        layers[name].set_weights([kernel] if norm else [kernel, bias])


def settle(net: keras.Model, inputs: Mapping[str, Float]) -> None:
    """Give norms that were loaded folded the statistics of a batch; the net says what it said.

    Training normalises by each batch: it would begin by spoiling what such a net knows.
    """
    decoder = net.get_layer("decoder")
    norms = [x for x in decoder.layers if isinstance(x, keras.layers.BatchNormalization)]
    lightness, hint = (keras.ops.convert_to_tensor(inputs[x]) for x in ("data_l", "data_hint"))
    seen = keras.Model(decoder.inputs, [norm.input for norm in norms])
    for norm, x in zip(norms, seen([*net.get_layer("encoder")(lightness), hint]), strict=True):
        mean, variance = map(keras.ops.convert_to_numpy, keras.ops.moments(x, (0, 1, 2)))
        shift = norm.beta.numpy()
        norm.set_weights([np.sqrt(variance + norm.epsilon), shift + mean, mean, variance])
