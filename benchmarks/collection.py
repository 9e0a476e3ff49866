"""Open, compare and colour every file of a folder, each in a process of its own.

    python -m benchmarks.collection FOLDER [--limit SECONDS]

Prints how many opened, were refused, and why; and names the files that differ from what each of
libvips (pyvips, where it is installed), tifffile, OpenCV and Pillow makes of them in a process of
its own, and those called damaged that libvips reads; what each should be may lie beside the folder
as ../expected/NAME.png. Exits with 1 if any of what must not be was
found.

What is compared is gray in 8 bits: the luma of both, upright. A pixel may differ by 2 levels, by 5
in lossy formats, and by as much where profiles are applied; one file in which a hundredth of the
pixels differs by more is wrong.
"""

import argparse
import functools
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.other_readers import LUMA, READERS
from studio.errors import StudioError
from studio.models.registry import Registry
from studio.photo.photo import Photo, open_file
from studio.recipe.recipe import Recipe
from studio.rendering.render import render

LIMIT_S = 60
LOSSY = ("JPEG", "WEBP", "AVIF", "HEIF", "JPEG2000")
OUTLIERS = 0.01  # share of pixels: edges where decoders smooth chroma in other ways
SMALL = 256  # pixels of the longer side that are coloured
MANAGED = (
    b"gAMA",
    b"cICP",
    b"iCCP",
    b"acsp",
    b"tRNS",
)  # say what levels mean, or what is seen through
MUST_BE_NONE = ("wrong pixels", "wrong alpha", "damaged, but libvips reads it", "crashed", "slow")


def main() -> None:
    """Look at all files, print the counts, and exit with 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=LIMIT_S, help="seconds a file")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(look_at(asked.folder)))
        return
    raise SystemExit(report(asked.folder, asked.limit, asked.workers))


def report(folder: Path, limit: int, workers: int) -> int:
    """Print what became of each kind of file; return how many kinds must not be there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(lambda path: _apart(path, limit), paths))
    counts = Counter(word for words in found for word in words)
    for word, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:6}  {word}")
    for path, words in zip(paths, found, strict=True):
        for word in words:
            if word.startswith(MUST_BE_NONE):
                print(f"{path.relative_to(folder)}: {word}")
    return int(any(word.startswith(MUST_BE_NONE) for word in counts))


def _apart(path: Path, limit: int) -> list[str]:
    """Look at a file in another process, which may crash or take too long."""
    command = [sys.executable, "-m", "benchmarks.collection", str(path), "--one"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return ["slow"]
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return [f"crashed ({done.returncode}): {''.join(last)[:100]}"]
    return json.loads(done.stdout.splitlines()[-1])


def look_at(path: Path) -> list[str]:
    """Open, compare and colour one file; return what is to be counted."""
    found = {name: made for name in READERS if (made := _read(name, path)) is not None}
    known = path.parent.parent / "expected" / f"{path.name}.png"
    if known.exists() and (right := _read("Pillow", known)) is not None:
        found["expected"] = right
    others = list(found.values())
    try:
        photo = open_file(path)
    except StudioError as error:
        words = [f"refused: {error.found}"]
        if "damaged" in error.found and "libvips" in found:
            words.append("damaged, but libvips reads it")
        return words
    render(photo, Recipe(model="levin2004"), Registry(), side=SMALL)
    managed = photo.alpha is not None or any(mark in path.read_bytes() for mark in MANAGED)
    if managed and not _has_libvips():
        return ["opened", "not compared: it takes libvips to know its colours or its alpha"]
    if (
        others
        and b"tiff:Orientation" in path.read_bytes()
        and others[0].shape[:2] != photo.rgb.shape[:2]
    ):
        return ["opened", "turned as its XMP asks, which no other reader does"]
    return ["opened", *_judged([compared(photo, other) for other in others])]


def _read(name: str, path: Path) -> np.ndarray | None:
    """Have another reader read a file, in a process that may crash; None if it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.npy"
        command = [sys.executable, "-m", "benchmarks.other_readers", name, str(path), str(made)]
        subprocess.run(command, capture_output=True, check=False)
        return np.load(made) if made.exists() else None


@functools.cache
def _has_libvips() -> bool:
    return importlib.util.find_spec("pyvips") is not None


def _judged(verdicts: list[list[str]]) -> list[str]:
    """One other reader that agrees will do: each errs in kinds that the rest reads right."""
    if not verdicts:
        return ["no other reader"]
    return min(verdicts, key=len) or ["right pixels and alpha"]


def compared(photo: Photo, other: np.ndarray) -> list[str]:
    """Compare a photo with another reader's gray and alpha, uint8 (H, W, 2): what is wrong."""
    if other.shape[:2] != photo.rgb.shape[:2]:
        return [f"wrong pixels: {photo.rgb.shape[:2]} instead of {other.shape[:2]}"]
    alpha = np.full(other.shape[:2], 255, np.uint8) if photo.alpha is None else photo.alpha
    seen = (alpha > 0) & (other[..., 1] > 0)
    words = []
    if _differ(alpha, other[..., 1], 2, np.ones_like(seen)):
        words.append("wrong alpha")
    if _differ(photo.rgb @ LUMA, other[..., 0], 5 if photo.format in LOSSY else 2, seen):
        words.append("wrong pixels")
    return words


def _differ(one: np.ndarray, other: np.ndarray, most: int, where: np.ndarray) -> bool:
    error = np.abs(one.astype(np.float32) - other)[where]
    return bool(error.size) and float((error > most + 0.51).mean()) > OUTLIERS


if __name__ == "__main__":
    main()
