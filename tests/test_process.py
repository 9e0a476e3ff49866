"""Processes that crash, hang or take all memory end alone, and who asked them is told."""

import os
import signal
import time

import psutil
import pytest

from studio.errors import PhotoError
from studio.photo import photo
from studio.process import Limits, LostError, Reserve, UnforeseenError

pytestmark = pytest.mark.process


@pytest.fixture
def reserve():
    made = []

    def make(seconds=60, memory=2**30):
        made.append(Reserve(Limits(seconds=seconds, memory=memory), 1))
        return made[-1]

    yield make
    for one in made:
        one.close()


def lose(reserve, function, *given):
    """Return to what end a call brings its process."""
    with pytest.raises(LostError) as lost:
        reserve.call(function, *given)
    return lost.value.end


def test_a_call_that_hangs_is_ended_and_the_next_one_done(reserve):
    calls = reserve(seconds=2)
    first = calls.call(os.getpid)
    assert lose(calls, time.sleep, 60) == "time"
    assert not psutil.pid_exists(first)
    assert calls.call(int, "7") == 7


def test_a_process_that_does_not_even_listen_is_ended(reserve):
    calls = reserve(seconds=2)
    os.kill(calls.call(os.getpid), signal.SIGSTOP)
    assert lose(calls, len, bytes(10**7)) == "time"


def test_a_call_that_takes_all_memory_is_ended_and_the_next_one_done(reserve):
    calls = reserve(memory=300 * 2**20)
    assert lose(calls, list, range(10**9)) == "memory"
    assert calls.call(int, "7") == 7


def test_a_call_over_which_processes_crash_is_given_up_at_the_second(reserve):
    calls = reserve()
    assert lose(calls, os.abort) == "crash"
    assert calls.call(int, "7") == 7


def test_a_call_whose_process_was_killed_meanwhile_is_done_by_another(reserve):
    calls = reserve()
    first = calls.call(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert calls.call(os.getpid) != first


def test_what_a_call_raises_is_raised_and_its_process_lives_on(reserve):
    calls = reserve()
    first = calls.call(os.getpid)
    with pytest.raises(PhotoError, match="text file"):
        calls.call(photo.read, b"Dear reader", "")
    with pytest.raises(UnforeseenError, match="ValueError: invalid literal") as error:
        calls.call(int, "seven")
    assert "Traceback" in error.value.__notes__[0]
    assert calls.call(os.getpid) == first


def test_a_reserve_that_is_closed_does_nothing_more(reserve):
    calls = reserve()
    first = calls.call(os.getpid)
    calls.close()
    assert not psutil.pid_exists(first)
    assert lose(calls, int, "7") == "crash"
