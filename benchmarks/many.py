"""Ten thousand small photos in 200 folders: all done, memory flat, and nothing twice after kill -9.

    python -m benchmarks.many FOLDER

FOLDER is filled with 6 MB of photos, and their results twice, 150 MB; it takes ten minutes on two
cores. A first run is left alone and watched; a second one is killed twice and goes on.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import psutil

from studio.batch.journal import NAME

FOLDERS, EACH = 200, 50
EARLY, LATE = 1_000, 9_000  # photos done when memory is compared
KILLED = 3_000, 6_000  # photos done when all processes are killed


def main(root: Path) -> None:
    """Print a line of figures a run."""
    photos = root / "in"
    _fill(photos)
    out = root / "flat"
    process = _begin(photos, out)
    early, late = (_memory(process, out, done) for done in (EARLY, LATE))
    process.wait()
    _report(out)
    print(
        f"RSS at {EARLY:,}: {early:.0f} MiB, at {LATE:,}: {late:.0f} MiB, {late / early - 1:+.1%}"
    )
    out = root / "killed"
    for done in KILLED:
        process = _begin(photos, out)
        _memory(process, out, done)
        for one in (*process.children(), process):
            one.kill()
        process.wait()
    _begin(photos, out).wait()
    _report(out)


def _fill(photos: Path) -> None:
    for number in range(FOLDERS * EACH):
        chance = np.random.default_rng(number)
        coarse = chance.integers(0, 256, (6, 8), dtype=np.uint8)
        folder = photos / f"{number // EACH // 20:02}" / f"{number // EACH:03}"
        folder.mkdir(parents=True, exist_ok=True)
        gray = cv2.resize(coarse, (64, 48), interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(folder / f"{number:05}.jpg"), gray)


def _begin(photos: Path, out: Path) -> psutil.Popen:
    command = [sys.executable, "-c", "from studio.cli.main import app; app()"]
    return psutil.Popen([*command, "batch", photos, "-o", out], stderr=subprocess.DEVNULL)


def _memory(process: psutil.Popen, out: Path, done: int) -> float:
    """Return the MiB of a batch and its workers once so many photos are done."""
    while not out.is_dir() or _states(out)["done"] < done:
        time.sleep(0.5)
    return sum(one.memory_info().rss for one in (process, *process.children())) / 2**20


def _states(out: Path) -> Counter[str]:
    """Count the lines of a journal by what they say, half a line left out."""
    lines = (out / NAME).read_bytes().split(b"\n")[:-1] if (out / NAME).exists() else []
    return Counter(json.loads(line)["state"] for line in lines if line)


def _report(out: Path) -> None:
    lines = map(json.loads, filter(None, (out / NAME).read_text().splitlines()))
    done = [line["photo"] for line in lines if line["state"] == "done"]
    pictures = sum(1 for path in out.rglob("*") if path.suffix == ".png")
    parts = sum(1 for path in out.rglob("*.part"))
    print(
        f"{out.name}: {pictures:,} results, {len(done):,} lines done of {len(set(done)):,} photos, "
        f"{parts} parts left"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
