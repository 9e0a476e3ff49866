"""A few pictures are made at once, and not too many wait."""

import threading
from contextlib import ExitStack

import pytest

from studio.errors import StudioError
from studio.ui.work import queueing


@pytest.fixture
def narrow(monkeypatch):
    """One turn, and one place to wait in."""
    monkeypatch.setattr(queueing, "_places", threading.BoundedSemaphore(2))
    monkeypatch.setattr(queueing, "_free", threading.BoundedSemaphore(1))


def test_who_finds_too_many_waiting_is_told(narrow):
    waiting, begun = threading.Event(), threading.Event()

    def wait() -> None:
        waiting.set()
        with queueing.wait_turn():
            begun.set()

    with queueing.wait_turn():
        thread = threading.Thread(target=wait)
        thread.start()
        waiting.wait()
        while queueing._places._value:  # until it waits
            threading.Event().wait(0.01)
        assert not begun.is_set()
        with pytest.raises(StudioError, match="try again"), queueing.wait_turn():
            pass
    thread.join()
    assert begun.is_set()


def test_a_turn_is_given_back_when_its_work_fails(narrow):
    for _ in range(5):
        with pytest.raises(ValueError, match="x"), queueing.wait_turn():
            raise ValueError("x")
    with ExitStack() as stack:
        stack.enter_context(queueing.wait_turn())
