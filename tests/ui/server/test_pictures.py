"""Pictures on their way to browsers: found by their addresses while there is room."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from streamlit import config

from studio.ui.server import pictures
from studio.ui.server.pictures import Pictures

FIRST, SECOND, THIRD = b"one", b"two", b"three"


def test_a_picture_is_found_by_its_digest():
    store = Pictures()
    digests = [store.add(picture) for picture in (FIRST, SECOND, FIRST)]
    assert [store.find(digest) for digest in digests] == [FIRST, SECOND, FIRST]


def test_where_room_is_short_those_named_last_are_kept():
    store = Pictures(most=8)
    first, second = store.add(FIRST), store.add(SECOND)
    store.add(FIRST)
    third = store.add(THIRD)
    assert [store.find(digest) for digest in (first, second, third)] == [FIRST, None, THIRD]


def test_a_picture_larger_than_all_room_is_kept_alone():
    store = Pictures(most=1)
    first, third = store.add(FIRST), store.add(THIRD)
    assert [store.find(first), store.find(third)] == [None, THIRD]


def test_what_was_forgotten_leaves_its_room():
    store = Pictures(most=6)
    first = store.add(FIRST)
    store.forget()
    digests = [store.add(picture) for picture in (SECOND, FIRST)]
    assert [store.find(digest) for digest in digests] == [SECOND, FIRST]
    assert digests[1] == first


@pytest.fixture(params=["", "photos", "/photos/"])
def base(request) -> Iterator[str]:
    """The path of the server, as it was started with."""
    before = config.get_option(pictures.BASE)
    config.set_option(pictures.BASE, request.param)
    yield request.param
    config.set_option(pictures.BASE, before)


def test_addresses_lie_under_the_path_of_the_server(base):
    folder = PurePosixPath(pictures.name_address(FIRST)).parent
    assert folder == PurePosixPath("/", base.strip("/"), "pictures")
    assert PurePosixPath(pictures.make_route().path).parent == folder
