"""One server for the tests of a module."""

from collections.abc import Iterator

import pytest
from served import Server

from studio import places


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the server keeps its files."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(folder) -> Iterator[Server]:
    """A server that trusts this computer."""
    served = Server()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(places.DATA, str(folder))
        served.service.store.make_place().close()  # opens it there, whatever a test's own folder is
    served.start()
    yield served
    served.stop()


@pytest.fixture
def elsewhere(server) -> Iterator[Server]:
    """The same server, for visitors from elsewhere."""
    server.trusted = False
    yield server
    server.trusted = True
