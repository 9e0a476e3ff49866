"""Digests of a model's folder that nobody published: recorded at its first use, checked later."""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from studio.errors import CorruptWeightsError
from studio.models.catalog import WeightFile
from studio.models.weights.digests import digest

NAME = "digests.json"


def required(root: Path, contents: Sequence[str]) -> tuple[WeightFile, ...]:
    """Return the files in `root` that match the patterns, of unknown size and digest.

    A pattern that nothing matches stands for itself: as the name of a file that is missing.
    """
    names = [
        name
        for pattern in contents
        for name in sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))
        or [pattern]
    ]
    return tuple(WeightFile(name) for name in names)


def write(root: Path, contents: Sequence[str]) -> None:
    """Record every file in `root`, the required ones first."""
    names = [file.name for file in required(root, contents)]
    others = sorted(p.relative_to(root).as_posix() for p in root.rglob("[!.]*") if p.is_file())
    known = dict.fromkeys([*names, *others])
    files = [WeightFile(n, (root / n).stat().st_size, digest(root / n)) for n in known]
    text = json.dumps({"files": [asdict(file) for file in files]}, indent=2)
    with contextlib.suppress(OSError):  # where nothing can be written, nothing can be changed
        new = root / f".{NAME}"
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(root / NAME)


def read(root: Path) -> tuple[WeightFile, ...]:
    """Return the files recorded in `root`; none if it was never used.

    Raises
    ------
    CorruptWeightsError
        If there is a record that `write` did not write.
    """
    path = root / NAME
    if not path.exists():
        return ()
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return tuple(WeightFile(file["name"], file["size"], file["sha256"]) for file in files)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CorruptWeightsError(
            f"a damaged {path}",
            "the digests of the files beside it",
            f"run `colorstudio models install {root.name}`",
        ) from error
