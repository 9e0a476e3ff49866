"""The translations are those of what the studio says, and whole."""

import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from benchmarks import messages
from studio.language import LANGUAGES, format_number, po
from studio.language.catalog import FOLDER
from studio.language.numbers import ENGLISH

OTHERS = sorted(set(LANGUAGES) - {ENGLISH})


def texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def read(language: str) -> Iterator[Message]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        yield from (each for each in read_po(file, locale=language, abort_invalid=True) if each.id)


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS)
def test_the_file_has_what_is_said_now(language):
    expected = messages.update(language, messages.gather())
    assert (FOLDER / f"{language}.po").read_bytes() == expected


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language):
    assert messages.find_missing(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_a_guess(language):
    assert [each.id for each in read(language) if each.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_message(language):
    for message in read(language):
        if "python-brace-format" in message.flags and all(texts(message.string)):
            wanted = [places(text) for text in texts(message.id)]
            assert all(places(text) in wanted for text in texts(message.string)), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_a_file_is_read_as_babel_reads_it(language):
    found = po.read((FOLDER / f"{language}.po").read_text(encoding="utf-8"))
    assert found.texts == {
        texts(each.id)[0]: texts(each.string) for each in read(language) if all(texts(each.string))
    }


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_have_the_signs_of_their_language(language):
    group, point = get_group_symbol(language), get_decimal_symbol(language)
    assert format_number(1234.5, ",.1f", language) == f"1{group}234{point}5"
