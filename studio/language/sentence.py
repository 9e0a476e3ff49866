"""Text that knows what it was made of."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

# what may be asked of a part, as in "{found:bare}"
CAPITAL, SMALL, BARE, BOTH = "capital", "small", "bare", "Bare"
ASIDE = " ("  # begins what only a programmer asks for


class Sentence(str):
    """English text: a message, and the values in its places.

    Parameters
    ----------
    message : str
        English, and the key of its translations. Has places as `str.format` does, if there are
        values: "{found} in {name}". Places of other sentences may ask for more: `{found:capital}`
        begins with a capital letter, `{found:small}` with a small one, `{found:bare}` lacks what is
        added in brackets at its end, `{found:Bare}` has a capital letter besides.
    values : Mapping
        What stands in those places: text, numbers, and sentences, which are translated, too.
    plural : str
        The message for any number but one, which is `values["n"]`.

    Examples
    --------
    >>> sentence = Sentence("{found} in {name}", {"found": "an error", "name": "a.jpg"})
    >>> sentence, sentence.message
    ('an error in a.jpg', '{found} in {name}')
    """

    message: str
    values: Mapping[str, Any]
    plural: str
    chosen: str  # of the two messages, by the number

    def __new__(cls, message: str, values: Mapping[str, Any], plural: str = "") -> "Sentence":
        """Make the English of it."""
        chosen = plural if plural and values["n"] != 1 else message
        text = super().__new__(cls, English().vformat(chosen, (), values) if values else chosen)
        text.message, text.values, text.plural, text.chosen = message, values, plural, chosen
        return text

    def __reduce__(self) -> tuple:
        """Go from one process to another."""
        return Sentence, (self.message, dict(self.values), self.plural)


class English(Formatter):
    """Puts values into the places of an English message."""

    def format_field(self, value: Any, asked: str) -> str:
        """Return the text of a value as its place asks for it."""
        if asked == CAPITAL:
            return _capitalize(str(value))
        if asked == SMALL:
            return str(value)[:1].lower() + str(value)[1:]
        if asked == BARE:
            return _shorten(str(value))
        if asked == BOTH:
            return _capitalize(_shorten(str(value)))
        return format(value, asked)


def _(message: str, /, **values: Any) -> Sentence:
    """Return a sentence, to be told in the language of whoever reads it.

    Examples
    --------
    >>> _("{n:,} photos", n=1200)
    '1,200 photos'
    """
    return Sentence(message, values)


def ngettext(one: str, many: str, n: float, /, **values: Any) -> Sentence:
    """Return a sentence about a number, which both messages may name as `{n}`.

    Examples
    --------
    >>> ngettext("{n} photo", "{n} photos", 1), ngettext("{n} photo", "{n} photos", 2)
    ('1 photo', '2 photos')
    """
    return Sentence(one, {"n": n, **values}, many)


def join_sentences(parts: Iterable[Any], between: str = ", ") -> Sentence:
    """Return one sentence after the other, each to be translated by itself.

    Examples
    --------
    >>> join_sentences([_("{n} photos", n=3), "a.jpg"], "; ")
    '3 photos; a.jpg'
    """
    values = {f"part{number}": part for number, part in enumerate(parts)}
    places = (f"{{{name}}}" for name in values)
    return Sentence("{between}".join(places), {"between": between, **values})


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shorten(text: str) -> str:
    return text.partition(ASIDE)[0] if text.endswith(")") else text
