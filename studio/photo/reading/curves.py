"""Curves: what the levels of a file mean where it says so by a number, not by a profile.

References
----------
.. [1] W3C, Portable Network Graphics (PNG) Specification (Third Edition), 2025: gAMA, cICP.
.. [2] ITU-T H.273, 2024: the code points of cICP.
.. [3] ITU-R BT.2408-7, 2023: graphics white is 203 cd/m2 in PQ, 75 % in HLG.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Samples, Wide
from studio.color.srgb import Shares, linear_to_srgb, srgb_to_linear
from studio.language import _
from studio.photo.reading.raster import WHITE, strips, to_8_bits

SRGB_GAMMA = 1 / 2.2  # stands for the curve of sRGB, as all writers mean it
SRGB, PQ, HLG = 13, 16, 18
BT709, UNSPECIFIED = 1, 2  # primaries
PAPER = 203 / 10_000  # of PQ: white that is no lamp and no glare [3]
HLG_PAPER = (np.exp((0.75 - 0.55991073) / 0.17883277) + 0.28466892) / 12

SRGB_XY = np.array([[0.3127, 0.329], [0.64, 0.33], [0.3, 0.6], [0.15, 0.06]])  # white, R, G, B
NEAR = 0.002  # of chromaticities that mean the same, rounded as they are by writers
SRGB_TO_XYZ = np.array(
    [
        [0.4123908, 0.3575843, 0.1804808],
        [0.2126390, 0.7151687, 0.0721923],
        [0.0193308, 0.1191948, 0.9505322],
    ]
)
BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)

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


def _of_pq(level: Shares) -> Shares:
    root = level ** (1 / 78.84375)
    light = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return light ** (1 / 0.1593017578125) / PAPER


def _of_hlg(level: Shares) -> Shares:
    bright = (np.exp((np.maximum(level, 0.5) - 0.55991073) / 0.17883277) + 0.28466892) / 12
    light = np.where(level <= 0.5, level**2 / 3, bright)
    return light / HLG_PAPER


_TRANSFERS: dict[int, Callable[[Shares], Shares]] = {
    **dict.fromkeys((1, 6, 14, 15), _of_bt709),
    4: lambda level: level**2.2,
    5: lambda level: level**2.8,
    8: lambda level: level,
    SRGB: srgb_to_linear,
    PQ: _of_pq,
    HLG: _of_hlg,
}
_BRIGHT = {PQ: "PQ", HLG: "HLG"}


@dataclass(frozen=True, eq=False)
class Curve:
    """What levels mean."""

    light: Shares  # float64 (65536,): linear light of each level of 16 bits, a share of white
    matrix: Shares | None = None  # float64 (3, 3): brings linear RGB to the primaries of sRGB
    note: str = ""  # what cannot be kept, for the person

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
    if len(content) != 4 or content[2]:
        return None
    return of_code_points(content[0], content[1], full=bool(content[3]))


def of_code_points(primaries: int, transfer: int, *, full: bool) -> Curve | None:
    """Return the curve of levels that code points describe [2]; None if one is unknown.

    What is brighter than paper, as of PQ and HLG, becomes white.
    """
    if primaries not in _PRIMARIES or transfer not in _TRANSFERS:
        return None
    level = np.linspace(0, 1, WHITE + 1)
    if not full:  # narrow range: black is 16 of 255, white 235
        level = ((level * 255 - 16) / 219).clip(0, 1)
    to_srgb = _PRIMARIES[primaries]
    matrix = None if to_srgb is None else np.array(to_srgb)
    kind = _BRIGHT.get(transfer)
    note = _("Lights brighter than paper ({kind}, of high dynamic range) became white.", kind=kind)
    return Curve(_TRANSFERS[transfer](level), matrix, note if kind else "")


def of_chromaticities(gamma: float, content: bytes) -> Curve | None:
    """Return the curve of a gAMA and a cHRM chunk; None if they mean sRGB, or nothing.

    The latter's content is 32 bytes; primaries on one line mean nothing.
    """
    xy = np.array(struct.unpack(">8I", content)).reshape(4, 2) / 100_000
    sides = xy[2:] - xy[1]
    is_triangle = abs(float(np.linalg.det(sides))) > NEAR and xy[:, 1].min() > 0
    if gamma <= 0 or not is_triangle or np.abs(xy - SRGB_XY).max() < NEAR:
        return of_gamma(gamma)
    white, primaries = _xyz(xy[0]), np.stack([_xyz(each) for each in xy[1:]], -1)
    to_xyz = primaries * np.linalg.solve(primaries, white)
    cones = BRADFORD @ _xyz(SRGB_XY[0]) / (BRADFORD @ white)
    adapted = np.linalg.inv(BRADFORD) @ np.diag(cones) @ BRADFORD @ to_xyz
    return Curve(np.linspace(0, 1, WHITE + 1) ** (1 / gamma), np.linalg.inv(SRGB_TO_XYZ) @ adapted)


def _xyz(xy: Shares) -> Shares:
    return np.array([xy[0], xy[1], 1 - xy[0] - xy[1]]) / xy[1]


LINEAR = Curve(np.linspace(0, 1, WHITE + 1))


def _levels(light: Shares) -> Wide:
    return np.rint(linear_to_srgb(light).clip(0, 1) * WHITE).astype(np.uint16)
