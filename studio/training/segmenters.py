"""From labelled pictures to a segmenter the studio can run: train, export, measure, describe."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import keras
import numpy as np

from studio.classes import CAMVID_11, PEOPLE, UNSURE, Classes
from studio.color import Float
from studio.metrics import confusion, iou
from studio.training import fit, nets
from studio.training.encoder import load_imagenet
from studio.training.fit import Clock, Optimizer
from studio.training.loss import segmentation_loss
from studio.training.samples import averaged
from studio.training.scenes import Scene, Windows

WATCHED = 40  # held-out scenes looked at during a run
STEP = 32  # sides of a net's input are multiples of it


@dataclass(frozen=True)
class Plan:
    """A segmenter and how it is trained."""

    name: str
    classes: Classes
    height: int  # of the windows it learns from, in pixels
    width: int
    longer: int  # longer side of what it is given later
    batch: int
    common: float  # added to a class's share of the pixels: the lower, the more rare ones weigh


CAMVID = Plan("camvid-compact", CAMVID_11, 256, 352, 480, 8, 1.05)
PEOPLE_PLAN = Plan("people-compact", PEOPLE, 288, 288, 384, 8, 1.2)


class Watch:
    """Measure the mean IoU on held-out scenes as the run goes on, in colour and in gray."""

    def __init__(self, net: keras.Model, folder: Path, scenes: Sequence[Scene], plan: Plan) -> None:
        self.net, self.folder, self.plan = net, folder, plan
        self.scenes = scenes[:: max(len(scenes) // WATCHED, 1)]

    def __call__(self, used_s: float) -> None:
        """Measure the averaged weights and append a row to validation.csv."""
        with averaged(self.net):
            figures = [np.nanmean(iou(self._counts(gray))) for gray in (False, True)]
        with (self.folder / "validation.csv").open("a", newline="") as file:
            csv.writer(file).writerow([f"{used_s:.0f}", *(f"{x:.4f}" for x in figures)])

    def _counts(self, gray: bool) -> np.ndarray:
        classes = len(self.plan.classes.names)
        return sum(
            confusion(scene.labels, self._labels(scene.rgb, gray), classes) for scene in self.scenes
        )

    def _labels(self, rgb: np.ndarray, gray: bool) -> np.ndarray:
        scale = self.plan.longer / max(rgb.shape[:2])
        size = [round(side * scale) for side in rgb.shape[1::-1]]
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        if gray:
            small = cv2.cvtColor(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        logits = self.net.predict_on_batch(padded(small.astype(np.float32) / 255)[None])[0]
        logits = logits[: -(-size[1] // 2), : -(-size[0] // 2)]
        return cv2.resize(logits, rgb.shape[1::-1]).argmax(-1).astype(np.uint8)


def padded(rgb: Float) -> Float:
    """Pad a picture (H, W, 3) with gray at the right and bottom to multiples of the net's step."""
    bottom, right = (-side % STEP for side in rgb.shape[:2])
    return np.pad(rgb, ((0, bottom), (0, right), (0, 0)), constant_values=0.5)


def fit_segmenter(
    plan: Plan,
    groups: Sequence[Sequence[Scene]],
    held_out: Sequence[Scene],
    folder: Path,
    *,
    minutes: float,
    init: Path | None,
    seed: int,
) -> keras.Model:
    """Train into `folder`, going on from its checkpoint; return the net with averaged weights."""
    keras.utils.set_random_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    net = nets.segmenter(plan.name, len(plan.classes.names))
    if init:
        load_imagenet(net, init)
    loss = segmentation_loss(weights(groups, len(plan.classes.names), plan.common))
    net.compile(Optimizer(), loss=loss, jit_compile=False)
    clock = Clock(folder, minutes * 60, Watch(net, folder, held_out, plan))
    fit.resume(net, clock)
    if clock.share < 1:
        windows = Windows(
            groups,
            height=plan.height,
            width=plan.width,
            fit=plan.longer,
            batch=plan.batch,
            seed=seed + int(clock.used_s),
        )
        fit.fit(net, clock, 1.0, windows)
    net.optimizer.finalize_variable_values(net.trainable_variables)
    return net


def weights(groups: Sequence[Sequence[Scene]], classes: int, common: float) -> Float:
    """Weigh classes by how rare they are: 1 / ln(common + share), float32 (classes,).

    References
    ----------
    .. [1] Paszke et al., "ENet: A Deep Neural Network Architecture for Real-Time Semantic
       Segmentation", 2016, where `common` is 1.02.
    """
    labels = (scene.labels for group in groups for scene in group)
    counts = sum(np.bincount(x[x != UNSURE], minlength=classes) for x in labels)
    return (1 / np.log(common + counts / counts.sum())).astype(np.float32)
