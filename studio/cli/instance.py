"""The studio that is open on this computer: one for each folder of a person's data."""

import http.client
import os
import socket
import time
from contextlib import closing, suppress

from studio import disk, places
from studio.errors import OutputError
from studio.language import _

HERE = "localhost"
FIRST, LAST = 8501, 8600  # ports that are tried
LOCK, RECORD = "open.lock", "open.port"
PATIENCE_S, BETWEEN_S = 60.0, 0.2  # that the other one has to come up, on a slow disk


def claim() -> int | None:
    """Return a free port for this process, which is the one from now on; None if another is.

    The kernel frees the lock when the process ends, or what takes its place.

    Raises
    ------
    OutputError
        If the data folder cannot be written, or no port is free.
    """
    with disk.raise_output_errors():
        places.data().mkdir(parents=True, exist_ok=True)
        lock = os.open(places.data() / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    if disk.lock(lock) == "another":
        os.close(lock)
        return None
    os.set_inheritable(lock, True)
    port = _find_port()
    disk.write(places.data() / RECORD, str(port).encode(), overwrite=True)
    return port


def find_other() -> str:
    """Return the address of the studio that is open, once it answers.

    Raises
    ------
    OutputError
        If it does not.
    """
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with suppress(OSError, ValueError, http.client.HTTPException):
            address = f"{HERE}:{int((places.data() / RECORD).read_text())}"
            _ask(address, "/_stcore/health")
            return f"http://{address}"
        time.sleep(BETWEEN_S)
    raise OutputError(
        _("a studio that is open and does not answer"),
        _("one that does"),
        _("end its process, and try again"),
    )


def has_api(address: str) -> bool:
    """Tell whether the studio at an address answers programs."""
    with suppress(OSError, http.client.HTTPException):
        kind = _ask(address.removeprefix("http://"), "/api/openapi.json")
        return kind == "application/json"
    return False


def check_free(port: int) -> None:
    """Check that a port is free.

    Raises
    ------
    OutputError
        If it is not.
    """
    if not _is_free(port):
        found = _("the port {port} taken", port=port)
        raise OutputError(found, _("one that is free"), _("name one: --port"))


def _ask(address: str, path: str) -> str:
    """Return the type of what a server answers; raises what stands in the way."""
    connection = http.client.HTTPConnection(address, timeout=BETWEEN_S * 5)
    with closing(connection):
        connection.request("GET", path)
        return connection.getresponse().headers.get_content_type()


def _is_free(port: int) -> bool:
    with suppress(OSError), socket.create_server(("127.0.0.1", port)):
        return True
    return False


def _find_port() -> int:
    for port in filter(_is_free, range(FIRST, LAST + 1)):
        return port
    found = _("no free port from {first} to {last}", first=FIRST, last=LAST)
    raise OutputError(found, _("one that is free"), _("name one: --port"))
