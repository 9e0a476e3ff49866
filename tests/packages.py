"""The studio as a package: its archives built, and installed into environments of their own."""

import os
import subprocess
import sys
import venv
from pathlib import Path


def build(source: Path, target: str, folder: Path) -> Path:
    """Build the `wheel` or the `sdist` of a source tree into an empty folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    subprocess.run([*command, "--directory", folder], cwd=source, check=True, capture_output=True)
    (archive,) = folder.iterdir()
    return archive


class Environment:
    """An environment with the studio in it, the home of a person, and an empty folder.

    What the studio stands on is seen where it is installed already; the studio there is not.
    """

    def __init__(self, folder: Path, archive: Path) -> None:
        self.root, self.home, self.empty = (folder / name for name in ("env", "home", "empty"))
        self.home.mkdir(parents=True)
        self.empty.mkdir()
        venv.create(self.root)
        (self.site,) = self.root.glob("lib/python*/site-packages")
        others = [path for path in sys.path if path.endswith("site-packages")]
        (self.site / "others.pth").write_text("\n".join(others))
        pip = [sys.executable, "-m", "pip", "--python", self.root, "install", "--quiet"]
        offline = ["--no-deps", "--no-index", "--no-build-isolation"]
        subprocess.run([*pip, *offline, archive], check=True)

    @property
    def data(self) -> Path:
        """Where that person's own data lie, on Linux."""
        return self.home / ".local/share/colorization-studio"

    def command(self, *arguments: object) -> list[str]:
        return [str(self.root / "bin/colorstudio"), *map(str, arguments)]

    @property
    def settings(self) -> dict:
        """How a person who works in the empty folder starts a process."""
        return {"cwd": self.empty, "env": {"PATH": os.environ["PATH"], "HOME": str(self.home)}}

    def run(self, *arguments: object) -> str:
        """Run `colorstudio`; return what it prints."""
        command = self.command(*arguments)
        return subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, **self.settings
        ).stdout

    def state(self) -> dict[Path, int]:
        """Return every file of the environment with its time of change."""
        return {path: path.stat().st_mtime_ns for path in self.root.rglob("*") if path.is_file()}
