"""What a run looks like while it goes on: validation figures and sample pictures."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import keras
import numpy as np
from PIL import Image

from studio.color.arrays import Float, Picture
from studio.color.lab import compose, rgb_to_lab, turn_gray
from studio.evaluate.hinted import draw_spots, patches
from studio.evaluate.metrics import Counts, confusion, iou, psnr
from studio.evaluate.scenes import Scene
from studio.models.caffe import HINT_SCALE, STRIDE
from studio.models.letterbox import fit, letterbox
from studio.segment.segmentation import Labels

BATCH = 14
COUNTS = {"PSNR": 0, "PSNR with 10 hints": 10}
MOST = 12  # pictures that are looked at, in a second or two
WATCHED = 40  # scenes looked at, at most twice as many


class Validation:
    """Held-out photos, coloured by the averaged weights and measured as the run goes on.

    Figures are RGB PSNR in dB at 256 x 256, mean over some of the pictures, of the regressed ab
    without hints and, for a net that takes them, with ten.
    """

    def __init__(self, net: keras.Model, folder: Path, photos: Sequence[Picture]) -> None:
        self.net = net
        self.folder = folder
        self.photos = photos[:: max(len(photos) // MOST, 1)][:MOST]
        takes_hints = "data_hint" in {tensor.name for tensor in net.inputs}
        self.counts = {name: n for name, n in COUNTS.items() if takes_hints or n == 0}

    @property
    def level(self) -> float:
        """PSNR of the pictures left gray."""
        return float(np.mean([psnr(rgb, turn_gray(rgb)) for rgb in self.photos]))

    def __call__(self) -> dict[str, float]:
        """Measure, and draw samples.png."""
        with use_averages(self.net):
            strips = [strip for batch in self._batches() for strip in self._color(batch)]
        means = np.mean([[psnr(s[-1], picture) for picture in s[1:-1]] for s in strips], axis=0)
        sheet = np.vstack([np.hstack(strip) for strip in strips])
        Image.fromarray(sheet).save(self.folder / "samples.png")
        return dict(zip(self.counts, map(float, means), strict=True))

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
            for n in self.counts.values()
        ]
        for row, (_, rgb) in enumerate(batch):
            yield [turn_gray(rgb), *(compose(rgb, chroma[row]) for chroma in chromas), rgb]

    def _predict(self, labs: Float, hints: Float) -> Float:
        blobs = {"data_l": labs[..., :1] - 50, "data_hint": hints / HINT_SCALE}
        inputs = {tensor.name: blobs[tensor.name] for tensor in self.net.inputs}
        return self.net.predict_on_batch(inputs)["regression"]


class Watch:
    """Held-out scenes, segmented by the averaged weights as the run goes on, in colour and in gray.

    Figures are the mean intersection over union.

    Parameters
    ----------
    net : keras.Model
    scenes : sequence of Scene
        Some of them are looked at.
    classes : int
        How many there are.
    longer : int
        Pixels of a scene's longer side as the net sees it.
    """

    def __init__(
        self,
        net: keras.Model,
        scenes: Sequence[Scene],
        *,
        classes: int,
        longer: int,
    ) -> None:
        self.net = net
        self.classes = classes
        self.scenes = scenes[:: max(len(scenes) // WATCHED, 1)]
        self.side = longer + -longer % STRIDE

    def __call__(self) -> dict[str, float]:
        """Measure."""
        with use_averages(self.net):
            figures = [np.nanmean(iou(self._counts(gray))) for gray in (False, True)]
        return dict(zip(("IoU in colour", "IoU in gray"), map(float, figures), strict=True))

    def _counts(self, gray: bool) -> Counts:
        counts = np.zeros((self.classes, self.classes + 1), np.int64)
        for scene in self.scenes:
            shown = turn_gray(scene.rgb) if gray else scene.rgb
            counts += confusion(scene.labels, self._labels(shown), self.classes)
        return counts

    def _labels(self, rgb: Picture) -> Labels:
        high, wide = fit(rgb, self.side, self.side)
        images = letterbox(rgb, self.side, self.side)[None].astype(np.float32) / 255
        logits = self.net.predict_on_batch(images)[0, : (high + 1) // 2, : (wide + 1) // 2]
        return cv2.resize(logits, rgb.shape[1::-1]).argmax(-1).astype(np.uint8)


@contextmanager
def use_averages(net: keras.Model) -> Iterator[None]:
    """Let `net` hold the running mean of its weights for a while.

    The weights of one step are noisy while the rate is high: on the compact net the mean is
    better by 1 dB half-way through.
    """
    weights = [keras.ops.convert_to_numpy(v.value) for v in net.trainable_variables]
    net.optimizer.finalize_variable_values(net.trainable_variables)
    try:
        yield
    finally:
        for variable, value in zip(net.trainable_variables, weights, strict=True):
            variable.assign(value)
