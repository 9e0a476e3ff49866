"""From folders of photos to a model the studio can run: train, export, measure, describe."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np

from studio import evaluate
from studio.models.registry import COLORIZE
from studio.photo.color import Float, Picture
from studio.training import card, fit, nets
from studio.training.caffe_files import export
from studio.training.data import Crops, Source, open_source
from studio.training.encoder import load_imagenet
from studio.training.fit import Clock, Optimizer
from studio.training.loss import color_loss, rarity
from studio.training.validation import Validation

PRIOR_BATCHES = 40  # of 48 crops: about 2,000 pictures say how common each colour is


@dataclass(frozen=True)
class Phase:
    """A stretch of the budget with crops of one size."""

    until: float  # share of the budget at its end
    side: int
    batch: int
    least: float  # smallest share of a photo's sides that a crop keeps
    enlarging: float = 2.0  # photos smaller than the crops may be enlarged so much


# Small crops are quick and cover the large sets; the end is at the size the studio uses.
COMPACT_PHASES = (
    Phase(until=0.40, side=96, batch=48, least=0.5),
    Phase(until=0.72, side=128, batch=32, least=0.4),
    Phase(until=1.00, side=224, batch=12, least=0.6, enlarging=1.0),
)


@dataclass(frozen=True)
class Plan:
    """A net and how it is trained."""

    build: Callable[[], keras.Model]
    phases: Sequence[Phase]
    optimizer: Callable[[], keras.Optimizer]
    loss: Callable[[Sequence[Source]], Callable | str]
    runtime: str  # the class of studio.models.caffe that runs it
    side: int  # pixels of its input in use
    stride: int  # how much smaller its output is


def _compact_loss(sources: Sequence[Source]) -> Callable:
    return color_loss(rarity(_colors(sources)))


def _colors(sources: Sequence[Source]) -> Float:
    crops = Crops(sources, side=96, batch=48, least=0.5)
    return np.concatenate([crops[0][1].reshape(-1, 2)[::7] for _ in range(PRIOR_BATCHES)])


COMPACT = Plan(nets.compact, COMPACT_PHASES, Optimizer, _compact_loss, "Compact", 256, 4)
ENCODER_DECODER = Plan(
    nets.encoder_decoder,
    (Phase(until=1.0, side=128, batch=32, least=0.5),),
    lambda: keras.optimizers.Adam(1e-3),
    lambda sources: "mse",
    "EncoderDecoder",
    128,
    1,
)


def train(
    plan: Plan,
    data: Sequence[Path],
    validation: Sequence[Path],
    folder: Path,
    *,
    minutes: float,
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
        Folders of held-out photos; the first is also watched during the run.
    folder : Path
        The run folder.
    minutes : float
        Time to train, the resumed parts included.
    init : Path, optional
        The TFLite MobileNetV2 that the compact net's encoder starts from.
    seed : int

    Raises
    ------
    DataError
        If there is no photo in one of the folders.
    """
    keras.utils.set_random_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    sources = [open_source(path) for path in data]
    held_out = {path.name: evaluate.load(path) for path in validation}
    net = plan.build()
    if init:
        load_imagenet(net, init)
    net.compile(plan.optimizer(), loss=plan.loss(sources), jit_compile=False)
    watch = Validation(net, folder, next(iter(held_out.values())))
    clock = Clock(folder, minutes * 60, watch)
    fit.resume(net, clock)
    for phase in plan.phases:
        if clock.share < phase.until:
            crops = _crops(plan, net, sources, phase, seed + int(clock.used_s))
            fit.fit(net, clock, phase.until, crops)
    card.draw_curves(folder, "validation PSNR, dB", ("no hints", "10 hints"))
    deliver(plan, net, sources, held_out, folder, _command(net, data, init, minutes))


def _crops(
    plan: Plan, net: keras.Model, sources: Sequence[Source], phase: Phase, seed: int
) -> Crops:
    """Draw from the sources whose photos are large enough for the crops, or all if none is."""
    return Crops(
        [s for s in sources if s.side * phase.enlarging >= phase.side] or sources,
        side=phase.side,
        batch=phase.batch,
        least=phase.least,
        stride=plan.stride,
        inputs=[tensor.name for tensor in net.inputs],
        seed=(phase.side, seed),
    )


def average(
    runs: Sequence[Path], data: Sequence[Path], validation: Sequence[Path], folder: Path
) -> None:
    """Average the compact nets of several runs into `folder`, and deliver the mean.

    Parameters
    ----------
    runs : sequence of Path
        Run folders with checkpoints; one named twice counts twice.
    data, validation : sequence of Path
        What they were trained on, for the card, and what to measure on.
    folder : Path
        The run folder of the mean; training can go on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = [open_source(path) for path in data]
    held_out = {path.name: evaluate.load(path) for path in validation}
    net = COMPACT.build()
    net.compile(COMPACT.optimizer(), loss="mse")
    fit.average(net, runs)
    words = " ".join(["colorstudio train average", *(run.name for run in runs)])
    deliver(COMPACT, net, sources, held_out, folder, words)


def deliver(
    plan: Plan,
    net: keras.Model,
    sources: Sequence[Source],
    held_out: Mapping[str, Sequence[Picture]],
    folder: Path,
    command: str,
) -> None:
    """Export a trained net, and write its catalog entry and model card."""
    files = export(net, folder, side=plan.side)
    runtime = f"studio.models.caffe:{plan.runtime}"
    made = card.describe(net, files, folder, task=COLORIZE, runtime=runtime)
    entry = replace(made, automatic=True, hints=len(net.inputs) > 1)
    card.write_entry(entry, folder)
    card.write_card(entry, sources, held_out, folder, command=command)


def _command(net: keras.Model, data: Sequence[Path], init: Path | None, minutes: float) -> str:
    words = ["colorstudio train", net.name, *(f"--data {path.name}" for path in data)]
    start = [f"--init {init.name}"] if init else []
    return " ".join([*words, *start, f"--minutes {minutes:g}"])
