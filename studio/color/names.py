"""Names of colours in plain words, for people who choose by them and for those who hear them."""

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import skimage

from studio.color.lab import rgb_to_lab
from studio.color.srgb import hex_to_rgb

NAMES = {
    "black": "#101010", "charcoal": "#36393d", "dark gray": "#555555", "gray": "#808080",
    "light gray": "#b9b9b9", "silver": "#d0d3d6", "white": "#f8f8f8", "ivory": "#f4f0dc",
    "cream": "#f3e6bf", "beige": "#d9c7a0", "sand": "#c8ad7f", "straw": "#d8c46a",
    "khaki": "#a39a68", "taupe": "#8b7d6b", "stone": "#928e85", "slate": "#5d6873",
    "skin": "#d8a283", "pale skin": "#eac9b0", "tanned skin": "#a8714f", "dark skin": "#6b4533",
    "peach": "#f3b58f", "apricot": "#eba264", "salmon": "#e88a72", "coral": "#e86f54",
    "pink": "#e9a5b4", "rose": "#cf6d82", "magenta": "#b83a8c", "plum": "#6f3a63",
    "wine": "#6a2233", "maroon": "#5b1f22", "crimson": "#a81c34", "red": "#c9302c",
    "brick": "#9c4a36", "rust": "#a2522a", "terracotta": "#c0714f", "orange": "#e38330",
    "amber": "#e0a23b", "gold": "#c99a2e", "mustard": "#b48a28", "yellow": "#e8cf3f",
    "lemon": "#efe38a", "olive": "#6f6a2f", "moss": "#5b6a35", "lime": "#9bbf3d",
    "grass green": "#5c8a3a", "leaf green": "#3f7236", "forest green": "#2c4f2e",
    "green": "#3a9350", "sage": "#93a588", "mint": "#a5d6b5", "sea green": "#3d8c77",
    "teal": "#2b7478", "turquoise": "#46b3b3", "pale blue": "#bdd3e3", "sky blue": "#84b4dc",
    "steel blue": "#5b85a6", "blue": "#3669b5", "denim": "#3f5878", "navy": "#22304f",
    "indigo": "#3e3d84", "lavender": "#b6abd8", "violet": "#7a5aa6", "purple": "#643a7d",
    "chocolate": "#4f3324", "brown": "#704a2f", "wood": "#8f6540", "caramel": "#b07c48",
    "sepia": "#7b6246",
}  # fmt: skip


def name(color: str) -> str:
    """Return the name of the colour that looks most like #rrggbb, by CIEDE2000.

    Examples
    --------
    >>> name("#87b3da"), name("#9b4b38")
    ('sky blue', 'brick')
    """
    return names([color])[0]


def names(colors: Sequence[str]) -> list[str]:
    """Return names of colours that stand beside one another: the nearest that none before it has.

    There may be no more colours, #rrggbb each, than there are names.
    """
    chosen: list[str] = []
    for color in colors:
        near = skimage.color.deltaE_ciede2000(_convert_names(), _lab(color)[None]).argsort()
        chosen.append(next(known for known in np.array(list(NAMES))[near] if known not in chosen))
    return [str(known) for known in chosen]


@functools.cache
def _convert_names() -> npt.NDArray[np.float32]:
    return rgb_to_lab(hex_to_rgb(*NAMES.values()))[0]


def _lab(color: str) -> npt.NDArray[np.float32]:
    return rgb_to_lab(hex_to_rgb(color))[0, 0]
