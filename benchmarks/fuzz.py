"""Foreign bytes to every reader: millions, if there is time.

    python -m benchmarks.fuzz [--minutes 10] [--cases 200000] [--seed 0] [--reader NAME]

It ends after so many cases or minutes, whichever is first. Each reader runs in a process of its own
and gets an equal part. What makes one raise anything but a refusal, or take over 5 s, is kept in
the folder `fuzz-found`. Exit code 1 if there is any.
"""

import argparse
import collections
import hashlib
import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded

from benchmarks import foreign
from studio.errors import StudioError

FOUND = Path("fuzz-found")
LIMIT_S = 5
AT_ONCE = 500  # cases between looks at the clock
COLUMNS = "{:16} {:>8} {:>8} {:>7} {:>9} {:>9}  {}"


class Hang(BaseException):
    """A reader took too long."""


def main() -> int:
    """Print a table, one reader a row."""
    asked = _arguments()
    names = [asked.reader] if asked.reader else list(foreign.readers())
    print(COLUMNS.format("reader", "cases", "refused", "wrong", "slowest", "peak MiB", "what"))
    rows = [_apart(name, asked, len(names)) for name in names]
    cases, wrong = (sum(row[key] for row in rows) for key in ("cases", "wrong"))
    print(f"{cases:,} cases with seed {asked.seed}, {wrong} wrong")
    return min(wrong, 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--reader")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _apart(name: str, asked: argparse.Namespace, parts: int) -> dict:
    """Try a reader in another process, which may crash; print its row."""
    command = [sys.executable, "-m", "benchmarks.fuzz", "--here", f"--reader={name}"]
    command += [f"--minutes={asked.minutes / parts}", f"--cases={-(-asked.cases // parts)}"]
    ended = subprocess.run([*command, f"--seed={asked.seed}"], stdout=subprocess.PIPE, check=False)
    row = json.loads(ended.stdout.splitlines()[-1]) if ended.returncode == 0 else {}
    row = {"cases": 0, "refused": 0, "wrong": 1, "slowest": 0, "peak": 0, "what": "crash"} | row
    figures = (row[key] for key in ("cases", "refused", "wrong", "slowest", "peak", "what"))
    print(COLUMNS.format(name, *figures), flush=True)
    return row


def _here(name: str, minutes: float, cases: int, seed: int) -> dict:
    reader, counts = foreign.readers()[name], collections.Counter()
    slowest, end = 0.0, time.monotonic() + 60 * minutes
    signal.signal(signal.SIGALRM, _stop)

    def case(data: bytes) -> None:
        nonlocal slowest
        begun = time.perf_counter()
        outcome = _outcome(reader, data)
        slowest = max(slowest, time.perf_counter() - begun)
        counts[outcome] += 1
        if outcome not in ("read", "refused"):
            _keep(name, outcome, data)

    while counts.total() < cases and time.monotonic() < end:
        once = settings(
            max_examples=min(AT_ONCE, cases - counts.total()),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        )
        seeded(seed * 1_000_003 + counts.total())(once(given(foreign.spoilt(reader.seeds))(case)))()
    wrong = {key: n for key, n in counts.items() if key not in ("read", "refused")}
    return {
        "cases": counts.total(),
        "refused": counts["refused"],
        "wrong": sum(wrong.values()),
        "slowest": f"{slowest:.2f} s",
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "what": ", ".join(wrong),
    }


def _outcome(reader: foreign.Reader, data: bytes) -> str:
    """Return "read", "refused", or the name of what a reader must not raise."""
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        reader.read(data)
    except StudioError:
        return "refused"
    except (Exception, Hang) as error:  # noqa: BLE001 - to name it is what this is for
        return type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return "read"


def _stop(*_: object) -> None:
    raise Hang


def _keep(name: str, outcome: str, data: bytes) -> None:
    FOUND.mkdir(exist_ok=True)
    digest = hashlib.sha256(data).hexdigest()[:12]
    (FOUND / f"{name}-{outcome}-{digest}").write_bytes(data)


if __name__ == "__main__":
    asked = _arguments()
    if asked.here:
        print(json.dumps(_here(asked.reader, asked.minutes, asked.cases, asked.seed)))
    else:
        sys.exit(main())
