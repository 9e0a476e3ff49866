"""A batch with one worker against two: photos a second, and memory of all its processes.

    python -m benchmarks.batch FOLDER [COUNT]

Takes the first COUNT photos of the folder, 200 by default. Each run is `colorstudio batch` as a
process of its own, its start included; memory is the highest sum of resident sizes over the process
and its children, sampled 20 times a second. Pages they share count more than once.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from studio.batch import jobs
from studio.batch.jobs import Job
from studio.recipe.recipe import Recipe

COUNT = 200
WORKERS = (1, 2)
SAMPLE_S = 0.05


def take(folder: Path, count: int, target: Path) -> None:
    """Copy the first photos of a folder."""
    for task in jobs.plan(Job(folder, target / "results", Recipe()))[:count]:
        copy = target / task.photo
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / task.photo, copy)


def measure(photos: Path, results: Path, workers: int) -> tuple[float, float]:
    """Run a batch; return its seconds and its peak memory in MB."""
    command = [sys.executable, "-c", "from studio.cli.main import app; app()"]
    command += ["batch", str(photos), "-o", str(results), "--workers", str(workers)]
    begun, peak = time.perf_counter(), 0.0
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            peak = max(peak, resident(psutil.Process(process.pid)))
            time.sleep(SAMPLE_S)
    return time.perf_counter() - begun, peak


def resident(root: psutil.Process) -> float:
    """Return the MB that a process and its children hold now."""
    try:
        tree = [root, *root.children(recursive=True)]
        return sum(process.memory_info().rss for process in tree) / 2**20
    except psutil.NoSuchProcess:  # one ended in between
        return 0.0


def main() -> None:
    """Print a table, and the ratio."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    rates = []
    with tempfile.TemporaryDirectory() as temporary:
        photos = Path(temporary) / "photos"
        take(folder, count, photos)
        total = len(jobs.plan(Job(photos, Path(temporary) / "none", Recipe())))
        for workers in WORKERS:
            seconds, peak = measure(photos, Path(temporary) / f"results-{workers}", workers)
            rates.append(total / seconds)
            print(f"{workers} workers: {rates[-1]:.2f} photos/s, {seconds:.1f} s, {peak:.0f} MB")
    print(f"{total} photos, {WORKERS[1]} workers against {WORKERS[0]}: {rates[1] / rates[0]:.2f}")


if __name__ == "__main__":
    main()
