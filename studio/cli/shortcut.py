"""`colorstudio shortcut`: an entry in the menu of programs, for who needs no terminal."""

import os
import plistlib
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image

from studio import disk, places
from studio.cli.report import confirm, exit_on_error
from studio.errors import OutputError
from studio.language import LANGUAGES, _, translate

NAME, KEY = "Colorization Studio", "colorization-studio"
COMMENT = _("Colour black-and-white photos")
ICON = Path(__file__).with_name("icon.png")
LINK = "\n".join(
    (
        "$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:STUDIO_LINK)",
        "$link.TargetPath = $env:STUDIO_PROGRAM",
        '$link.Arguments = "open"',
        "$link.IconLocation = $env:STUDIO_ICON",
        "$link.WindowStyle = 7",
        "$link.Save()",
    )
)


def shortcut(
    remove: Annotated[bool, typer.Option("--remove", help="Take the entry away.")] = False,
) -> None:
    """Put the studio into the menu of programs: of Linux, the Start menu, or Applications."""
    ways = {"win32": _windows_entry, "darwin": _mac_entry}
    entry, icon, make = ways.get(sys.platform, _linux_entry)()
    with exit_on_error(), disk.raise_output_errors():
        for path in (entry, icon):
            _remove(path)
        if remove:
            for folder in (*entry.parents, *icon.parents):
                with suppress(OSError):  # where there is something else
                    folder.rmdir()
            confirm(_("{path} is gone.", path=entry))
            return
        for path in (entry, icon):
            path.parent.mkdir(parents=True, exist_ok=True)
        make(_program(), entry, icon)
    confirm(_("{path} is there.", path=entry))


def _linux_entry() -> tuple:
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    icon = data / f"icons/hicolor/256x256/apps/{KEY}.png"
    return data / f"applications/{KEY}.desktop", icon, _write_desktop_entry


def _windows_entry() -> tuple:
    menu = Path(os.environ["APPDATA"]) / "Microsoft/Windows/Start Menu/Programs"
    return menu / f"{NAME}.lnk", places.data() / "icon.ico", _write_link


def _mac_entry() -> tuple:
    bundle = Path.home() / f"Applications/{NAME}.app"
    return bundle, bundle / "Contents/Resources/icon.icns", _write_bundle


def _write_desktop_entry(program: Path, entry: Path, icon: Path) -> None:
    """Write an entry after the Desktop Entry Specification 1.5, in which `Exec` is quoted."""
    shutil.copyfile(ICON, icon)
    escaped = str(program).replace("\\", "\\\\\\\\").replace("%", "%%")
    for letter in '"`$':
        escaped = escaped.replace(letter, f"\\\\{letter}")
    lines = ["[Desktop Entry]", "Type=Application", f"Name={NAME}", f'Exec="{escaped}" open']
    comments = [f"Comment[{tag}]={translate(COMMENT, tag)}" for tag in LANGUAGES]
    lines += [f"Icon={icon}", f"Comment={COMMENT}", *comments, "Categories=Graphics;"]
    disk.write(entry, "\n".join([*lines, ""]).encode(), overwrite=True)


def _write_link(program: Path, entry: Path, icon: Path) -> None:
    with Image.open(ICON) as picture:
        picture.save(icon)
    told = {"STUDIO_LINK": str(entry), "STUDIO_PROGRAM": str(program), "STUDIO_ICON": str(icon)}
    shell = ["powershell", "-NoProfile", "-NonInteractive", "-Command", LINK]
    made = subprocess.run(shell, env=os.environ | told, capture_output=True)
    if made.returncode:
        found = _("a Start menu that takes no entry")
        raise OutputError(found, _("one that does"), _("make it by hand"))


def _write_bundle(program: Path, entry: Path, icon: Path) -> None:
    with Image.open(ICON) as picture:
        picture.save(icon)
    start = entry / "Contents/MacOS/start"
    start.parent.mkdir(parents=True)
    quoted = str(program).replace("'", "'\\''")
    disk.write(start, f"#!/bin/sh\nexec '{quoted}' open\n".encode(), overwrite=True)
    start.chmod(0o755)
    told = {"CFBundleName": NAME, "CFBundleExecutable": "start", "CFBundleIconFile": "icon"}
    told |= {"CFBundleIdentifier": f"local.{KEY}", "CFBundlePackageType": "APPL"}
    disk.write(entry / "Contents/Info.plist", plistlib.dumps(told), overwrite=True)


def _program() -> Path:
    """Return the command that is installed beside this Python."""
    name = "colorstudio.exe" if os.name == "nt" else "colorstudio"
    found = Path(sys.executable).parent / name
    if not found.is_file():
        remedy = _("install the studio with pip or uv")
        raise OutputError(_("no {path}", path=found), _("the command itself"), remedy)
    return found


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
