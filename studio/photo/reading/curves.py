"""Curves: what the levels of a file mean where it says so by a number, not by a profile.

References
----------
.. [1] W3C, Portable Network Graphics (PNG) Specification (Third Edition), 2025: gAMA, cICP.
.. [2] ITU-T H.273, 2024: the code points of cICP.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Samples, Wide
from studio.color.srgb import Shares, linear_to_srgb, srgb_to_linear
from studio.photo.reading.raster import WHITE, strips, to_8_bits

SRGB_GAMMA = 1 / 2.2  # stands for the curve of sRGB, as all writers mean it
SRGB = 13

# from linear RGB of other primaries to those of sRGB, all under D65: CSS Color 4, 17
_PRIMARIES = {
    1: None,
    9: (
        (1.660491, -0.587641, -0.072850),
        (-0.124550, 1.132900, -0.008349),
        (-0.018151, -0.100579, 1.118730),
    ),
    12: ((1.224940, -0.224940, 0.0), (-0.042057, 1.042057, 0.0), (-0.019638, -0.078636, 1.098274)),
}


def _of_bt709(level: Shares) -> Shares:
    return np.where(level < 0.081, level / 4.5, ((level + 0.099) / 1.099) ** (1 / 0.45))


_TRANSFERS: dict[int, Callable[[Shares], Shares]] = {
    **dict.fromkeys((1, 6, 14, 15), _of_bt709),
    4: lambda level: level**2.2,
    5: lambda level: level**2.8,
    8: lambda level: level,
    SRGB: srgb_to_linear,
}


@dataclass(frozen=True, eq=False)
class Curve:
    """What levels mean."""

    light: Shares  # float64 (65536,): linear light of each level of 16 bits, a share of white
    matrix: Shares | None = None  # float64 (3, 3): brings linear RGB to the primaries of sRGB

    @property
    def levels(self) -> Wide:
        """The level of sRGB for each level, both of 16 bits, without the matrix."""
        return _levels(self.light)

    def to_srgb(self, pixels: Samples) -> Samples:
        """Convert uint8 or uint16 pixels, of any shape, to sRGB of the same type."""
        if self.matrix is None or pixels.ndim == 2:
            table = self.levels
            return to_8_bits(table[::257])[pixels] if pixels.dtype == np.uint8 else table[pixels]
        made, light = np.empty_like(pixels), self.light
        light = light[::257] if pixels.dtype == np.uint8 else light
        for rows in strips(len(pixels)):
            wide = _levels(light[pixels[rows]] @ self.matrix.T)
            made[rows] = to_8_bits(wide) if pixels.dtype == np.uint8 else wide
        return made


def of_gamma(gamma: float) -> Curve | None:
    """Return the curve of levels that are light to the power of `gamma`; None if that is sRGB."""
    if gamma <= 0 or abs(gamma / SRGB_GAMMA - 1) < 0.01:
        return None
    return Curve(np.linspace(0, 1, WHITE + 1) ** (1 / gamma))


def of_cicp(content: bytes) -> Curve | None:
    """Return the curve that a cICP chunk asks for; None if it is unknown or not for RGB."""
    if len(content) != 4:
        return None
    primaries, transfer, matrix, full = content
    if matrix or primaries not in _PRIMARIES or transfer not in _TRANSFERS:
        return None
    level = np.linspace(0, 1, WHITE + 1)
    if not full:  # narrow range: black is 16 of 255, white 235
        level = ((level * 255 - 16) / 219).clip(0, 1)
    to_srgb = _PRIMARIES[primaries]
    return Curve(_TRANSFERS[transfer](level), None if to_srgb is None else np.array(to_srgb))


def _levels(light: Shares) -> Wide:
    return np.rint(linear_to_srgb(light).clip(0, 1) * WHITE).astype(np.uint16)
