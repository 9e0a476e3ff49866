"""The colorizer that ships: an encoder that sees lightness alone, a decoder that takes hints.

A photo is encoded once; each hint costs the decoder.
"""

from collections.abc import Iterator, Sequence

import keras

from studio.models.caffe import TAPS
from studio.models.prediction import grid
from studio.training.nets.blocks import EFFICIENTNET_LITE2, convolve, double, encode, relu

LIGHTNESS_SCALE = 50.0  # of L* - 50: the stem sees lightness in [-1, 1]
REGRESSION_SCALE = 50.0  # keeps the regressed output near 1 inside the net
HINT_WIDTHS = (32, 48, 64, 128, 128)  # channels of the hint pyramid, 1/2 to 1/32
MOMENTUM = 0.98  # of the norms' statistics
EPSILON = 1e-3  # of the norms


def compact() -> keras.Model:
    """Build the whole net as it is trained: models `encoder` and `decoder`, one after the other.

    Inputs `data_l` (B, H, W, 1), L* - 50, and `data_hint` (B, H, W, 3), ab / 110 and the mask; H
    and W are multiples of 32. Outputs `logits` (B, H/4, W/4, Q) over `prediction.grid()` and
    `regression` (B, H/2, W/2, 2), ab.
    """
    lightness = keras.Input((None, None, 1), name="data_l")
    hint = keras.Input((None, None, 3), name="data_hint")
    taps = _encoder()(lightness)
    said = _decoder([tap.shape[-1] for tap in taps])([*taps, hint])
    return keras.Model({"data_l": lightness, "data_hint": hint}, said, name="compact")


def _encoder() -> keras.Model:
    """Build EfficientNet-Lite2, tapped at 1/2, 1/4, 1/8, 1/16 and 1/32."""
    lightness = keras.Input((None, None, 1), name="data_l")
    x = keras.layers.Rescaling(1 / LIGHTNESS_SCALE, name="scaled_l")(lightness)
    x = relu(convolve(x, 32, 3, stride=2, name="stem"), most=6.0)
    half, quarter, eighth, _, sixteenth, _, last = encode(x, EFFICIENTNET_LITE2)
    return keras.Model(lightness, [half, quarter, eighth, sixteenth, last], name="encoder")


def _decoder(widths: Sequence[int]) -> keras.Model:
    """Build what joins the encoder's taps, of so many channels, with the hints."""
    taps = [keras.Input((None, None, n), name=name) for n, name in zip(widths, TAPS, strict=True)]
    hint = keras.Input((None, None, 3), name="data_hint")
    half, quarter, eighth, sixteenth, last = zip(taps, _pyramid(hint), strict=True)
    x = _neck(*last)
    x = _lift(x, *sixteenth, 192, (1, 2, 4, 1), name="decoder16")
    x = _lift(x, *eighth, 128, (1, 2), name="decoder8")
    x = _lift(x, *quarter, 96, (1, 2), name="decoder4")
    logits = convolve(x, len(grid()), 1, name="logits", initializer="zeros")
    x = _lift(x, *half, 48, (1,), name="decoder2")
    x = convolve(x, 2, 1, name="regression", initializer="zeros")
    ab = keras.layers.Rescaling(REGRESSION_SCALE, name="regressed_ab")(x)
    return keras.Model([*taps, hint], {"logits": logits, "regression": ab}, name="decoder")


def _pyramid(x: keras.KerasTensor) -> Iterator[keras.KerasTensor]:
    """Bring the hints to each scale; no norms here, since nearly all of it is zero."""
    for level, width in enumerate(HINT_WIDTHS, 1):
        x = relu(convolve(x, width, 3, stride=2, name=f"hint{2**level}"))
        yield x


def _neck(x: keras.KerasTensor, hint: keras.KerasTensor) -> keras.KerasTensor:
    hinted = convolve(hint, 256, 1, name="neck_hint", initializer=_start())
    x = keras.layers.Add(name="neck_sum")([_convolve_and_normalize(x, 256, 1, name="neck"), hinted])
    return _mix(_mix(x, 1, name="context1"), 2, name="context2")


def _lift(
    x: keras.KerasTensor,
    skip: keras.KerasTensor,
    hint: keras.KerasTensor,
    width: int,
    dilations: Sequence[int],
    *,
    name: str,
) -> keras.KerasTensor:
    """Double the size, add skip and hints, mix."""
    x = double(_convolve_and_normalize(x, width, 1, name=f"{name}_reduce"), name=f"{name}_up")
    seen = convolve(skip, width, 1, name=f"{name}_skip", initializer=_start(0.3))
    hinted = convolve(hint, width, 1, name=f"{name}_hint", initializer=_start())
    x = relu(keras.layers.Add(name=f"{name}_sum")([x, seen, hinted]))
    for index, dilation in enumerate(dilations):
        x = _mix(x, dilation, name=f"{name}_mix{index}")
    return x


def _mix(x: keras.KerasTensor, dilation: int, *, name: str) -> keras.KerasTensor:
    mixed = _convolve_and_normalize(x, x.shape[-1], 3, dilation=dilation, name=name)
    return keras.layers.Add(name=f"{name}_sum")([x, mixed])


def _convolve_and_normalize(
    x: keras.KerasTensor, width: int, side: int, *, name: str, dilation: int = 1
) -> keras.KerasTensor:
    """Convolve, normalise over the batch, rectify."""
    x = convolve(x, width, side, dilation=dilation, name=name, bias=False, initializer=_start())
    norm = keras.layers.BatchNormalization(momentum=MOMENTUM, epsilon=EPSILON, name=f"{name}_norm")
    return relu(norm(x))


def _start(scale: float = 1.0) -> keras.Initializer:
    """Start kernels uniform within scale / sqrt(fan in): small, since sums and norms follow."""
    return keras.initializers.VarianceScaling(scale**2 / 3, "fan_in", "uniform")
