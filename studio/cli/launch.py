"""`colorstudio open`: start the studio in the browser."""

import os
import sys
from typing import Annotated

import typer

from studio import places


def launch(
    port: Annotated[
        int,
        typer.Option(
            min=1, max=65535, envvar="STREAMLIT_SERVER_PORT", help="Port on this machine."
        ),
    ] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Start the studio; stop it with Ctrl+C."""
    home = places.app() / "Home.py"  # beside it lies .streamlit/, which Streamlit reads
    # -P: no module that happens to lie in a person's folder stands for one of ours
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(home)]
    command += [f"--server.port={port}", f"--server.headless={str(not browser).lower()}"]
    os.execv(sys.executable, command)
