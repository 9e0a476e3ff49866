"""Sentences on the disk: what they were made of, so that a later process can tell them as well."""

import re
from collections.abc import Container
from string import Formatter
from typing import Any

from studio.language.sentence import BARE, BOTH, CAPITAL, SMALL, Sentence

# of a value in a place
ASKED = re.compile(rf",?(\.\d\d?)?[defg%]?|{CAPITAL}|{SMALL}|{BARE}|{BOTH}")


def sentence_to_json(sentence: str) -> Any:
    """Return what a sentence was made of, as JSON has it; None where its English tells as much."""
    return _value_to_json(sentence) if getattr(sentence, "values", None) else None


def json_to_sentence(made_of: Any, english: str) -> str:
    """Return a sentence as it was kept, beside its English.

    Where the two disagree, or anything else is wrong with what was kept, the English is all there
    is: a file that lies among a person's own may be damaged, or somebody else's.

    Examples
    --------
    >>> kept = sentence_to_json(Sentence("{n:,} photos", {"n": 1200}))
    >>> json_to_sentence(kept, "1,200 photos").message, json_to_sentence(kept, "no photos")
    ('{n:,} photos', 'no photos')
    """
    try:
        sentence = _make(made_of)
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        return english
    return sentence if sentence == english else english


def _value_to_json(value: Any) -> Any:
    if isinstance(value, Sentence):
        values = {name: _value_to_json(part) for name, part in value.values.items()}
        return {"message": value.message, "values": values, "plural": value.plural}
    return value if isinstance(value, int | float) else str(value)


def _make(made_of: Any) -> Any:
    """Make a sentence, or a value of one; raises one of many errors where it is none."""
    if not isinstance(made_of, dict):
        return made_of
    message, plural = made_of["message"], made_of["plural"]
    values = {name: _make(value) for name, value in made_of["values"].items()}
    if not isinstance(message, str) or (plural and not isinstance(values["n"], int)):
        raise TypeError(made_of)
    for text in (message, plural) if values else ():
        _check_places(text, values)
    return Sentence(message, values, plural)


def _check_places(message: str, values: Container[str]) -> None:
    """Refuse a message that asks values for more than their text: anybody may have written it."""
    for _, name, asked, _ in Formatter().parse(message):
        if name is not None and not (name in values and ASKED.fullmatch(asked or "")):
            raise ValueError(message)
