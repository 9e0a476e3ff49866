"""`colorstudio`: the studio from the command line.

Exit codes: 0 all done; 1 some input failed, each named on stderr with its reason; 2 wrong usage.
"""

import errno
import gc
import io
import os
import pkgutil
import sys
import threading
import warnings
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from studio import __version__
from studio.cli.app import App
from studio.cli.language import tell, translate_help
from studio.language import _

# where each is, imported when it runs because all together take a second, and what its help says
COMMANDS = {
    "auto": ("color:auto", _("Colour photos with one recipe.")),
    "hint": (
        "color:hint",
        _("Colour a photo with hints, or as another picture; each hint gets the colour asked for."),
    ),
    "render": (
        "color:render",
        _("Colour photos with a saved recipe: the same pixels as the studio's download."),
    ),
    "batch": (
        "batch:batch",
        _("Colour a folder of photos; the same command again does what is left."),
    ),
    "film": ("film:film", _("Colour a film with its sound; the same command again goes on.")),
    "segment": (
        "segment:segment",
        _("Write the class of each pixel as a PNG of class ids, and print the area of each class."),
    ),
    "pick": ("pick:pick", _("Write the mask of the thing under a click, or in a box.")),
    "tint": ("tint:tint", _("Tint one region of a photo, and leave every other pixel as it is.")),
    "predict": ("color:predict", _("Colour photos with the model of a training run.")),
    "open": ("launch:launch", _("Start the studio in the browser, or show the one that is open.")),
    "serve": ("launch:serve", _("Answer programs by HTTP, without pages: docs/api.md.")),
    "shortcut": ("shortcut:shortcut", _("Put the studio into the menu of programs.")),
    "update": ("update:update", _("Say which command brings the studio up to date.")),
    "models": ("models:app", _("List, install and verify models.")),
    "train": (
        "train:app",
        _("Train a colorizer on photos, a segmenter or a picker on labelled ones."),
    ),
    "evaluate": ("evaluate:app", _("Measure the quality of colours and of masks.")),
}


COLORING = ("auto", "hint", "render", "predict")  # those that colour in this process

# what libraries read as they are imported, and processes begun here after them
SETTINGS = {
    "PYDANTIC_DISABLE_PLUGINS": "__all__",  # else it asks each package installed for one: 10 ms
    "OPENBLAS_THREAD_TIMEOUT": "4",  # numpy's threads sleep; else they wait for work on a core
}


def _tell_full() -> int:
    """Say that nothing more can be printed, and let go of what is still to be; return the code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    full = tell("Found no room for what is printed, expected free space: free some.")
    typer.echo(full, err=True)
    return 1


class Commands(TyperGroup):
    """Lists the commands by the table, and imports the one that runs."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple:
        """Return the name, the command that it stands for, and the arguments left."""
        name, _command, rest = super().resolve_command(ctx, args)
        if name in COLORING:
            threading.Thread(target=_make_tables).start()
        command = load(str(name))
        gc.freeze()  # what is imported stays
        gc.enable()
        return name, command, rest

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run a command; letters that the terminal does not have are escaped, not fatal."""
        os.environ.update({name: SETTINGS[name] for name in SETTINGS if name not in os.environ})
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        warnings.filterwarnings("ignore", module=r"PIL\.")  # of damaged tags: not for a terminal
        gc.disable()  # imports leave little garbage, and looking for it takes a tenth of a photo
        translate_help(self)
        try:
            return super().main(*args, **settings)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            sys.exit(_tell_full())
        finally:
            gc.enable()


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},  # of all commands below, too
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, help="Say which version this is.")
    ] = False,
) -> None:
    """Turn black-and-white photos into colour. Colours are plausible, not recovered."""


def _make_tables() -> None:
    """Make the tables of L*a*b* while the rest is imported: OpenCV needs no Python for that."""
    from studio.color import lab

    lab.make_tables()


def load(name: str) -> Any:
    """Return a command of COMMANDS, imported now."""
    place, sentence = COMMANDS[name]
    found = pkgutil.resolve_name(f"studio.cli.{place}")
    if isinstance(found, typer.Typer):
        found.info.help = sentence
        return translate_help(get_group(found))
    alone = App(add_completion=False)
    alone.command(name, help=sentence)(found)
    return translate_help(get_command(alone))


def _list() -> None:
    """Stand for a command in the list."""


for name, (_place, sentence) in COMMANDS.items():
    app.command(name, help=sentence)(_list)
