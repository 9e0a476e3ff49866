"""Translations: one PO file for each language beside this module, of which English needs none."""

import functools
from collections.abc import Iterable
from numbers import Number
from pathlib import Path
from types import MappingProxyType
from typing import Any

from studio.language import po
from studio.language.numbers import ENGLISH, format_number
from studio.language.sentence import English, Sentence

LANGUAGES = MappingProxyType({ENGLISH: "English", "de": "Deutsch"})  # each by its own name
FOLDER = Path(__file__).parent


def translate(text: str, language: str) -> str:
    """Return a sentence in a language: its English where there is no translation.

    Text that is no `Sentence`, and is no message either, stays as it is.
    """
    if language == ENGLISH or not text:
        return str(text)
    known = _load(language)
    if not isinstance(text, Sentence):
        return known.find(text) or text
    message = known.find(text.message, text.values.get("n", 1) if text.plural else 1)
    if message is None:  # its values may be in the language nevertheless
        message = text.chosen
    return Foreign(language).vformat(message, (), text.values) if text.values else message


def choose_language(wanted: Iterable[str]) -> str:
    """Return the first language of those wanted that there is, else English.

    Examples
    --------
    >>> choose_language(["fr-FR", "de-CH", "en"]), choose_language(["fr"])
    ('de', 'en')
    """
    tags = (tag.replace("_", "-").partition("-")[0].lower() for tag in wanted)
    return next((tag for tag in tags if tag in LANGUAGES), ENGLISH)


class Foreign(English):
    """Puts values into the places of a translated message."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, asked: str) -> str:
        """Return the text of a value: sentences translated, numbers as they are written there."""
        if isinstance(value, Sentence):
            return super().format_field(translate(value, self.language), asked)
        if isinstance(value, Number):
            return format_number(value, asked, self.language)
        return super().format_field(value, asked)


@functools.cache
def _load(language: str) -> po.Translations:
    return po.read((FOLDER / f"{language}.po").read_text(encoding="utf-8"))
