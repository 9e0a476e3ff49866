"""The training loop: a rate that follows the time used, checkpoints, and going on from one."""

import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import keras
import numpy as np

LEARNING_RATE = 1.2e-3
ENCODER_RATE = 0.25  # the encoder already sees; it is tuned at a quarter of the decoder's rate
WARM_UP = 0.02  # share of the budget
SAVE_EVERY_S = 480.0
CHECKPOINT = "checkpoint.npz"


class Optimizer(keras.optimizers.AdamW):
    """AdamW with a running mean of the weights and a slower rate for the pretrained encoder."""

    def __init__(self) -> None:
        super().__init__(LEARNING_RATE, weight_decay=0.01, use_ema=True, ema_momentum=0.999)

    def _backend_update_step(
        self, grads: list, trainable_variables: list, learning_rate: keras.KerasTensor
    ) -> None:
        # Adam undoes a scaled gradient, so the rate itself has to differ between the two groups.
        for pretrained, rate in ((True, learning_rate * ENCODER_RATE), (False, learning_rate)):
            group = [
                (gradient, variable)
                for gradient, variable in zip(grads, trainable_variables, strict=True)
                if variable.path.startswith(("encoder_", "stem/")) == pretrained
            ]
            super()._backend_update_step(*zip(*group, strict=True), rate)


class Clock(keras.callbacks.Callback):
    """Spend the budget: set the rate by the time used, note the loss, save, stop.

    The time used is that of training alone; it is saved, so a resumed run goes on where the
    last checkpoint stood.
    """

    def __init__(self, folder: Path, budget_s: float, report: Callable[[float], None]) -> None:
        super().__init__()
        self.folder, self.budget_s, self.report = folder, budget_s, report
        self.used_s, self.saved_s, self.until = 0.0, 0.0, 1.0
        self.losses: list[float] = []

    @property
    def share(self) -> float:
        """Share of the budget used, 0 to 1."""
        return self.used_s / self.budget_s

    def on_train_batch_begin(self, batch: int, logs: dict | None = None) -> None:
        """Set the rate: linear warm-up, then a cosine to zero."""
        self.begun = time.monotonic()
        falling = 0.5 + 0.5 * np.cos(np.pi * min(self.share, 1))
        self.model.optimizer.learning_rate = (
            LEARNING_RATE * min(self.share / WARM_UP + 0.01, 1) * falling
        )

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Count the time; save and report now and then; stop at the end of the phase."""
        self.used_s += time.monotonic() - self.begun
        self.losses.append(float(logs["loss"]) if logs else float("nan"))
        if self.used_s - self.saved_s >= SAVE_EVERY_S:
            self.save()
        if self.share >= self.until:
            self.model.stop_training = True

    def save(self) -> None:
        """Write the checkpoint and a row of the loss curve, then report."""
        self.saved_s = self.used_s
        save(self.model, self.folder, self.used_s)
        with (self.folder / "loss.csv").open("a", newline="") as file:
            csv.writer(file).writerow([f"{self.used_s:.0f}", f"{np.mean(self.losses):.4f}"])
        self.losses.clear()
        self.report(self.used_s)


def fit(net: keras.Model, clock: Clock, until: float, batches: keras.utils.PyDataset) -> None:
    """Train `net`, compiled, on an endless stream up to a share of the clock's budget."""
    clock.until = until
    net.fit(batches, callbacks=[clock], verbose=0)
    clock.save()


def save(net: keras.Model, folder: Path, used_s: float) -> None:
    """Write weights, optimizer state and the time used, beside first and then renamed."""
    part = folder / "checkpoint.part.npz"
    values = [keras.ops.convert_to_numpy(v.value) for v in _state(net)]
    np.savez(part, *values, used_s=used_s)
    part.replace(folder / CHECKPOINT)


def resume(net: keras.Model, clock: Clock) -> None:
    """Take the state of the last checkpoint, if the run folder has one."""
    if (clock.folder / CHECKPOINT).exists():
        clock.used_s = clock.saved_s = restore(net, clock.folder)


def restore(net: keras.Model, folder: Path) -> float:
    """Set weights and optimizer to a run's last checkpoint; return the seconds it was trained."""
    net.optimizer.build(net.trainable_variables)
    with np.load(folder / CHECKPOINT) as saved:
        for index, variable in enumerate(_state(net)):
            variable.assign(saved[f"arr_{index}"])
        return float(saved["used_s"])


def average(net: keras.Model, folders: Sequence[Path]) -> None:
    """Set the weights to the mean of several runs' own running means.

    Checkpoints of one run lie in one basin, and their mean generalises better than any of them.
    A run named twice counts twice.

    References
    ----------
    .. [1] Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization",
       UAI 2018.
    """
    means = []
    for folder in folders:
        restore(net, folder)
        net.optimizer.finalize_variable_values(net.trainable_variables)
        means.append([keras.ops.convert_to_numpy(v.value) for v in net.trainable_variables])
    for variable, values in zip(net.trainable_variables, zip(*means, strict=True), strict=True):
        variable.assign(np.mean(values, axis=0))


def _state(net: keras.Model) -> list[keras.Variable]:
    return [*net.variables, *net.optimizer.variables]
