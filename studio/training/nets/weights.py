"""The compact net's weights as they are published: norms and scales folded into convolutions."""

from pathlib import Path

import keras
import numpy as np

from studio.training.nets.compact import EPSILON, LIGHTNESS_SCALE, REGRESSION_SCALE


def load_folded(net: keras.Model, path: Path) -> None:
    with np.load(path) as saved:
        for part in ("encoder", "decoder"):
            layers = {x.name: x for x in net.get_layer(part).layers if x.weights}
            for name, layer in layers.items():
                if f"{name}/kernel" not in saved:
                    continue
                kernel, bias = (
                    np.float32(saved[f"{name}/kernel"]),
                    np.float32(saved[f"{name}/bias"]),
                )
                if name == "stem":
                    kernel = kernel * LIGHTNESS_SCALE
                if name == "regression":
                    kernel, bias = kernel / REGRESSION_SCALE, bias / REGRESSION_SCALE
                if f"{name}_norm" in layers:
                    layer.set_weights([kernel])
                    one = np.ones_like(bias)
                    layers[f"{name}_norm"].set_weights([one, bias, 0 * one, one - EPSILON])
                else:
                    layer.set_weights([kernel, bias])
