"""The words for colours that the studio knows: its own, and those of CSS."""

import functools
import re
from dataclasses import dataclass
from difflib import get_close_matches

from PIL.ImageColor import colormap, getrgb

from studio.language import _

NAMES: dict[str, str] = {
    _("black"): "#101010", _("charcoal"): "#36393d", _("dark gray"): "#555555",
    _("gray"): "#808080", _("light gray"): "#b9b9b9", _("silver"): "#d0d3d6", _("white"): "#f8f8f8",
    _("ivory"): "#f4f0dc", _("cream"): "#f3e6bf", _("beige"): "#d9c7a0", _("sand"): "#c8ad7f",
    _("straw"): "#d8c46a", _("khaki"): "#a39a68", _("taupe"): "#8b7d6b", _("stone"): "#928e85",
    _("slate"): "#5d6873", _("pale skin"): "#eac9b0", _("rosy skin"): "#dca596",
    _("skin"): "#d8a283", _("tanned skin"): "#a8714f", _("brown skin"): "#87583d",
    _("dark skin"): "#5f4033", _("peach"): "#f3b58f", _("apricot"): "#eba264",
    _("salmon"): "#e88a72", _("coral"): "#e86f54", _("pale pink"): "#efcfdc", _("pink"): "#e9a5b4",
    _("bright pink"): "#ff4faf", _("hot pink"): "#f0206f", _("rose"): "#cf6d82",
    _("dark rose"): "#9f3f5f", _("lavender pink"): "#df8fcf", _("orchid"): "#cf5fcf",
    _("magenta"): "#b83a8c", _("dark magenta"): "#8f007f", _("mauve"): "#8f6f7f",
    _("plum"): "#6f3a63", _("aubergine"): "#3f1f3f", _("wine"): "#6a2233", _("maroon"): "#5b1f22",
    _("crimson"): "#a81c34", _("dark red"): "#7f0808", _("red"): "#c9302c",
    _("bright red"): "#ff1f1f", _("brick"): "#9c4a36", _("rust"): "#a2522a",
    _("terracotta"): "#c0714f", _("orange"): "#e38330", _("amber"): "#e0a23b", _("gold"): "#c99a2e",
    _("mustard"): "#b48a28", _("yellow"): "#e8cf3f", _("lemon"): "#efe38a", _("pear"): "#cfef6f",
    _("olive"): "#6f6a2f", _("moss"): "#5b6a35", _("dark moss"): "#1f2f0f",
    _("pea green"): "#7f8f08", _("lime"): "#9bbf3d", _("bright green"): "#5fdf4f",
    _("pale green"): "#bfffbf", _("grass green"): "#5c8a3a", _("leaf green"): "#3f7236",
    _("forest green"): "#2c4f2e", _("kelly green"): "#089f10", _("green"): "#3a9350",
    _("emerald"): "#3fbf6f", _("jade"): "#08af8f", _("aquamarine"): "#2fefbf", _("sage"): "#93a588",
    _("mint"): "#a5d6b5", _("sea green"): "#3d8c77", _("dark teal"): "#083f4f",
    _("teal"): "#2b7478", _("turquoise"): "#46b3b3", _("cyan"): "#4fdfef",
    _("pale aqua"): "#bfffef", _("turquoise blue"): "#1f9fbf", _("pale blue"): "#bdd3e3",
    _("sky blue"): "#84b4dc", _("steel blue"): "#5b85a6", _("blue"): "#3669b5",
    _("bright blue"): "#3f4fff", _("denim"): "#3f5878", _("navy"): "#22304f",
    _("indigo"): "#3e3d84", _("dark violet"): "#2f086f", _("periwinkle"): "#8f7fdf",
    _("lavender"): "#b6abd8", _("violet"): "#7a5aa6", _("purple"): "#643a7d",
    _("blue violet"): "#5f2fbf", _("electric purple"): "#af3fef", _("chocolate"): "#4f3324",
    _("brown"): "#704a2f", _("umber"): "#4f3f0f", _("wood"): "#8f6540", _("caramel"): "#b07c48",
    _("sepia"): "#7b6246", _("bronze"): "#907f51", _("drab"): "#70613b", _("dark olive"): "#464a13",
    _("dark taupe"): "#514a3b", _("warm gray"): "#69625a", _("cool gray"): "#9ca4ac",
    _("putty"): "#c3baa9", _("mushroom"): "#a38778", _("cocoa"): "#81645a",
    _("dark mauve"): "#644f55", _("army green"): "#4b533c", _("gray moss"): "#697154",
    _("pale sage"): "#c5c9b7", _("gray sage"): "#849d97", _("gray green"): "#667f79",
    _("pine"): "#455c57", _("mist"): "#a9c3bd", _("mist blue"): "#8fb4c0",
    _("gray teal"): "#537883", _("blue gray"): "#7c879a", _("dark slate"): "#414a59",
    _("ocean blue"): "#1f6c90",
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
