"""The language that the browsers ask for: COLORSTUDIO_TEST_LANGUAGE, a tag; English without it.

Tests say what a page says in English, and as whole messages: `say` tells it in that language.
"""

import functools
import os
import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.pofile import read_po

from studio.language.catalog import FOLDER
from studio.language.numbers import ENGLISH, format_number
from studio.language.sentence import ASIDE

TAG = os.environ.get("COLORSTUDIO_TEST_LANGUAGE", ENGLISH)
END = re.compile(r"(?<=[.?!]) ")  # of a sentence
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")


def say(english: str) -> str:
    """Return what a page says instead of an English sentence; other words stay as they are."""
    known = _load()
    if english in known:
        return known[english]
    for pattern, message in _templates():
        if found := pattern.fullmatch(english):
            return _fill(known[message], found.groupdict())
    return english


def is_said(english: str, text: str) -> bool:
    """Tell whether a page says an English sentence, or one in which these words are."""
    if say(english) in text:
        return True
    found = (other for message, other in _load().items() if english in message)
    return any(_compile(other).search(text) for other in found)


def find_values(message: str, text: str, place: str = r"\S+") -> list[str]:
    """Return what stands in the places of a message that a page says; nothing if it does not."""
    told = message if TAG == ENGLISH else _load()[message]  # which the catalog must have
    found = _compile(told, place).search(text)
    return list(found.groupdict().values()) if found else []


@functools.cache
def _load() -> dict[str, str]:
    """Return the translations of messages, and of parts of them."""
    if TAG == ENGLISH:
        return {}
    with (FOLDER / f"{TAG}.po").open("rb") as file:
        catalog = read_po(file, locale=TAG)
    forms = [(_list(message.id), _list(message.string)) for message in catalog]
    pairs = (pair for form in forms for pair in zip(*form, strict=True))
    known = {one: other for one, other in pairs if one and other}
    return {**dict(_split(known)), **known}


def _list(forms) -> tuple[str, ...]:
    """Return the forms of a message: its singular and its plural, if it has one."""
    return (forms,) if isinstance(forms, str) else tuple(forms)


def _split(known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield parts of messages with their translations: what is not in brackets, and sentences."""
    for one, other in known.items():
        yield one.partition(ASIDE)[0], other.partition(ASIDE)[0]
        sentences, others = END.split(one), END.split(other)
        if len(sentences) == len(others):
            yield from zip(sentences, others, strict=True)


@functools.cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Return the messages with places as patterns, those that say most themselves first."""
    found = [message for message in _load() if "{" in message and _count_letters(message)]
    return [(_compile(message), message) for message in sorted(found, key=_count_letters)[::-1]]


@functools.cache
def _compile(message: str, place: str = ".+") -> re.Pattern[str]:
    """Return the pattern of a message, in whose places something stands."""
    pattern, named = "", set()
    for words, name, *_ in Formatter().parse(message):
        value = f"(?P={name})" if name in named else f"(?P<{name}>{place})"
        pattern += re.escape(words) + (value if name else "")
        named.add(name)
    return re.compile(pattern, re.DOTALL)


def _count_letters(message: str) -> int:
    return sum(len(words.strip()) for words, *_ in Formatter().parse(message))


def _fill(translation: str, values: dict[str, str]) -> str:
    """Put values, in English, into the places of a translation."""
    parts = Formatter().parse(translation)
    return "".join(
        words + (_translate(values[name], asked) if name else "") for words, name, asked, _ in parts
    )


def _translate(value: str, asked: str) -> str:
    """Return a value as its place asks for it."""
    if NUMBER.fullmatch(value):
        return _swap_signs(value)
    told = say(value[:1].lower() + value[1:]) if asked == "capital" else say(value)
    return told[:1].upper() + told[1:] if asked == "capital" else told


def _swap_signs(number: str) -> str:
    """Return a number as the language writes it."""
    places = len(number.partition(".")[2])
    group = "," if "," in number else ""
    return format_number(float(number.replace(",", "")), f"{group}.{places}f", TAG)
