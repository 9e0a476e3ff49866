"""Documents: strict reading of decoded JSON, whatever it holds, into the values of a recipe.

A reader takes what an entry is called and what was found there, and returns the value or raises
:class:`RecipeError` naming the entry.
"""

import re
import reprlib
from collections.abc import Callable, Mapping
from typing import Any

from studio.errors import RecipeError

COLOR = re.compile("#[0-9a-f]{6}")

Reader = Callable[[str, object], Any]


def entries(name: str, value: object, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Read an object that has exactly the keys of `readers`."""
    if not isinstance(value, dict) or value.keys() != readers.keys():
        raise refusal(name, value, f"an object with {', '.join(sorted(readers)) or 'no keys'}")
    return {key: read(f"{name}, {key}", value[key]) for key, read in readers.items()}


def some_entries(name: str, value: object, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Read an object that has no other keys than those of `readers`; it may lack some."""
    if not isinstance(value, dict) or value.keys() - readers.keys():
        raise refusal(name, value, f"an object with {', '.join(readers)}")
    return entries(name, value, {key: read for key, read in readers.items() if key in value})


def items(name: str, value: object) -> list:
    """Read a list, without its items."""
    if not isinstance(value, list):
        raise refusal(name, value, "a list")
    return value


def flag(name: str, value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise refusal(name, value, "true or false")
    return value


def color(name: str, value: object) -> str:
    """Read a colour: #rrggbb, in lower case."""
    if not isinstance(value, str) or not COLOR.fullmatch(value.lower()):
        raise refusal(name, value, "a colour such as #b03a2e")
    return value.lower()


def number(low: float, high: float) -> Reader:
    """Make a reader of numbers within two bounds."""

    def read(name: str, value: object) -> float:
        # The comparison also turns away NaN, the infinities and integers too large for a float.
        if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        raise refusal(name, value, f"a number from {low:g} to {high:g}")

    return read


def text(most: int) -> Reader:
    """Make a reader of text of 1 to `most` letters."""

    def read(name: str, value: object) -> str:
        if not isinstance(value, str) or not 1 <= len(value) <= most:
            raise refusal(name, value, f"text of 1 to {most} letters")
        return value

    return read


def choice(*words: str) -> Reader:
    """Make a reader of one of some words."""

    def read(name: str, value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise refusal(name, value, f"one of {', '.join(words)}")
        return value

    return read


def limit(count: int, most: int, what: str) -> None:
    """Refuse more than `most` of something."""
    if count > most:
        raise RecipeError(f"{count:,} {what}", f"at most {most:,}", "remove some")


def refusal(name: str, value: object, expected: str) -> RecipeError:
    """Make the error for an entry that is not as expected."""
    return RecipeError(f"{name}: {_shorten(value)}", expected, "correct or remove it")


def _shorten(value: object) -> str:
    """Show what was met, however long or deep it is."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "an integer of many digits"
    if isinstance(value, dict):
        return f"an object with {reprlib.repr(list(value)) if value else 'no keys'}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return reprlib.repr(value)
