"""`colorstudio open`: start the studio in the browser."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.report import exit_on_error
from studio.errors import StudioError

ROOT = Path(__file__).resolve().parents[2]


def launch(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Start the studio; stop it with Ctrl+C."""
    home = ROOT / "Home.py"
    with exit_on_error():
        if not home.is_file():
            raise StudioError(
                "the library without its pages",
                f"Home.py in {ROOT}",
                "install from a clone of the repository with `pip install -e .`",
            )
    command = [sys.executable, "-m", "streamlit", "run", str(home), f"--server.port={port}"]
    command.append(f"--server.headless={str(not browser).lower()}")
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from here
    os.execv(sys.executable, command)
