"""The training loop: a rate that follows the time used, checkpoints, and going on from one."""

import time
from pathlib import Path
from typing import Protocol

import keras
import numpy as np

from studio import disk
from studio.errors import DataError
from studio.language import _
from studio.training.reports import Reporter

WARM_UP = 0.03  # share of the budget
SAVE_EVERY_S = 480.0  # of training
SAVE_SHORT_S = 60.0  # of a short one, which has a fifth of its time between checkpoints
CHECKPOINT = "checkpoint.npz"


class Optimizer(keras.optimizers.Adam):
    """AdamW with a running mean of the weights and a slower rate for the pretrained encoder.

    The rate is the clock's to set. Epsilon is added after the bias is corrected [1]_; Keras' own
    Adam adds it before, where it slows small gradients in the first steps.

    Parameters
    ----------
    encoder : float
        Share of the rate at which the encoder is tuned, which already sees.
    decay : float
        Of all weights, times their rate, each step.
    clip : float, optional
        Longest gradient.

    References
    ----------
    .. [1] Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.
    """

    def __init__(self, *, encoder: float, decay: float, clip: float | None = None) -> None:
        super().__init__(use_ema=True, ema_momentum=0.999, epsilon=1e-8, global_clipnorm=clip)
        self.encoder = encoder
        self.decay = decay

    def update_step(
        self,
        gradient: keras.KerasTensor,
        variable: keras.Variable,
        learning_rate: keras.KerasTensor,
    ) -> None:
        """Change one variable, as Keras calls it in each step."""
        step = keras.ops.cast(self.iterations + 1, variable.dtype)
        index = self._get_variable_index(variable)
        mean, square = self._momentums[index], self._velocities[index]
        mean.assign(mean + (gradient - mean) * (1 - self.beta_1))
        square.assign(square + (gradient**2 - square) * (1 - self.beta_2))
        scale = keras.ops.sqrt(square / (1 - self.beta_2**step)) + self.epsilon
        variable.assign(variable - learning_rate * mean / (1 - self.beta_1**step) / scale)

    def _backend_update_step(
        self, grads: list, trainable_variables: list, learning_rate: keras.KerasTensor
    ) -> None:
        # Adam undoes a scaled gradient, so the rate itself has to differ between the two groups.
        for pretrained, rate in ((True, learning_rate * self.encoder), (False, learning_rate)):
            group = [
                (gradient, variable)
                for gradient, variable in zip(grads, trainable_variables, strict=True)
                if variable.path.startswith(("encoder_", "stem/")) == pretrained
            ]
            for _gradient, variable in group:
                variable.assign(variable * (1 - rate * self.decay))
            super()._backend_update_step(*zip(*group, strict=True), rate)

    def _update_model_variables_moving_average(self, trainable_variables: list) -> None:
        # Over the last third of the steps at first, so that a short run has a mean, too.
        momentum = 1 - 1 / (keras.ops.cast(self.iterations, "float32") / 3 + 1)
        momentum = keras.ops.minimum(momentum, self.ema_momentum)
        averages = self._model_variables_moving_average
        for variable, average in zip(trainable_variables, averages, strict=True):
            average.assign(momentum * average + (1 - momentum) * variable)


class Clock(keras.callbacks.Callback):
    """Spend the budget: set the rate by the time used, report, save, stop.

    The time used is that of training alone; it is saved, so a resumed run goes on where the
    last checkpoint stood.
    """

    def __init__(self, reporter: Reporter, rate: float) -> None:
        super().__init__()
        self.reporter = reporter
        self.folder = reporter.folder
        self.budget_s = reporter.budget_s
        self.pause_s = min(SAVE_EVERY_S, max(SAVE_SHORT_S, self.budget_s / 5))
        self.rate = rate
        self.used_s = 0.0
        self.saved_s = 0.0
        self.until = 1.0

    @property
    def share(self) -> float:
        """Share of the budget used, 0 to 1."""
        return self.used_s / self.budget_s

    def on_train_batch_begin(self, batch: int, logs: dict | None = None) -> None:
        """Set the rate: linear warm-up, then a cosine to zero."""
        self.begun = time.monotonic()
        falling = 0.5 + 0.5 * np.cos(np.pi * min(self.share, 1))
        rising = min(self.share / WARM_UP + 0.02, 1)
        self.model.optimizer.learning_rate = self.rate * rising * falling

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Count the time; report and save now and then; stop at the end of the phase."""
        self.used_s += time.monotonic() - self.begun
        loss = float(logs["loss"]) if logs else float("nan")
        self.model.reset_metrics()  # else it is the mean since the phase began
        self.reporter.add(loss, self.used_s)
        if self.used_s - self.saved_s >= self.pause_s:
            self.save()
        if self.share >= self.until:
            self.model.stop_training = True

    def save(self) -> None:
        """Write the checkpoint."""
        self.saved_s = self.used_s
        save(self.model, self.folder, self.used_s)


def fit(net: keras.Model, clock: Clock, until: float, batches: keras.utils.PyDataset) -> None:
    """Train `net`, compiled, on an endless stream up to a share of the clock's budget."""
    clock.until = until
    net.fit(batches, callbacks=[clock], verbose=0)
    clock.save()
    clock.reporter.close(clock.used_s)


def save(net: keras.Model, folder: Path, used_s: float) -> None:
    """Write weights, optimizer state and the time used, beside first and then renamed."""
    values = [keras.ops.convert_to_numpy(v.value) for v in _state(net)]
    disk.remove_parts([folder])
    with disk.part_beside(folder / CHECKPOINT) as part:
        with disk.new_file(part) as file:
            np.savez(file, *values, used_s=used_s)
        part.replace(folder / CHECKPOINT)


class Timed(Protocol):
    """What a run folder's checkpoint sets: where it lies, and how far it had come."""

    folder: Path
    reporter: Reporter
    used_s: float
    saved_s: float


def load(net: keras.Model, checkpoint: Path) -> None:
    """Start from the weights of another run, not from the state of its optimizer.

    Raises
    ------
    DataError
        If they are another net's.
    """
    with np.load(checkpoint) as saved:
        values = [saved[f"arr_{i}"] for i in range(len(saved.files) - 1)][: len(net.variables)]
    if [v.shape for v in values] != [tuple(v.shape) for v in net.variables]:
        found = _("weights in {name} that do not fit", name=checkpoint.name)
        raise DataError(
            found, _("those of {name}", name=net.name), _("choose the checkpoint of such a run")
        )
    for variable, value in zip(net.variables, values, strict=True):
        variable.assign(value)


def resume(net: keras.Model, clock: Timed) -> None:
    """Take the state of the last checkpoint, if the run folder has one."""
    path = clock.folder / CHECKPOINT
    if not path.exists():
        clock.reporter.go_on(0.0)
        return
    net.optimizer.build(net.trainable_variables)
    with np.load(path) as saved:
        for index, variable in enumerate(_state(net)):
            variable.assign(saved[f"arr_{index}"])
        clock.used_s = clock.saved_s = float(saved["used_s"])
    clock.reporter.go_on(clock.used_s)


def _state(net: keras.Model) -> list[keras.Variable]:
    return [*net.variables, *net.optimizer.variables]
