"""Numbers as a language writes them."""

from typing import Any

ENGLISH = "en"
SIGNS = {  # between thousands, before decimals, and behind shares
    "de": str.maketrans({",": ".", ".": ",", "%": "\N{NO-BREAK SPACE}%"})
}


def format_number(value: Any, asked: str, language: str) -> str:
    """Return a number as text, formatted as `format` does and with the language's own signs.

    Parameters
    ----------
    value
        Any number.
    asked : str
        What Python's format asks for: ",", ".1f", ".0%".
    language : str
        A tag of two letters.

    Examples
    --------
    >>> format_number(1234.5, ",.1f", "en"), format_number(1234.5, ",.1f", "de")
    ('1,234.5', '1.234,5')
    >>> format_number(0.6, ".0%", "de").split()
    ['60', '%']
    """
    return format(value, asked).translate(SIGNS.get(language, {}))
