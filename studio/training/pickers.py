"""From labelled things to a picker the studio can run: train, export, measure, describe.

Each step answers some simulated users; the errors of the answer say where they click next, until
they are content.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import keras
import numpy as np
import tensorflow as tf

from studio.errors import DataError
from studio.evaluate.labelled import Pack, open_pack
from studio.language import _
from studio.models.registry import PICK
from studio.training import fit, model_card, onnx_writer, picker_card
from studio.training.choice import FIRST_CLICKS, fit_choice
from studio.training.loss import picking_loss
from studio.training.nets.picker import picker
from studio.training.reports import Reporter, Tell, draw_curves, write_command
from studio.training.sessions import Sessions, feed
from studio.training.validation import use_averages

RATE = 1.2e-3  # of learning, at its highest
WARM_UP_STEPS = 150
WATCHED = 48  # held-out sessions whose first answers are watched
HELD_OUT = 20  # photos of each source, at most, that are not learned from


@dataclass(frozen=True)
class Phase:
    """A stretch of the budget with crops of one size."""

    until: float  # share of the budget at its end
    side: int  # root of the area of a crop
    batch: int  # sessions answered in a step


PHASES = (Phase(0.42, 192, 12), Phase(0.72, 224, 10), Phase(1.0, 256, 8))


@dataclass(frozen=True, kw_only=True)
class Run:
    """One training."""

    folder: Path  # of what it leaves; one with a checkpoint goes on
    minutes: float  # time to train, the resumed parts included
    tell: Tell  # shows how the run stands
    init: Path | None = None  # checkpoint of another run to start from
    phases: Sequence[Phase] = PHASES
    first_clicks: int = FIRST_CLICKS  # on whole photos, by which the choice is learned at last
    seed: int = 0


@dataclass(eq=False)
class Progress:
    """Where a training stands, in the form that `fit.save` and `fit.resume` know."""

    folder: Path
    reporter: Reporter
    used_s: float = 0.0
    saved_s: float = 0.0


def train(data: Path, held_out: Path, run: Run) -> None:
    """Train `pick-compact` into the run's folder, going on from its checkpoint if it has one.

    Leaves there: checkpoint.npz, loss.csv, validation.csv, curves.png, neck.onnx and head.onnx,
    catalog.json (the entry to run it by) and MODEL_CARD.md with measured figures.

    Parameters
    ----------
    data : Path
        Labelled things to learn from; some photos of each source are kept to watch the run by.
    held_out : Path
        Labelled things that the card's figures are measured on.
    run : Run

    Raises
    ------
    DataError
        If there are no labelled photos, or the weights to start from are another net's.
    """
    keras.utils.set_random_seed(run.seed)
    run.folder.mkdir(parents=True, exist_ok=True)
    learned, watched = split(open_pack(data))
    measured = open_pack(held_out)
    net = picker()
    if run.init:
        fit.load(net, run.init)
    _fit(net, learned, watched, run)
    fit_choice(net, learned, count=run.first_clicks, seed=run.seed)
    files = [onnx_writer.export(net.get_layer(name), run.folder) for name in ("neck", "head")]
    entry = model_card.describe(net, files, run.folder, task=PICK, runtime="pick-compact")
    model_card.write_entry(entry, run.folder)
    draw_curves(run.folder, "validation IoU, one click")
    command = write_command(
        "pick",
        [
            ("--data", data),
            ("--validation", held_out),
            ("--init", run.init),
            ("--minutes", f"{run.minutes:g}"),
            ("--seed", run.seed),
            ("-o", run.folder),
        ],
    )
    picker_card.write(entry, learned, measured, run.folder, command=command)


def split(pack: Pack) -> tuple[Pack, Pack]:
    """Keep some photos of each source from being learned from: a fourth, and at most HELD_OUT.

    Raises
    ------
    DataError
        If none are left to learn from.
    """
    random = np.random.default_rng(HELD_OUT)
    names = {
        photos[index].name
        for photos in pack.by_source().values()
        for index in random.permutation(len(photos))[: min(HELD_OUT, -(-len(photos) // 4))]
    }
    learned = pack.only(lambda p: p.name not in names)
    if not learned.photos:
        raise DataError(
            _("{n} photos in {path}", n=len(names), path=pack.path),
            _("several of a source"),
            _("add some"),
        )
    return learned, pack.only(lambda p: p.name in names)


Inputs = dict[str, tf.Tensor]
Answer = Callable[..., tuple[tf.Tensor, ...]]


def _fit(net: keras.Model, learned: Pack, watched: Pack, run: Run) -> None:
    """Answer until the time is used; the net keeps the running mean of its weights."""
    net.compile(keras.optimizers.AdamW(RATE, weight_decay=1e-4, global_clipnorm=3.0, use_ema=True))
    phase = run.phases[0]

    def measure() -> dict[str, float]:
        return _measure_first_answers(net, watched, phase)  # with crops of the phase at hand

    reporter = Reporter(run.folder, run.minutes * 60, measure, run.tell)
    progress = Progress(run.folder, reporter)
    fit.resume(net, progress)
    answer = _learner(net)
    for phase in run.phases:
        seed = (run.seed, phase.side, int(progress.used_s))
        with Sessions(learned, phase.side, seed) as sessions:
            steps = 0
            while progress.used_s < phase.until * run.minutes * 60:
                begun, steps = monotonic(), steps + 1
                net.optimizer.learning_rate = _rate(net, progress.used_s / (run.minutes * 60))
                loss = _step(answer, sessions, phase.batch)
                progress.used_s += monotonic() - begun
                reporter.add(loss, progress.used_s)
                if progress.used_s - progress.saved_s >= fit.SAVE_EVERY_S:
                    _save(net, progress)
        if steps:
            _save(net, progress)
            reporter.close(progress.used_s)
    net.optimizer.finalize_variable_values(net.trainable_variables)


def _rate(net: keras.Model, share: float) -> float:
    """Return the rate: a short rise, then a cosine to zero over the budget."""
    rising = min((int(net.optimizer.iterations) + 1) / WARM_UP_STEPS, 1)
    return RATE * rising * (0.5 + 0.5 * np.cos(np.pi * min(share, 1)))


def _learner(net: keras.Model) -> Answer:
    """Return what answers a batch, and learns from it."""

    @tf.function
    def learn(inputs: Inputs, *wanted: tf.Tensor) -> tuple[tf.Tensor, ...]:
        with tf.GradientTape() as tape:
            said = net(inputs, training=True)
            loss, overlap = picking_loss(said["masks"], said["scores"], *wanted)
        gradients = tape.gradient(loss, net.trainable_variables)
        net.optimizer.apply(gradients, net.trainable_variables)
        return loss, overlap, tf.sigmoid(said["masks"]), said["scores"]

    return learn


def _step(answer: Answer, sessions: Sessions, batch: int) -> float:
    """Answer some sessions, and learn from them; users who are content go."""
    taken = sessions.take(batch)
    loss, *said = answer(*feed(taken))
    overlaps, masks, scores = (x.numpy() for x in said)
    answers = zip(taken, masks, overlaps, scores, strict=True)
    sessions.keep([session for session, *about in answers if session.user.go_on(*about)])
    return float(loss)


def _save(net: keras.Model, progress: Progress) -> None:
    """Write the checkpoint."""
    progress.saved_s = progress.used_s
    fit.save(net, progress.folder, progress.used_s)


def _measure_first_answers(net: keras.Model, watched: Pack, phase: Phase) -> dict[str, float]:
    """Return the mean IoU of what is chosen at a first click or box, and of the best of three."""
    rows: list[tuple[float, float]] = []
    with Sessions(watched, phase.side, (0, phase.side)) as sessions, use_averages(net):
        while len(rows) < WATCHED:
            taken = sessions.take(phase.batch)
            inputs, *wanted = feed(taken)
            said = net(inputs, training=False)
            _, overlap = picking_loss(said["masks"], said["scores"], *wanted)
            chosen = np.argmax(said["scores"].numpy(), 1)
            overlaps = overlap.numpy()
            rows += zip(overlaps[np.arange(len(taken)), chosen], overlaps.max(1), strict=True)
    means = map(float, np.mean(rows, axis=0))
    return dict(zip(("IoU of the chosen", "IoU of the best of three"), means, strict=True))
