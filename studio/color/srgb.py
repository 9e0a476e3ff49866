"""sRGB: its transfer curve, and colours written as #rrggbb.

References
----------
.. [1] IEC 61966-2-1:1999 (sRGB).
"""

import numpy as np
import numpy.typing as npt

from studio.color.arrays import Picture

Shares = npt.NDArray[np.floating]  # of white: 0 to 1


def srgb_to_linear(level: Shares) -> Shares:
    """Return the light of levels of sRGB, both shares of white."""
    return np.where(level > 0.04045, ((level + 0.055) / 1.055) ** 2.4, level / 12.92)


def linear_to_srgb(light: Shares) -> Shares:
    """Return the level of sRGB of some light, both shares of white."""
    return np.where(
        light > 0.0031308, 1.055 * np.maximum(light, 0) ** (1 / 2.4) - 0.055, light * 12.92
    )


def hex_to_rgb(*colors: str) -> Picture:
    """Return colours written as #rrggbb: a row of pixels, uint8 (1, N, 3).

    Examples
    --------
    >>> hex_to_rgb("#b03a2e", "#000080").tolist()
    [[[176, 58, 46], [0, 0, 128]]]
    """
    return np.array([[list(bytes.fromhex(color[1:])) for color in colors]], np.uint8)


def rgb_to_hex(pixel: npt.ArrayLike) -> str:
    """Write one colour, three levels of 0 to 255, as #rrggbb.

    Examples
    --------
    >>> rgb_to_hex((176, 58, 46))
    '#b03a2e'
    """
    return f"#{np.asarray(pixel, np.uint8).tobytes().hex()}"
