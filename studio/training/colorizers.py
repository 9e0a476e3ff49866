"""From folders of photos to a model the studio can run: train, export, measure, describe."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from studio.color.arrays import Picture
from studio.evaluate.originals import load
from studio.models.registry import COLORIZE
from studio.training import fit, model_card
from studio.training.caffe_writer import export
from studio.training.data import Crops, Source, hold_out, open_source
from studio.training.fit import Clock
from studio.training.plans import COMPACT, Plan
from studio.training.pretrained import efficientnet_lite2, folded
from studio.training.reports import Reporter, Tell, draw_curves, write_command
from studio.training.validation import Validation

HELD_OUT = "held out"  # what a card calls photos of the data that were not learned from
SETTLING = 16  # crops that norms take their statistics from


def train(
    plan: Plan,
    data: Sequence[Path],
    validation: Sequence[Path],
    folder: Path,
    *,
    minutes: float,
    batch: int,
    tell: Tell,
    init: Path | None = None,
    seed: int = 0,
) -> None:
    """Train into `folder`, going on from its checkpoint if it has one.

    Leaves there: checkpoint.npz, loss.csv, validation.csv, curves.png, samples.png, prototxt and
    caffemodel, catalog.json (the entry to run it by) and MODEL_CARD.md with measured figures.

    Parameters
    ----------
    plan : Plan
    data : sequence of Path
        Folders and zips of colour photos.
    validation : sequence of Path
        Folders of held-out photos; the first is also watched during the run. Without any, a tenth
        of the data is held out.
    folder : Path
    minutes : float
        Time to train, the resumed parts included; 0 to export the start as it is.
    batch : int
        Crops a step in the first phase; later ones have as many pixels.
    tell : callable
        Shows how the run stands, at least every 15 seconds of training.
    init : Path, optional
        What the compact net starts from: the encoder alone, EfficientNet-Lite2's file, or all of
        it, an npz of weights as `folded.load` takes them.
    seed : int

    Raises
    ------
    DataError
        If there is no photo in one of the folders, or `init` is another file.
    """
    keras.utils.set_random_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    sources = [open_source(path) for path in data]
    held_out: dict[str, list[Picture]] = {path.name: load(path) for path in validation}
    if not held_out:
        sources, held_out[HELD_OUT] = hold_out(sources)
    net = plan.build()
    if init:
        start(net, init, sources)
    if minutes:
        watch = Validation(net, folder, next(iter(held_out.values())))
        clock = Clock(Reporter(folder, minutes * 60, watch, tell), plan.rate)
        _fit(plan, net, sources, clock, batch=batch, seed=seed)
        draw_curves(folder, "validation PSNR, dB", {"left gray": watch.level})
    command = write_command(
        net.name,
        [
            *(("--data", path) for path in data),
            *(("--validation", path) for path in validation),
            ("--init", init),
            ("--minutes", f"{minutes:g}"),
            ("--batch", batch),
            ("--seed", seed),
            ("-o", folder),
        ],
    )
    deliver(plan, net, sources, held_out, folder, command)


def start(net: keras.Model, init: Path, sources: Sequence[Source]) -> None:
    """Let the compact net start from trained weights; its norms settle on some of the photos."""
    if init.suffix != ".npz":
        folded.load(net, efficientnet_lite2.read(init))
        return
    with np.load(init) as weights:
        folded.load(net, weights)
    crops = Crops(sources, side=192, batch=SETTLING, least=0.45, strides=COMPACT.strides)
    folded.settle(net, crops[0][0])


def _fit(
    plan: Plan, net: keras.Model, sources: Sequence[Source], clock: Clock, *, batch: int, seed: int
) -> None:
    """Go through the phases, from where the last checkpoint stands."""
    losses = plan.losses(sources)
    weights = dict(plan.weights)
    net.compile(plan.optimizer(), loss=losses, loss_weights=weights, jit_compile=False)
    fit.resume(net, clock)
    for phase in plan.phases:
        if clock.share < phase.until:
            crops = Crops(
                sources,
                side=phase.side,
                batch=max(round(batch * (plan.phases[0].side / phase.side) ** 2), 1),
                least=phase.least,
                inputs=[tensor.name for tensor in net.inputs],
                strides=plan.strides,
                seed=(phase.side, seed + int(clock.used_s)),
            )
            fit.fit(net, clock, phase.until, crops)


def deliver(
    plan: Plan,
    net: keras.Model,
    sources: Sequence[Source],
    held_out: Mapping[str, Sequence[Picture]],
    folder: Path,
    command: str,
) -> None:
    """Export a trained net, and write its catalog entry and model card."""
    parts = [net.get_layer(name) for name in plan.parts] or [net]
    files = [file for part in parts for file in export(part, folder, plan.sides)]
    made = model_card.describe(net, files, folder, task=COLORIZE, runtime=plan.runtime)
    entry = replace(made, automatic=True, hints="data_hint" in plan.sides)
    model_card.write_entry(entry, folder)
    model_card.write_card(entry, sources, held_out, folder, command=command)
