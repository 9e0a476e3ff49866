"""Speed and memory against OpenCV's sample, and against an earlier studio.

    git worktree add --detach ../before COMMIT
    python -m benchmarks.speed --before ../before [--opencv4 PYTHON] [--rounds 7] [NAME...]

OpenCV 5 reads no files of Caffe's: its sample needs a Python with OpenCV 4, as of
`python -m venv four; four/bin/pip install "opencv-python-headless<5"`.

Each measurement is a process of its own; ways of doing one thing take turns. Printed are medians
over the rounds: seconds, seconds of the cores, which other work on the computer changes less, and
the highest memory of a process, or of all processes together for a batch.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).parent
NOW = HERE.parent
COMMAND = ("-c", "from studio.cli.main import app; app()")
SAMPLE_S = 0.05  # between two looks at the memory of a batch

Figures = dict[str, float]


def probe(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the arguments that run a probe."""
    return (str(HERE / "probes.py"), name, *arguments)


@dataclass(frozen=True)
class Case:
    """What is measured, and whether the studio as it was does it, too."""

    run: tuple[str, ...]  # arguments of Python; {} stands for the folder of what they work on
    peer: tuple[str, ...] | None = None  # OpenCV's sample, instead of the studio as it was
    alone: bool = False  # compares within a process
    tree: bool = False  # whether memory is that of all processes


CASES = {
    "forward": Case(probe("forward", "{}"), alone=True),
    "picture of 12 MP": Case(probe("picture", "{}"), alone=True),
    "compose, mild": Case(probe("composed", "{}", "mild")),
    "compose, vivid": Case(probe("composed", "{}", "vivid")),
    "auto, 12 MP, against the sample": Case(
        (*COMMAND, "auto", "{}/12.jpg", "-o", "{}/out/12.png"),
        (str(HERE / "sample.py"), "{}/zhang2016", "{}/12.jpg", "{}/out/12.png"),
    ),
    "import": Case(("-c", "import studio")),
    "version": Case((*COMMAND, "--version")),
    "help": Case((*COMMAND, "--help")),
    "auto, 1 MP": Case((*COMMAND, "auto", "{}/1.jpg", "-o", "{}/out/1.png")),
    "auto, 24 MP": Case((*COMMAND, "auto", "{}/24.jpg", "-o", "{}/out/24.png")),
    "auto, 1 MP, official": Case(
        (*COMMAND, "predict", "--input", "{}/1.jpg", "--run", "{}", "-o", "{}/out/1.png")
    ),
    "hint, 1 MP": Case(
        (*COMMAND, "hint", "{}/1.jpg", "--hints", "{}/hints.json", "-o", "{}/out/1.png")
    ),
    "hint": Case(probe("hints", "{}")),
    "segment, 1 MP": Case((*COMMAND, "segment", "{}/1.jpg", "-o", "{}/out")),
    "segment, 24 MP": Case((*COMMAND, "segment", "{}/24.jpg", "-o", "{}/out")),
    "batch": Case((*COMMAND, "batch", "{}/batch", "-o", "{}/out/batch"), tree=True),
}


def run(case: Case, python: str, arguments: Sequence[str], tree: Path, folder: Path) -> Figures:
    """Run Python once on a studio; return what it prints or its seconds, and its MiB."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out").mkdir()
    filled = [argument.replace("{}", str(folder)) for argument in arguments]
    # what is installed is compiled, so from the second round on all is here
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": ""}
    begun, peak = time.perf_counter(), 0.0
    with subprocess.Popen(
        [python, *filled], env=environment, cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        if case.tree:
            peak = watch(process)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        printed = process.stdout.read() if process.stdout else ""
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{filled} ended with {process.returncode}")
    told = json.loads(printed) if arguments[0].endswith("probes.py") else {"seconds": seconds}
    figures = {**told, "MiB": peak or usage.ru_maxrss / 1024}
    if not case.alone:
        figures["seconds of cores"] = usage.ru_utime + usage.ru_stime
    return figures


def watch(process: subprocess.Popen) -> float:
    """Return the most MiB that a process and its children hold, what they share counted once."""
    peak, root = 0.0, psutil.Process(process.pid)
    while root.status() != psutil.STATUS_ZOMBIE:
        held = 0
        for one in (root, *root.children(recursive=True)):
            try:
                held += one.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
                continue  # it ended in between
        peak = max(peak, held / 2**20)
        time.sleep(SAMPLE_S)
    return peak


def measure(
    case: Case, before: Path, opencv4: str, folder: Path, rounds: int
) -> tuple[Figures, Figures]:
    """Return the medians of before, or of the peer, and of now."""
    now = (sys.executable, case.run, NOW)
    then = (opencv4, case.peer, NOW) if case.peer else (sys.executable, case.run, before)
    ways = [now] if case.alone else [then, now]
    runs = [[run(case, *way, folder) for way in ways] for _ in range(rounds)]
    medians = [
        {name: statistics.median(figures[name] for figures in way) for name in way[0]}
        for way in zip(*runs, strict=True)
    ]
    return medians[0], medians[-1]


def show(name: str, case: Case, then: Figures, now: Figures) -> None:
    """Print a case."""
    print(name)
    for figure in now:
        if case.alone:
            print(f"    {figure:28} {now[figure]:12.4g}")
        else:
            ratio = now[figure] / then[figure]
            print(f"    {figure:28} {then[figure]:12.4g} {now[figure]:12.4g}   {ratio:.3f}")
    sys.stdout.flush()


def processor() -> str:
    """Name the processor."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.split(": ")[1] for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--before", type=Path, required=True, help="a worktree of that commit")
    parser.add_argument("--opencv4", default=sys.executable, help="a Python that has it")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(CASES)}; all by default")
    given = parser.parse_args()
    print(processor())
    print(f"    {'':28} {'before':>12} {'now':>12}   ratio; seconds, unless it says otherwise")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(CASES["forward"], sys.executable, probe("files", "{}"), NOW, folder)
        for name in given.names or CASES:
            case = CASES[name]
            rounds = 1 if case.alone else given.rounds
            show(name, case, *measure(case, given.before.resolve(), given.opencv4, folder, rounds))


if __name__ == "__main__":
    main()
