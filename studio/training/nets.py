"""The nets that can be trained here: colorizers and segmenters."""

import keras

from studio.models.caffe import AB_SCALE
from studio.models.prediction import grid
from studio.training.encoder import convolve, encode

REGRESSION_SCALE = 50.0  # keeps the regressed output near 1 inside the net


# Encoder features stand at 3 to 5; a small start keeps the decoder's sums near 1.
SKIP_START = keras.initializers.VarianceScaling(0.1, seed=0)


def compact() -> keras.Model:
    """Build the net that ships: MobileNetV2 encoder, decoder with additive skips, hints.

    Returns
    -------
    keras.Model
        Inputs `data_l` (B, H, W, 1), L* - 50, and `data_hint` (B, H, W, 6) as `caffe.hint_blob`
        makes it; H and W are multiples of 32. Output
        (B, H/4, W/4, Q + 2): logits over `prediction.grid()`, then the regressed ab.
    """
    lightness = keras.Input((None, None, 1), name="data_l")
    hint = keras.Input((None, None, 6), name="data_hint")
    near, far = _hint_features(hint)
    x = convolve(lightness, 32, 3, stride=2, name="stem")
    x = keras.layers.Add(name="stem_sum")([x, near])
    taps = encode(keras.layers.ReLU(6.0, name="stem_relu")(x))
    x = _relu(convolve(taps["block6"], 128, 1, name="neck"))
    x = _merge(x, taps["block4"], name="decoder16")
    x = _relu(convolve(x, 96, 1, name="decoder16_reduce"))
    x = _merge(x, taps["block2"], name="decoder8")
    x = _relu(convolve(x, 64, 1, name="decoder8_reduce"))
    x = _merge(x, taps["block1"], far, name="decoder4")
    x = _relu(convolve(x, 64, 3, dilation=2, name="decoder4_wide"))
    x = _relu(convolve(x, 64, 3, name="decoder4_last"))
    logits = convolve(x, len(grid()), 1, name="logits", initializer="zeros")
    ab = convolve(x, 2, 1, name="regression", initializer="zeros")
    ab = keras.layers.Rescaling(REGRESSION_SCALE, name="regressed_ab")(ab)
    return keras.Model(
        {"data_l": lightness, "data_hint": hint},
        keras.layers.Concatenate(name="heads")([logits, ab]),
        name="compact",
    )


def encoder_decoder() -> keras.Model:
    """Build the field's plain baseline: strided convolutions down, doublings up, tanh.

    Returns
    -------
    keras.Model
        Input `data_l` (B, H, W, 1), L* - 50, H and W multiples of 8; output `regressed_ab`
        (B, H, W, 2).
    """
    lightness = keras.Input((None, None, 1), name="data_l")
    x = keras.layers.Rescaling(1 / REGRESSION_SCALE, name="scaled_l")(lightness)
    down = ((64, 2), (128, 1), (128, 2), (256, 1), (256, 2), (256, 1))
    for index, (filters, stride) in enumerate(down):
        x = _relu(convolve(x, filters, 3, stride=stride, name=f"down{index}"))
    for index, filters in enumerate((128, 64, 32)):
        x = _relu(convolve(x, filters, 3, name=f"up{index}"))
        x = keras.layers.UpSampling2D(2, interpolation="nearest", name=f"doubled{index}")(x)
    x = convolve(x, 2, 3, name="regression", initializer="glorot_uniform")
    x = keras.layers.Activation("tanh", name="bounded")(x)
    ab = keras.layers.Rescaling(AB_SCALE, name="regressed_ab")(x)
    return keras.Model({"data_l": lightness}, ab, name="encoder-decoder")


def segmenter(name: str, classes: int) -> keras.Model:
    """Build a segmenter: MobileNetV2 encoder, wide context, a stream that stays at half size.

    Poles and signs are two to four pixels wide at 480 x 360, so the classes are told apart at 1/2.

    Parameters
    ----------
    name : str
    classes : int

    Returns
    -------
    keras.Model
        Input `rgb` (B, H, W, 3) in [0, 1], H and W multiples of 32; output (B, H/2, W/2, classes):
        logits.
    """
    rgb = keras.Input((None, None, 3), name="rgb")
    x = keras.layers.Rescaling(2.0, offset=-1.0, name="scaled_rgb")(rgb)
    taps = encode(
        keras.layers.ReLU(6.0, name="stem_relu")(convolve(x, 32, 3, stride=2, name="stem"))
    )
    x = _relu(convolve(taps["block6"], 128, 1, name="neck"))
    for dilation in (2, 4):
        wide = convolve(x, 128, 3, dilation=dilation, name=f"context{dilation}")
        x = keras.layers.Add(name=f"context{dilation}_sum")([x, _relu(wide)])
    x = _merge(x, taps["block4"], name="decoder16")
    x = _relu(convolve(x, 96, 1, name="decoder16_reduce"))
    x = _merge(x, taps["block2"], name="decoder8")
    x = _relu(convolve(x, 64, 1, name="decoder8_reduce"))
    x = _merge(x, taps["block1"], name="decoder4")
    x = _relu(convolve(x, 24, 1, name="decoder4_reduce"))
    x = _merge(x, taps["block0"], name="decoder2")
    return keras.Model(rgb, convolve(x, classes, 1, name="logits"), name=name)


def _hint_features(hint: keras.KerasTensor) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    """Bring the hints to 1/2 and 1/4; both start at zero, so an unhinted net is the encoder's."""
    near = convolve(hint, 32, 3, stride=2, name="hint_stem", initializer="zeros")
    far = _relu(convolve(hint, 32, 3, stride=2, name="hint_half"))
    return near, convolve(far, 64, 3, stride=2, name="hint_quarter", initializer="zeros")


def _merge(
    x: keras.KerasTensor, skip: keras.KerasTensor, *hints: keras.KerasTensor, name: str
) -> keras.KerasTensor:
    """Double the size, add the skip and the hints, and mix with a 3 x 3 convolution."""
    width = x.shape[-1]
    x = keras.layers.UpSampling2D(2, interpolation="nearest", name=f"{name}_up")(x)
    skip = convolve(skip, width, 1, name=f"{name}_skip", initializer=SKIP_START)
    x = keras.layers.Add(name=f"{name}_sum")([x, skip, *hints])
    return _relu(convolve(_relu(x), width, 3, name=name))


def _relu(x: keras.KerasTensor) -> keras.KerasTensor:
    return keras.layers.ReLU()(x)
