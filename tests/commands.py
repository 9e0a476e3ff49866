"""The commands, as tests give them."""

from functools import partial

from typer.testing import CliRunner

from studio.cli.main import app
from studio.models.registry import Registry


def invoke(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def place_weights(folder, monkeypatch):
    """Let the commands that segment look for weights in a folder."""
    for command in ("segment", "tint", "evaluate_masks"):
        placed = partial(Registry, folder=folder)
        monkeypatch.setattr(f"studio.cli.{command}.Registry", placed)
