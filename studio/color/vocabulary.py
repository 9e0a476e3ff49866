"""The words for colours that the studio knows: its own, and those of CSS."""

import functools
import re
from dataclasses import dataclass
from difflib import get_close_matches

from PIL.ImageColor import colormap, getrgb

NAMES = {
    "black": "#101010", "charcoal": "#36393d", "dark gray": "#555555", "gray": "#808080",
    "light gray": "#b9b9b9", "silver": "#d0d3d6", "white": "#f8f8f8", "ivory": "#f4f0dc",
    "cream": "#f3e6bf", "beige": "#d9c7a0", "sand": "#c8ad7f", "straw": "#d8c46a",
    "khaki": "#a39a68", "taupe": "#8b7d6b", "stone": "#928e85", "slate": "#5d6873",
    "pale skin": "#eac9b0", "rosy skin": "#dca596", "skin": "#d8a283", "tanned skin": "#a8714f",
    "brown skin": "#87583d", "dark skin": "#5f4033",
    "peach": "#f3b58f", "apricot": "#eba264", "salmon": "#e88a72", "coral": "#e86f54",
    "pale pink": "#efcfdc", "pink": "#e9a5b4", "bright pink": "#ff4faf", "hot pink": "#f0206f",
    "rose": "#cf6d82", "dark rose": "#9f3f5f", "lavender pink": "#df8fcf", "orchid": "#cf5fcf",
    "magenta": "#b83a8c", "dark magenta": "#8f007f", "mauve": "#8f6f7f", "plum": "#6f3a63",
    "aubergine": "#3f1f3f", "wine": "#6a2233", "maroon": "#5b1f22", "crimson": "#a81c34",
    "dark red": "#7f0808", "red": "#c9302c", "bright red": "#ff1f1f", "brick": "#9c4a36",
    "rust": "#a2522a", "terracotta": "#c0714f", "orange": "#e38330", "amber": "#e0a23b",
    "gold": "#c99a2e", "mustard": "#b48a28", "yellow": "#e8cf3f", "lemon": "#efe38a",
    "pear": "#cfef6f", "olive": "#6f6a2f", "moss": "#5b6a35", "dark moss": "#1f2f0f",
    "pea green": "#7f8f08", "lime": "#9bbf3d", "bright green": "#5fdf4f", "pale green": "#bfffbf",
    "grass green": "#5c8a3a", "leaf green": "#3f7236", "forest green": "#2c4f2e",
    "kelly green": "#089f10", "green": "#3a9350", "emerald": "#3fbf6f", "jade": "#08af8f",
    "aquamarine": "#2fefbf", "sage": "#93a588", "mint": "#a5d6b5", "sea green": "#3d8c77",
    "dark teal": "#083f4f", "teal": "#2b7478", "turquoise": "#46b3b3", "cyan": "#4fdfef",
    "pale aqua": "#bfffef", "turquoise blue": "#1f9fbf", "pale blue": "#bdd3e3",
    "sky blue": "#84b4dc", "steel blue": "#5b85a6", "blue": "#3669b5", "bright blue": "#3f4fff",
    "denim": "#3f5878", "navy": "#22304f", "indigo": "#3e3d84", "dark violet": "#2f086f",
    "periwinkle": "#8f7fdf", "lavender": "#b6abd8", "violet": "#7a5aa6", "purple": "#643a7d",
    "blue violet": "#5f2fbf", "electric purple": "#af3fef", "chocolate": "#4f3324",
    "brown": "#704a2f", "umber": "#4f3f0f", "wood": "#8f6540", "caramel": "#b07c48",
    "sepia": "#7b6246", "bronze": "#907f51", "drab": "#70613b", "dark olive": "#464a13",
    "dark taupe": "#514a3b", "warm gray": "#69625a", "cool gray": "#9ca4ac", "putty": "#c3baa9",
    "mushroom": "#a38778", "cocoa": "#81645a", "dark mauve": "#644f55", "army green": "#4b533c",
    "gray moss": "#697154", "pale sage": "#c5c9b7", "gray sage": "#849d97", "gray green": "#667f79",
    "pine": "#455c57", "mist": "#a9c3bd", "mist blue": "#8fb4c0", "gray teal": "#537883",
    "blue gray": "#7c879a", "dark slate": "#414a59", "ocean blue": "#1f6c90",
}  # fmt: skip

PLAIN = (
    "red", "orange", "yellow", "green", "teal", "blue", "navy", "purple", "pink", "brown",
    "beige", "white", "gray", "black",
)  # fmt: skip


def find(text: str) -> str:
    """Return the colour that a name stands for, #rrggbb; empty if nobody knows it.

    The studio's own names come before those of CSS; capitals, spaces and hyphens do not matter.

    Examples
    --------
    >>> find("red"), find("Dark Green"), find("greenish")
    ('#c9302c', '#006400', '')
    """
    known = _index().get(_fold(text))
    return known.color if known else ""


def resemble(text: str) -> list[str]:
    """Return names that are written much like a text; the plainest where none is.

    Examples
    --------
    >>> resemble("gren")[0], resemble("?")[:3]
    ('green', ['red', 'orange', 'yellow'])
    """
    index = _index()
    return [index[word].name for word in get_close_matches(_fold(text), index, 5)] or list(PLAIN)


@dataclass(frozen=True)
class _Named:
    """A colour that has a name."""

    name: str
    color: str  # #rrggbb


@functools.cache
def _index() -> dict[str, _Named]:
    """Return all named colours, by what of their names matters."""
    css = {name: "#{:02x}{:02x}{:02x}".format(*getrgb(name)[:3]) for name in colormap}
    return {_fold(name): _Named(name, color) for name, color in (css | NAMES).items()}


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()
