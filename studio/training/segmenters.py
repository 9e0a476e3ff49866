"""From labelled pictures to a segmenter the studio can run: train, export, measure, describe."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import keras
import numpy as np

from studio.classes import TABLES, UNSURE, VOC
from studio.color import Float, Picture, compose
from studio.evaluate.masks import segmented
from studio.masks import of_classes
from studio.metrics import Counts, confusion, iou
from studio.models.catalog import Model
from studio.models.litert import DeepLab
from studio.models.registry import SEGMENT, Segmenter
from studio.models.segmenter import fitted, letterbox
from studio.render import NEUTRAL
from studio.scenes import Scene, open_camvid, open_people
from studio.segmentation import Labels
from studio.training import card, fit, nets, segmenter_card
from studio.training.data import decode, open_source
from studio.training.encoder import load_imagenet
from studio.training.fit import Clock, Optimizer
from studio.training.loss import segmentation_loss
from studio.training.samples import averaged
from studio.training.scenes import Windows

STEP = 32  # sides of a net's input are multiples of it
WATCHED = 40  # held-out scenes looked at during a run


@dataclass(frozen=True)
class Plan:
    """A segmenter and how it is trained."""

    name: str
    table: str  # of its classes, in `studio.classes.TABLES`
    height: int  # of the windows it learns from, in pixels
    width: int
    longer: int  # longer side of what it is given later
    batch: int
    common: float  # added to a class's share of the pixels: the lower, the more rare ones weigh

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(TABLES[self.table].names)


CAMVID = Plan("camvid-compact", "CAMVID_11", 256, 352, 480, 8, 1.05)
PEOPLE = Plan("people-compact", "PEOPLE", 320, 320, 440, 8, 1.2)


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

    def _counts(self, gray: bool) -> Counts:
        classes = self.plan.classes
        counts = np.zeros((classes, classes + 1), np.int64)
        for scene in self.scenes:
            counts += confusion(scene.labels, self._labels(scene.rgb, gray), classes)
        return counts

    def _labels(self, rgb: Picture, gray: bool) -> Labels:
        side = self.plan.longer + -self.plan.longer % STEP
        high, wide = fitted(rgb, side, side)
        shown = compose(rgb, NEUTRAL) if gray else rgb
        images = letterbox(shown, side, side)[None].astype(np.float32) / 255
        logits = self.net.predict_on_batch(images)[0, : (high + 1) // 2, : (wide + 1) // 2]
        return cv2.resize(logits, rgb.shape[1::-1]).argmax(-1).astype(np.uint8)


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
    net = nets.segmenter(plan.name, plan.classes)
    if init:
        load_imagenet(net, init)
    loss = segmentation_loss(weights(groups, plan.classes, plan.common))
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
    counts = np.sum([np.bincount(x[x != UNSURE], minlength=classes) for x in labels], axis=0)
    return (1 / np.log(common + counts / counts.sum())).astype(np.float32)


def train_camvid(folder: Path, data: Path, *, minutes: float, init: Path | None, seed: int) -> None:
    """Train `camvid-compact` on the training split of CamVid, and describe it."""
    learned, watched = open_camvid(data, "train"), open_camvid(data, "val")
    entry = train(CAMVID, [learned], watched, folder, minutes=minutes, init=init, seed=seed)
    command = f"colorstudio train camvid --data {data.name} --minutes {minutes:g}"
    segmenter_card.write_camvid(entry, folder, open_camvid(data, "test"), command)


def train_people(
    folder: Path,
    data: Path,
    *,
    photos: Path,
    teacher: Path,
    minutes: float,
    init: Path | None,
    seed: int,
) -> None:
    """Train `people-compact` on masks of people, and on photos of anything labelled by DeepLabV3.

    The masked pictures are few and all of people; the photos show what is not one.

    Parameters
    ----------
    folder : Path
        The run folder.
    data : Path
        Pictures of people and their masks.
    photos : Path
        A folder or zip of photos of anything.
    teacher : Path
        The TFLite file of DeepLabV3.
    minutes : float
    init : Path, optional
    seed : int
    """
    learned, held_out = open_people(data)
    taught = label_people(photos, DeepLab(teacher, classes=VOC))
    groups = [learned, learned, taught]
    entry = train(PEOPLE, groups, held_out, folder, minutes=minutes, init=init, seed=seed)
    words = f"--data {data.name} --photos {photos.name} --teacher {teacher.name}"
    command = f"colorstudio train people {words} --minutes {minutes:g}"
    segmenter_card.write_people(entry, folder, held_out, teacher, command)


def label_people(photos: Path, teacher: Segmenter) -> list[Scene]:
    """Let a segmenter say where people are in photos: the labels of `studio.classes.PEOPLE`."""
    source = open_source(photos)
    pictures = (decode(source.read(name)) for name in source.members)
    found = ((rgb, segmented(rgb, teacher)) for rgb in pictures)
    return [Scene(rgb, of_classes(x, x.classes.foreground).view(np.uint8)) for rgb, x in found]


def train(
    plan: Plan,
    groups: Sequence[Sequence[Scene]],
    held_out: Sequence[Scene],
    folder: Path,
    *,
    minutes: float,
    init: Path | None,
    seed: int,
) -> Model:
    """Train a segmenter into `folder`, export it, and write its catalog entry.

    Leaves there: checkpoint.npz, loss.csv, validation.csv, curves.png, the SavedModel and
    catalog.json, the entry to run it by.

    Parameters
    ----------
    plan : Plan
    groups : sequence of sequence of Scene
        What it learns from; each group is drawn from equally often.
    held_out : sequence of Scene
        Watched during the run.
    folder : Path
        The run folder; one with a checkpoint goes on.
    minutes : float
        Time to train, the resumed parts included.
    init : Path, optional
        The TFLite MobileNetV2 that the encoder starts from.
    seed : int
    """
    from studio.training import saved_model  # needs TensorFlow, whatever backend trained

    net = fit_segmenter(plan, groups, held_out, folder, minutes=minutes, init=init, seed=seed)
    card.draw_curves(folder, "validation mean IoU", ("colour", "gray"))
    return card.write_entry(
        net,
        saved_model.export(net, folder / net.name),
        folder,
        task=SEGMENT,
        runtime="studio.models.tfhub:HubSegmenter",
        classes=plan.table,
    )
