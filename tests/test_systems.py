"""The studio can be installed where README says, with what README says."""

import os

import pytest

from benchmarks import systems

pytestmark = [pytest.mark.slow, pytest.mark.process]


@pytest.fixture(scope="module")
def found():
    try:
        return systems.survey()
    except systems.NoIndexError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"needs a package index: {error}")


def test_what_is_promised_of_each_system_is_there(found):
    told = systems.read()
    assert set(told) == set(found)
    # more may be there by now: a package that is made for another system breaks no promise
    promised = {cell: text for cell, text in told.items() if text != systems.NOWHERE}
    assert {cell: found[cell] for cell in promised} == promised
