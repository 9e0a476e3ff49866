"""The picker: a neck that sees a photo once, and a head that answers clicks.

The neck stands on the taps of the compact net's encoder, which stays as it is.
"""

import keras

from studio.models.caffe import TAPS
from studio.models.picker import LEVELS, MAPS
from studio.models.picker import SEEN as NAMES
from studio.training.nets.compact import LIGHTNESS_SCALE
from studio.training.nets.picker_layers import Clicked, Facts, Folding, Likeness

WIDTHS = (16, 24, 48, 120, 352)  # channels of the taps, 1/2 to 1/32
SPREADS = (10.0, 8.0, 4.0, 2.3, 12.0)  # of the taps: their standard deviations, about
HALF, QUARTER, EIGHTH, SIXTEENTH, LAST = 16, 32, 64, 96, 128  # channels inside, by scale
# Channels of what the neck tells the head, by name.
SEEN = dict(zip(NAMES, (HALF, QUARTER, EIGHTH, SIXTEENTH, SIXTEENTH, EIGHTH), strict=True))
MOMENTUM = 0.95  # of the norms' statistics
EPSILON = 1e-4  # of the norms


def picker() -> keras.Model:
    """Build the whole net as it is trained: models `neck` and `head`, one after the other.

    Returns
    -------
    keras.Model
        Inputs of both but what one tells the other; outputs of the head.
    """
    looks, answers = neck(), head()
    asked = [keras.Input((None, None, n), name=name) for name, n in (("maps", MAPS), ("before", 1))]
    given = [keras.Input(tensor.shape[1:], name=tensor.name) for tensor in looks.inputs]
    seen = looks(given)
    said = answers([*seen.values(), *asked])
    inputs = {tensor.name: tensor for tensor in (*given, *asked)}
    return keras.Model(inputs, said, name="pick-compact")


def neck() -> keras.Model:
    """Build what looks at a photo: a pyramid from the taps down to 1/2.

    Returns
    -------
    keras.Model
        Inputs `TAPS` and `data_l` (B, H, W, 1), L* - 50, H and W multiples of 32. Outputs `SEEN`,
        at 1/2 to 1/32, and the embedding at 1/8, in which like places are alike.
    """
    taps = [keras.Input((None, None, n), name=name) for n, name in zip(WIDTHS, TAPS, strict=True)]
    lightness = keras.Input((None, None, 1), name="data_l")
    light = Folding(name="folded_l")(
        keras.layers.Rescaling(1 / LIGHTNESS_SCALE, name="scaled_l")(lightness)
    )
    half, quarter, eighth, sixteenth, last = [
        keras.layers.Rescaling(1 / spread, name=f"scaled{2**n}")(tap)
        for n, (tap, spread) in enumerate(zip(taps, SPREADS, strict=True), 1)
    ]
    seen32 = _convolve(last, SIXTEENTH, 1, name="seen32")
    seen16 = _merge(sixteenth, seen32, SIXTEENTH, name="seen16", reduce=False)
    seen8 = _merge(eighth, seen16, EIGHTH, name="seen8")
    embedding = keras.layers.Conv2D(EIGHTH, 1, name="embedding")(seen8)
    seen4 = _merge(quarter, seen8, QUARTER, name="seen4")
    seen2 = _convolve(keras.layers.Concatenate(name="half")([half, light]), HALF, name="seen2")
    said = zip(SEEN, (seen2, seen4, seen8, seen16, seen32, embedding), strict=True)
    return keras.Model([*taps, lightness], dict(said), name="neck")


def head() -> keras.Model:
    """Build what answers clicks.

    Returns
    -------
    keras.Model
        Inputs `SEEN`; `maps` (B, H/4, W/4, 8), as `models.picker.draw_maps` makes them; `before`
        (B, H/2, W/2, 1), the mask so far in [0, 1]. Outputs `masks` (B, H/2, W/2, 3), logits of
        the part, the thing and the group, and `scores` (B, 3), logits of the IoU expected of each.
    """
    seen = {name: keras.Input((None, None, n), name=name) for name, n in SEEN.items()}
    maps = keras.Input((None, None, MAPS), name="maps")
    before = keras.Input((None, None, 1), name="before")
    likeness, like = Likeness(name="likeness")([seen["embedding"], maps])
    so_far = keras.layers.AveragePooling2D(2, name="before4")(before)
    asked = keras.layers.Concatenate(name="asked4")([seen["seen4"], maps, so_far])
    x4 = _convolve(asked, QUARTER, name="down4")
    x8 = _eighth(x4, seen["seen8"], likeness, like)
    x16 = _sixteenth(x8, seen["seen16"], likeness)
    x32 = _block(_join(x16, [seen["seen32"]], LAST, name="down32"), LAST, name="down32_block")
    pool = keras.layers.GlobalAveragePooling2D(name="pool")(x32)
    wide = keras.layers.Dense(LAST, name="whole")(pool)
    x32 = keras.layers.Add(name="whole_sum")(
        [x32, keras.layers.Reshape((1, 1, LAST), name="whole_map")(wide)]
    )
    y16 = _merge_up(x16, x32, SIXTEENTH, name="up16")
    y8 = _merge_up(x8, y16, EIGHTH, name="up8")
    y4 = _merge_up(x4, y8, QUARTER, name="up4")
    coarse = keras.layers.Conv2D(len(LEVELS), 1, name="coarse")(y4)
    masks = _fine(y4, seen["seen2"], coarse, before)
    scores = _scores(pool, Clicked(name="clicked")([y8, maps]), y4, coarse, maps)
    inputs = [*seen.values(), maps, before]
    return keras.Model(inputs, {"masks": masks, "scores": scores}, name="head")


def _eighth(
    x4: keras.KerasTensor,
    seen: keras.KerasTensor,
    likeness: keras.KerasTensor,
    like: keras.KerasTensor,
) -> keras.KerasTensor:
    """Go down to 1/8, and tell how like what was clicked each place is."""
    x = _convolve(x4, EIGHTH, stride=2, name="down8")
    joined = keras.layers.Concatenate(name="down8_join")([x, seen, likeness])
    mixed = keras.layers.Conv2D(EIGHTH, 1, name="down8_mix")(joined)
    told = keras.layers.Dense(EIGHTH, name="told")(like)
    everywhere = keras.layers.Reshape((1, 1, EIGHTH), name="told_map")(told)
    x = keras.layers.Add(name="told_sum")([mixed, everywhere])
    norm = keras.layers.BatchNormalization(momentum=MOMENTUM, epsilon=1e-3, name="told_norm")
    return _block(keras.layers.ReLU(name="told_relu")(norm(x)), EIGHTH, name="down8_block")


def _sixteenth(
    x8: keras.KerasTensor, seen: keras.KerasTensor, likeness: keras.KerasTensor
) -> keras.KerasTensor:
    halved = keras.layers.AveragePooling2D(2, name="likeness16")(likeness)
    x = _join(x8, [seen, halved], SIXTEENTH, name="down16")
    return _block(x, SIXTEENTH, name="down16_block")


def _join(
    x: keras.KerasTensor, others: list[keras.KerasTensor], width: int, *, name: str
) -> keras.KerasTensor:
    """Halve the size, and mix with what else is known at that scale."""
    x = _convolve(x, width, stride=2, name=name)
    joined = keras.layers.Concatenate(name=f"{name}_join")([x, *others])
    return _convolve(joined, width, 1, name=f"{name}_mix")


def _fine(
    y4: keras.KerasTensor,
    seen: keras.KerasTensor,
    coarse: keras.KerasTensor,
    before: keras.KerasTensor,
) -> keras.KerasTensor:
    """Draw the masks at 1/2."""
    lifted = _double(_convolve(y4, HALF, 1, act=False, name="lift2"), name="lift2_up")
    parts = [lifted, seen, _double(coarse, name="coarse_up"), before]
    y2 = _convolve(keras.layers.Concatenate(name="up2_join")(parts), HALF, name="up2")
    fine = keras.layers.Conv2D(len(LEVELS), 3, padding="same", name="fine")(y2)
    return keras.layers.Add(name="masks")([_double(coarse, name="coarse_drawn"), fine])


def _scores(
    pool: keras.KerasTensor,
    clicked: keras.KerasTensor,
    y4: keras.KerasTensor,
    coarse: keras.KerasTensor,
    maps: keras.KerasTensor,
) -> keras.KerasTensor:
    """Tell how well each mask is likely to be the one asked for."""
    dense = keras.layers.Dense
    seen = keras.layers.Concatenate(name="score_seen")([pool, clicked])
    first = dense(3, name="score")(dense(64, activation="relu", name="score_hidden")(seen))
    facts = Facts(name="facts")([y4, coarse, maps])
    known = keras.layers.Concatenate(name="choice_known")([facts, pool, clicked])
    hidden = dense(128, activation="relu", name="choice_hidden")(known)
    second = dense(3, kernel_initializer="zeros", name="choice")(hidden)
    return keras.layers.Add(name="scores")([first, second])


def _merge(
    tap: keras.KerasTensor,
    below: keras.KerasTensor,
    width: int,
    *,
    name: str,
    reduce: bool = True,
) -> keras.KerasTensor:
    """Add what is seen at the next smaller scale to a tap, and mix."""
    seen = _convolve(tap, width, 1, act=False, name=f"{name}_tap")
    if reduce:
        below = _convolve(below, width, 1, act=False, name=f"{name}_reduce")
    joined = keras.layers.Add(name=f"{name}_sum")([seen, _double(below, name=f"{name}_up")])
    return _convolve(joined, width, name=name)


def _merge_up(
    skip: keras.KerasTensor, below: keras.KerasTensor, width: int, *, name: str
) -> keras.KerasTensor:
    reduced = _convolve(below, width, 1, act=False, name=f"{name}_reduce")
    joined = keras.layers.Add(name=f"{name}_sum")([skip, _double(reduced, name=f"{name}_up")])
    return _convolve(joined, width, name=name)


def _block(x: keras.KerasTensor, width: int, *, name: str) -> keras.KerasTensor:
    """Add what two convolutions find."""
    y = _convolve(x, width, name=f"{name}_first")
    y = _convolve(y, width, act=False, name=f"{name}_second")
    return keras.layers.ReLU(name=name)(keras.layers.Add(name=f"{name}_sum")([x, y]))


def _convolve(
    x: keras.KerasTensor,
    width: int,
    side: int = 3,
    *,
    name: str,
    stride: int = 1,
    act: bool = True,
) -> keras.KerasTensor:
    """Convolve, normalise over the batch, and rectify if it is to act."""
    layer = keras.layers.Conv2D(
        width, side, strides=stride, padding="same", use_bias=False, name=f"{name}_conv"
    )
    norm = keras.layers.BatchNormalization(momentum=MOMENTUM, epsilon=EPSILON, name=f"{name}_norm")
    x = norm(layer(x))
    return keras.layers.ReLU(name=f"{name}_relu")(x) if act else x


def _double(x: keras.KerasTensor, *, name: str) -> keras.KerasTensor:
    return keras.layers.UpSampling2D(2, interpolation="bilinear", name=name)(x)
