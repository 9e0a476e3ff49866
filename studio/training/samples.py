"""What a run looks like while it goes on: validation figures and sample pictures."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import keras
import numpy as np
from PIL import Image

from studio.color import Float, Picture, compose, rgb_to_lab
from studio.evaluate import draw_spots, patches
from studio.metrics import psnr
from studio.models.caffe import hint_channels

BATCH = 14
COUNTS = (0, 10)
SHOWN = 12  # pictures in the sample sheet


class Validation:
    """Held-out photos, coloured by the averaged weights and measured as the run goes on.

    Figures are RGB PSNR in dB at 256 x 256, mean over pictures, of the regressed ab without hints
    and, for a net that takes them, with ten.
    """

    def __init__(self, net: keras.Model, folder: Path, photos: Sequence[Picture]) -> None:
        self.net, self.folder, self.photos = net, folder, photos

    def __call__(self, used_s: float) -> None:
        """Measure, append a row to validation.csv, draw samples.png."""
        with averaged(self.net):
            strips = [strip for batch in self._batches() for strip in self._color(batch)]
        figures = np.mean([[psnr(s[-1], picture) for picture in s[1:-1]] for s in strips], axis=0)
        with (self.folder / "validation.csv").open("a", newline="") as file:
            csv.writer(file).writerow([f"{used_s:.0f}", *(f"{x:.3f}" for x in figures)])
        some = strips[:: max(len(strips) // SHOWN, 1)][:SHOWN]
        sheet = np.vstack([np.hstack(strip) for strip in some])
        Image.fromarray(sheet).save(self.folder / "samples.png")

    def _batches(self) -> Iterator[list[tuple[int, Picture]]]:
        photos = list(enumerate(self.photos))
        for start in range(0, len(photos), BATCH):
            yield photos[start : start + BATCH]

    def _color(self, batch: list[tuple[int, Picture]]) -> Iterator[list[Picture]]:
        """Yield gray, coloured for each count of hints, original."""
        labs = np.stack([rgb_to_lab(rgb) for _, rgb in batch])
        spots = [draw_spots((0, index)) for index, _ in batch]
        chromas = [
            self._predict(
                labs,
                np.stack([patches(x[..., 1:], s[:n]) for x, s in zip(labs, spots, strict=True)]),
            )
            for n in COUNTS
        ]
        for row, (_, rgb) in enumerate(batch):
            gray = compose(rgb, np.zeros((1, 1, 2), np.float32))
            yield [gray, *(compose(rgb, chroma[row]) for chroma in chromas), rgb]

    def _predict(self, labs: Float, hints: Float) -> Float:
        told = np.stack([hint_channels(h, x[..., 0]) for h, x in zip(hints, labs, strict=True)])
        blobs = {"data_l": labs[..., :1] - 50, "data_hint": told}
        inputs = {tensor.name: blobs[tensor.name] for tensor in self.net.inputs}
        return self.net.predict_on_batch(inputs)[..., -2:]


@contextmanager
def averaged(net: keras.Model) -> Iterator[None]:
    """Let `net` hold the running mean of its weights for a while.

    The weights of one step are noisy while the rate is high: on the compact net the mean is
    better by 1 dB half-way through.
    """
    weights = [keras.ops.convert_to_numpy(v.value) for v in net.trainable_variables]
    net.optimizer.finalize_variable_values(net.trainable_variables)
    yield
    for variable, value in zip(net.trainable_variables, weights, strict=True):
        variable.assign(value)
