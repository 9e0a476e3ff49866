"""Reports of a run while it goes on: tables with headers, a line for a person, and curves."""

import csv
import shlex
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import matplotlib
import numpy as np

EVERY_S = 15.0  # of training, between two reports
LEAST = 10  # reports of a run, however short
VALIDATION_SHARE = 0.5  # of the time at most: what takes longer to measure is measured less often
LOSS, VALIDATION = "loss.csv", "validation.csv"

Measure = Callable[[], Mapping[str, float]]  # figures of the net as it is now, by name


@dataclass(frozen=True, kw_only=True)
class Report:
    """How a run stands."""

    used_s: float  # of training alone, resumed parts included
    budget_s: float
    loss: float  # mean since the report before
    figures: Mapping[str, float]  # on held-out pictures; empty where nothing was measured now


Tell = Callable[[Report], None]


class Reporter:
    """Notes losses, and reports at least every 15 seconds of training.

    Parameters
    ----------
    folder : Path
        The run's, for loss.csv and validation.csv.
    budget_s : float
        Of the run.
    measure : callable
        Measures the net on held-out pictures.
    tell : callable
        Shows a report to a person.
    """

    def __init__(self, folder: Path, budget_s: float, measure: Measure, tell: Tell) -> None:
        self.folder = folder
        self.budget_s = budget_s
        self.measure = measure
        self.tell = tell
        self.losses: list[float] = []
        self.loss = float("nan")
        self.reported_s = self.measured_s = self.cost_s = 0.0

    def go_on(self, used_s: float) -> None:
        """Go on from a checkpoint: what was noted after it will be done again."""
        self.reported_s = self.measured_s = used_s
        for name in (LOSS, VALIDATION):
            if (self.folder / name).exists():
                _forget_after(self.folder / name, used_s)

    def add(self, loss: float, used_s: float) -> None:
        """Note the loss of a step, and report if it is time to."""
        self.losses.append(loss)
        if used_s - self.reported_s >= min(EVERY_S, self.budget_s / LEAST):
            self._report(used_s, used_s - self.measured_s >= self.cost_s / VALIDATION_SHARE)

    def close(self, used_s: float) -> None:
        """Report and measure once more, where anything was learned since."""
        if self.losses or used_s > self.measured_s:
            self._report(used_s, is_measured=True)

    def _report(self, used_s: float, is_measured: bool) -> None:
        if self.losses:
            self.loss = float(np.mean(self.losses))
            note(self.folder / LOSS, used_s, {"loss": self.loss})
        figures = self._measure(used_s) if is_measured else {}
        self.losses.clear()
        self.reported_s = used_s
        self.tell(Report(used_s=used_s, budget_s=self.budget_s, loss=self.loss, figures=figures))

    def _measure(self, used_s: float) -> Mapping[str, float]:
        begun = time.monotonic()
        figures = self.measure()
        self.cost_s = time.monotonic() - begun
        self.measured_s = used_s
        note(self.folder / VALIDATION, used_s, figures)
        return figures


def note(path: Path, used_s: float, figures: Mapping[str, float]) -> None:
    """Append a row to a table of a run, begun by the seconds used; a new table gets a header."""
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(["seconds", *figures])
        writer.writerow([f"{used_s:.1f}", *(f"{figure:.4f}" for figure in figures.values())])


def read(path: Path) -> dict[str, list[float]]:
    """Return the columns of a table of a run, by their names: "seconds" and what was measured."""
    with path.open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    return {name: [float(row[n]) for row in rows] for n, name in enumerate(head)}


def draw_curves(folder: Path, measure: str, levels: Mapping[str, float] | None = None) -> None:
    """Draw loss and validation figures over minutes into curves.png.

    The folder holds loss.csv and validation.csv; `measure` says what was validated, `levels` are
    figures to compare with, by name.
    """
    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3), layout="constrained")
    tables = read(folder / LOSS), read(folder / VALIDATION)
    for axis, table, title in zip(axes, tables, ("training loss", measure), strict=True):
        minutes = [seconds / 60 for seconds in table.pop("seconds")]
        for name, column in table.items():
            axis.plot(minutes, column, marker="o", markersize=3, label=name)
        axis.set(xlabel="minutes", title=title)
        axis.grid(alpha=0.3)
    for name, level in (levels or {}).items():
        axes[1].axhline(level, color="gray", linestyle="--", linewidth=1, label=name)
    axes[1].legend()
    figure.savefig(folder / "curves.png", dpi=120)
    pyplot.close(figure)


def write_command(name: str, options: Sequence[tuple[str, object]]) -> str:
    """Return the command of `colorstudio train` that repeats a run; an option of None is left out.

    Examples
    --------
    >>> write_command("compact", [("--data", "my photos"), ("--init", None), ("-o", "run")])
    "colorstudio train compact --data 'my photos' -o run"
    """
    given = [(option, str(value)) for option, value in options if value is not None]
    return shlex.join(["colorstudio", "train", name, *(word for pair in given for word in pair)])


def _forget_after(path: Path, used_s: float) -> None:
    """Drop the rows of a table that were noted after a time."""
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = takewhile(lambda row: float(row.partition(",")[0]) <= used_s + 0.1, rows)
    path.write_text("".join([head, *kept]), encoding="utf-8")
