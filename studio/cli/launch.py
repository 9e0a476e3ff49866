"""`colorstudio open` and `serve`: the studio in the browser, and the studio for programs."""

import os
import subprocess
import sys
import webbrowser
from typing import Annotated

import typer

from studio import places
from studio.api import access
from studio.cli import instance
from studio.cli.report import exit_on_error, say
from studio.errors import OutputError
from studio.language import _

Port = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=65535,
        envvar="STREAMLIT_SERVER_PORT",
        help="Port on this machine; by default 8501, or the next one that is free.",
    ),
]


def launch(
    port: Port = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    until_closed: Annotated[
        bool, typer.Option("--until-closed", help="Stop when the last page is closed.")
    ] = False,
    api: Annotated[bool, typer.Option("--api", help="Answer programs, too: docs/api.md.")] = False,
) -> None:
    """Start the studio; stop it with Ctrl+C, or by "Close the studio" on a page."""
    with exit_on_error():
        port = port or instance.claim()  # who names one wants one more
        if port is None:
            _show(instance.find_other(), api=api, browser=browser)
            return
        if api:
            _offer_api(port, places.BESIDE)
    if until_closed:
        os.environ[places.UNTIL_CLOSED] = "1"
    _run(port, browser=browser)


def serve(
    port: Annotated[
        int, typer.Option(min=1, max=65535, envvar="STREAMLIT_SERVER_PORT", help="Its port.")
    ] = 8500,
    address: Annotated[
        str,
        typer.Option(envvar="STREAMLIT_SERVER_ADDRESS", help="Where to listen; 0.0.0.0 for all."),
    ] = "127.0.0.1",
) -> None:
    """Answer programs, without pages, until Ctrl+C: docs/api.md."""
    with exit_on_error():
        instance.check_free(port)
        _offer_api(port, places.ALONE)
    _run(port, f"--server.address={address}", browser=False)


def _offer_api(port: int, how: str) -> None:
    """Have the server answer programs, and say where; raises as `access.open_token` does."""
    access.open_token()
    os.environ[places.API] = how
    address = f"http://{instance.HERE}:{port}/api"
    say(_("The API is at {address}; docs/api.md says what it answers.", address=address))
    if access.TOKEN not in os.environ:
        say(_("Programs of other computers need the token in {path}.", path=access.place()))


def _run(port: int, *more: str, browser: bool) -> None:
    """Become the server."""
    home = places.app() / "Home.py"  # beside it lies .streamlit/, which Streamlit reads
    # -P: no module that happens to lie in a person's folder stands for one of ours
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(home)]
    command += [f"--server.port={port}", f"--server.headless={str(not browser).lower()}", *more]
    if os.name == "nt":  # where no process takes the place of another
        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _show(address: str, *, api: bool, browser: bool) -> None:
    """Show the studio that is open; an `OutputError` if it has no API, and is to."""
    if api and not instance.has_api(address):
        found = _("a studio that is open at {address} without the API", address=address)
        remedy = _("close it first, or start another: --port")
        raise OutputError(found, _("one with it"), remedy)
    say(_("The studio is open at {address}", address=address))
    if browser:
        webbrowser.open(address)
