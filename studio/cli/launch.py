"""`colorstudio open`: start the studio in the browser, or show the one that is open."""

import os
import subprocess
import sys
import webbrowser
from typing import Annotated

import typer

from studio import places
from studio.cli import instance
from studio.cli.report import exit_on_error, say

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
) -> None:
    """Start the studio; stop it with Ctrl+C, or by "Close the studio" on a page."""
    with exit_on_error():
        port = port or instance.claim()  # who names one wants one more
        if port is None:
            _show(instance.find_other(), browser=browser)
            return
    if until_closed:
        os.environ[places.UNTIL_CLOSED] = "1"
    home = places.app() / "Home.py"  # beside it lies .streamlit/, which Streamlit reads
    # -P: no module that happens to lie in a person's folder stands for one of ours
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(home)]
    command += [f"--server.port={port}", f"--server.headless={str(not browser).lower()}"]
    if os.name == "nt":  # where no process takes the place of another
        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _show(address: str, *, browser: bool) -> None:
    say(f"The studio is open at {address}")
    if browser:
        webbrowser.open(address)
