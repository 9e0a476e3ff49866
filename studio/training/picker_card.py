"""The model card of the picker that is trained here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import keras

from studio.evaluate import cards, things
from studio.evaluate.labelled import Pack, draw_things
from studio.evaluate.things import Trial
from studio.models import catalog
from studio.models.catalog import Model
from studio.models.registry import Registry
from studio.models.weights.store import Store

MOST = 40  # things measured of each source
BY_GRABCUT = 6  # of those, by GrabCut, which takes seconds a thing
HEAD = """Gray photos at their own size, simulated clicks: the first on the innermost spot of a
thing, each later one in the middle of the largest error; its own choice of part, thing or group.
IoU after so many clicks; NoC: clicks up to an IoU, at most 10; box+n: a box and n clicks."""
LIMITS = """It knows things by their looks in lightness alone. Groups, thin parts and the things of
crowded scenes are often missed by one click; which of part, thing and group is meant cannot be
known from one click, and its guess is wrong in one of four."""


def write(entry: Model, learned: Pack, measured: Pack, folder: Path, *, command: str) -> None:
    """Measure the exported picker through the runtime that users have, and write its card."""
    registry = Registry({**catalog.models(), entry.name: entry})
    registry.store = Store(folder, catalog.FOLDER)  # the colorizer by which it sees ships
    trials = things.measure(
        measured, draw_things(measured, MOST), things.by_picker(entry.name, registry)
    )
    apart = things.part(measured, things.by_picker(entry.name, registry))
    by_grabcut = things.measure(measured, draw_things(measured, BY_GRABCUT), things.by_grabcut)
    about = (
        f"A picker of {entry.parameters / 1e6:.2f} M parameters and {entry.size / 1e6:.1f} MB, run "
        "by ONNX Runtime (float16 weights).\nClicks, a box and the mask so far in; three masks, of "
        "part, thing and group, and the IoU expected of each out.\nIt sees by the encoder of "
        "`compact`."
    )
    counts = Counter(labelled.source for labelled in learned.photos)
    sections = {
        "Data": "\n".join(f"- {name}: {count} photos" for name, count in sorted(counts.items())),
        "Training": f"`{command}`\n\nKeras {keras.__version__}. The run folder holds the curves.",
        cards.MEASURED: f"{HEAD}\n\n{table({entry.name: trials, 'GrabCut': by_grabcut})}\n\n"
        f"{table(by_source(trials))}{parting(apart)}",
        "Limits": LIMITS,
        "Licence": entry.licence,
    }
    cards.write(folder, entry.title, about, sections)


def parting(apart: Mapping[str, float]) -> str:
    """Tell in a sentence how those that touch another are told apart; empty where nobody does."""
    if not apart:
        return ""
    most, least = things.PARTED
    return (
        f"\n\nOf {apart['touching']} persons that touch another, {apart['parted@1']:.2f} are told "
        f"apart by one click, {apart['parted@3']:.2f} by three (more than {most:.0%} of the one, "
        f"less than {least:.0%} of the others)."
    )


def by_source(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    """Sort trials by the source of their photos."""
    names = sorted({trial.source for trial in trials})
    return {name: [trial for trial in trials if trial.source == name] for name in names}


def table(rows: Mapping[str, Sequence[Trial]]) -> str:
    """Return figures as a Markdown table: a row for each group of trials."""
    told = {name: things.summarize(trials) for name, trials in rows.items()}
    keys = list(next(iter(told.values())))
    lines = [f"| | things | {' | '.join(keys)} |", "|---" * (len(keys) + 2) + "|"]
    for name, figures in told.items():
        cells = " | ".join(f"{figures[key]:.3g}" if key in figures else "" for key in keys)
        lines.append(f"| {name} | {len(rows[name])} | {cells} |")
    return "\n".join(lines)
