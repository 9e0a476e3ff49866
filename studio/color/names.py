"""Names of colours in plain words, for people who choose by them and for those who hear them."""

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import skimage

from studio.color.lab import rgb_to_lab
from studio.color.srgb import hex_to_rgb
from studio.color.vocabulary import NAMES

SKIN = ("pale skin", "rosy skin", "skin", "tanned skin", "brown skin", "dark skin")
ALIKE = 11.0  # CIEDE2000 up to which a name is true of a colour: beyond 12 it is said to be wrong
AS_GOOD = 5.0  # CIEDE2000 by which another name may be farther


def name(color: str) -> str:
    """Return the name of the colour that looks most like #rrggbb; empty if none is alike.

    Examples
    --------
    >>> name("#87b3da"), name("#9b4b38"), name("#00002f")
    ('sky blue', 'brick', '')
    """
    return names([color])[0]


def names(colors: Sequence[str]) -> list[str]:
    """Return names of colours, #rrggbb each, that stand beside one another; empty where none fits.

    Each has the nearest name that none before it has, if that fits about as well as the nearest;
    else that one.
    """
    chosen: list[str] = []
    for color in colors:
        far = skimage.color.deltaE_ciede2000(_convert_names(), _lab(color)[None])
        good = min(ALIKE, far.min() + AS_GOOD)
        fitting = [list(NAMES)[place] for place in far.argsort() if far[place] <= good]
        free = [known for known in fitting if known not in chosen]
        chosen.append((free or fitting or [""])[0])
    return chosen


@functools.cache
def _convert_names() -> npt.NDArray[np.float32]:
    return rgb_to_lab(hex_to_rgb(*NAMES.values()))[0]


def _lab(color: str) -> npt.NDArray[np.float32]:
    return rgb_to_lab(hex_to_rgb(color))[0, 0]
