"""Rasters: the samples of a file, brought to whole ranges, before their colours are known."""

from dataclasses import KW_ONLY, dataclass, replace
from typing import Literal

import cv2
import numpy as np

from studio.color.arrays import Picture, Samples, Wide
from studio.color.strips import strips

Space = Literal["gray", "rgb", "cmyk", "lab"]

WHITE = 65_535
# Stored orientation (CIPA DC-008, tag 274) to what turns it upright: quarter turns, then mirrored
TURNS = {2: (0, True), 3: (2, False), 4: (2, True), 5: (3, True), 6: (3, False), 7: (1, True)}
TURNS |= {8: (1, False)}


@dataclass(frozen=True, eq=False)
class Raster:
    """What a file says of each pixel.

    The pixels are uint8 or uint16 (H, W) or (H, W, C), from 0 to the type's white, whatever the
    range in the file was; those of Lab uint16, in the encoding of ICC version 4.
    """

    pixels: Samples
    space: Space
    _: KW_ONLY
    alpha: Picture | None = None  # (H, W)
    note: str = ""  # what was done to the range, for the person

    def turn(self, orientation: int) -> "Raster":
        """Turn it as the tag Orientation, 1 to 8, asks."""
        alpha = None if self.alpha is None else _turn(self.alpha, orientation)
        return replace(self, pixels=_turn(self.pixels, orientation), alpha=alpha)


def from_samples(samples: Samples, space: Space, *, opaque: int, premultiplied: bool) -> Raster:
    """Take uint8 or uint16 samples (H, W) or (H, W, C) apart; the channel `opaque` is alpha."""
    if samples.ndim == 2 or samples.shape[2] <= opaque:
        return Raster(drop_channel(samples), space)
    alpha = samples[..., opaque]
    colors = samples[..., :opaque]
    if premultiplied:
        colors = _unmultiply(colors, alpha)
    return Raster(drop_channel(colors), space, alpha=to_8_bits(alpha))


def drop_channel(samples: Samples) -> Samples:
    """Drop an only channel: (H, W, 1) -> (H, W)."""
    single = samples.ndim == 3 and samples.shape[2] == 1
    return np.ascontiguousarray(samples[..., 0] if single else samples)


def scale(samples: Samples, low: float, high: float) -> Wide:
    """Bring samples of any type to 16 bits: `low` becomes 0, `high` 65,535, the rest is cut.

    In strips, since a whole photo in floats would need a gigabyte. What is no number is black.
    """
    wide = np.empty(samples.shape, np.uint16)
    for rows in strips(len(samples)):
        values = np.nan_to_num(samples[rows].astype(np.float64), nan=low)
        wide[rows] = np.rint(np.interp(values, (low, high), (0, WHITE)))
    return wide


def value_range(samples: Samples) -> tuple[float, float]:
    """Return the levels of black and white of samples that no file format defines.

    Floats within [0, 1] are shares of white. Whole numbers without sign of up to 16 bits use their
    type; wider ones, and those with a sign, the first of 8, 16 and all bits that holds them.
    All else reaches from the darkest to the brightest.
    """
    info = None if samples.dtype.kind == "f" else np.iinfo(samples.dtype)
    if info and info.min == 0 and info.max <= WHITE:
        return 0, info.max
    low, high = _extremes(samples)
    for white in [255, WHITE, info.max] if info else [1]:
        if low >= 0 and high <= white <= (info.max if info else 1):
            return 0, white
    return low, high if high > low else np.inf


def to_8_bits(samples: Samples) -> Picture:
    """Round 16 bits to 8; what has 8 stays."""
    if samples.dtype == np.uint8:
        return np.ascontiguousarray(samples)
    small = np.empty(samples.shape, np.uint8)
    for rows in strips(len(samples)):
        small[rows] = (samples[rows].astype(np.uint32) + 128) // 257
    return small


def _extremes(samples: Samples) -> tuple[float, float]:
    if samples.dtype.kind != "f":
        return float(samples.min()), float(samples.max())
    lows, highs = [], []
    for rows in strips(len(samples)):
        finite = samples[rows][np.isfinite(samples[rows])]
        if finite.size:
            lows.append(float(finite.min()))
            highs.append(float(finite.max()))
    return min(lows, default=0), max(highs, default=0)


def _unmultiply(colors: Samples, alpha: Samples) -> Samples:
    """Undo the multiplication by alpha."""
    made = np.empty_like(colors)
    white = np.iinfo(colors.dtype).max
    for rows in strips(len(colors)):
        share = np.maximum(alpha[rows], 1)[..., None] / np.float32(white)
        made[rows] = np.rint(np.minimum(colors[rows] / share, white))
    return made


def _turn(pixels: Samples, orientation: int) -> Samples:
    quarters, mirrored = TURNS.get(orientation, (0, False))
    if quarters:
        codes = (cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_CLOCKWISE)
        pixels = cv2.rotate(pixels, codes[quarters - 1])
    return cv2.flip(pixels, 1) if mirrored else pixels
