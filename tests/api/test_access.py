"""The token is its owner's alone."""

import os
import stat

import pytest

from studio.api import access
from studio.errors import OutputError


@pytest.fixture(autouse=True)
def no_token(monkeypatch):
    monkeypatch.delenv(access.TOKEN, raising=False)


def test_a_token_is_made_once_for_its_owner_alone():
    token = access.open_token()
    assert len(token) >= 43  # 256 bits
    assert access.open_token() == token
    if os.name != "nt":
        assert stat.S_IMODE(access.place().stat().st_mode) == 0o600
    assert [path.name for path in access.place().parent.iterdir()] == [access.FILE]


@pytest.mark.skipif(os.name == "nt", reason="has no such modes")
def test_a_token_that_others_may_read_is_refused_with_the_command_that_mends_it():
    access.open_token()
    access.place().chmod(0o644)
    with pytest.raises(OutputError, match="chmod 600"):
        access.open_token()


@pytest.mark.parametrize("token", ["short", "a b" * 20, "\xe9" * 20, "x" * 15, "line\nline" * 9])
def test_a_token_that_is_guessed_or_cannot_be_sent_is_refused(monkeypatch, token):
    monkeypatch.setenv(access.TOKEN, token)
    with pytest.raises(OutputError, match="16 letters"):
        access.open_token()


def test_the_environment_gives_the_token_without_a_file(monkeypatch):
    monkeypatch.setenv(access.TOKEN, "x" * 16)
    assert access.open_token() == "x" * 16
    assert not access.place().exists()
