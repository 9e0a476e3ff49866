"""Which language it is."""

import pytest

from studio.cli import language as terminal
from studio.language import choose_language, format_number


@pytest.fixture
def environment(monkeypatch):
    for name in ("LANGUAGE", *terminal.VARIABLES):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(["de-AT"], "de"), (["de_DE.UTF-8"], "de"), (["fr", "de"], "de"), (["fr"], "en"), ([], "en")],
)
def test_the_first_language_that_there_is_is_chosen(wanted, chosen):
    assert choose_language(wanted) == chosen


def test_the_terminal_s_language_is_that_of_its_locale(environment):
    environment.setenv("LANG", "de_DE.UTF-8")
    assert terminal.current() == "de"


def test_language_comes_before_the_locale(environment):
    environment.setenv("LANG", "de_DE.UTF-8")
    environment.setenv("LANGUAGE", "en:de")
    assert terminal.current() == "en"


def test_the_locale_of_c_is_english(environment):
    environment.setenv("LC_ALL", "C.UTF-8")
    environment.setenv("LANGUAGE", "de")
    assert terminal.current() == "en"


def test_german_writes_numbers_in_its_own_way():
    assert format_number(1234.5, ",.1f", "de") == "1.234,5"
