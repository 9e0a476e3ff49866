"""`colorstudio update`: what brings the studio up to date, by the way it was installed."""

import json
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from urllib.request import url2pathname

import typer

from studio import __version__
from studio.cli.report import exit_on_error, say
from studio.errors import StudioError
from studio.language import _

NAME = "colorization-studio"  # of the package
OWN_TOOLS = f"{NAME}-program"  # the folder in which install.sh and install.ps1 keep it
IMAGE = Path("/opt/studio")  # where the container has it


@dataclass(frozen=True)
class Way:
    """How the studio was installed, and what installs a newer one."""

    title: str  # after "installed"
    command: tuple[str, ...]  # in `folder`, if there is one
    folder: Path | None = None  # of its source, which is to be brought up to date first

    @property
    def text(self) -> str:
        """The command, as it is typed."""
        command = shlex.join(self.command)
        return f"cd {shlex.quote(str(self.folder))} && {command}" if self.folder else command


def update(
    now: Annotated[
        bool, typer.Option("--now", help="Do it: the command asks the package index.")
    ] = False,
) -> None:
    """Say which command brings the studio up to date; nothing is looked up unless asked for."""
    way = find(Path(sys.prefix))
    about = {"version": __version__, "way": way.title, "place": sys.prefix}
    say(_("Colorization Studio {version}, installed {way}, in {place}.", **about))
    if way.folder:
        say(
            _(
                "It comes from {folder}: bring that up to date first, by `git pull` or a download.",
                folder=way.folder,
            )
        )
    if now:
        with exit_on_error():
            raise typer.Exit(_run(way))
    say(_("What installs the newer one: {command}", command=way.text))
    say(_("Nothing was looked up. `colorstudio update --now` gives that command."))


def _run(way: Way) -> int:
    """Run the command, and return how it ended."""
    if not shutil.which(way.command[0]):
        found = _("no {program} here", program=way.command[0])
        remedy = _("run `{command}` where it is", command=way.text)
        raise StudioError(found, _("what installed the studio"), remedy)
    return subprocess.call(way.command, cwd=way.folder)


def find(prefix: Path) -> Way:
    """Tell how what lies in an environment was installed."""
    folder, is_editable = _find_source()
    if prefix == IMAGE:
        return Way(_("in a container"), ("docker", "compose", "up", "--build"))
    if OWN_TOOLS in prefix.parts:
        return Way(_("by install.sh"), ("sh", "install.sh"), folder)
    if (prefix / "uv-receipt.toml").is_file():
        again = ("--reinstall-package", NAME)  # a folder has one version for long
        return Way(_("as a tool of uv"), ("uv", "tool", "upgrade", *again, NAME), folder)
    if (prefix / "pipx_metadata.json").is_file():
        return Way(_("by pipx"), ("pipx", "upgrade", NAME), folder)
    pip = (sys.executable, "-m", "pip", "install", "--upgrade")
    if is_editable:
        return Way(_("by pip, as a folder to work on"), (*pip, "-e", "."), folder)
    return Way(_("by pip"), (*pip, "." if folder else NAME), folder)


def _find_source() -> tuple[Path | None, bool]:
    """Return the folder that the package came from, if it did, and whether it runs from there."""
    try:
        text = metadata.distribution(NAME).read_text("direct_url.json") or "{}"
    except metadata.PackageNotFoundError:  # it runs where it lies
        return Path(__file__).resolve().parents[2], True
    source = json.loads(text)
    url = urlsplit(source.get("url", ""))
    if url.scheme != "file" or "dir_info" not in source:
        return None, False
    return Path(url2pathname(url.path)), bool(source["dir_info"].get("editable"))
