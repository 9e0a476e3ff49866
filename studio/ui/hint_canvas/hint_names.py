"""The names of hints and of their colours, as people read them."""

from studio.color import names
from studio.language import _
from studio.recipe.hint_edits import Hint
from studio.ui.language import tell

KINDS = {"point": _("Point {n}"), "stroke": _("Stroke {n}")}


def tell_name(name: str) -> str:
    """Return what a hint is called, such as "point 3"."""
    kind, number = name.split()
    return tell(KINDS[kind], n=int(number))


def tell_color(color: str) -> str:
    """Return the name of a colour, or #rrggbb where none is true of it."""
    return tell(names.name(color)) or color


def describe(name: str, hint: Hint) -> str:
    """Return what a hint is called, and its colour."""
    return f"{tell_name(name)}, {tell_color(hint.color)}"
