"""From labelled pictures to a segmenter the studio can run: train, export, measure, describe."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np

from studio.color.arrays import Float
from studio.evaluate.scenes import Scene, open_camvid, open_people
from studio.evaluate.segmenters import segment
from studio.models.caffe import STRIDE
from studio.models.catalog import Model
from studio.models.classes import TABLES, UNSURE, VOC
from studio.models.litert import DeepLab
from studio.models.registry import SEGMENT, Segmenter
from studio.segment.masks import of_classes
from studio.training import caffe_writer, fit, model_card, segmenter_card
from studio.training.data import decode, open_source
from studio.training.fit import Clock, Optimizer
from studio.training.loss import segmentation_loss
from studio.training.nets.segmenter import segmenter
from studio.training.pretrained import mobilenet_v2
from studio.training.reports import Reporter, Tell, draw_curves, write_command
from studio.training.validation import Watch
from studio.training.windows import Windows


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A segmenter and how it is trained."""

    name: str
    table: str  # of its classes, in `studio.models.classes.TABLES`
    height: int  # of the windows it learns from, in pixels
    width: int
    longer: int  # longer side of what it is given later
    batch: int
    common: float  # added to a class's share of the pixels: the lower, the more rare ones weigh

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(TABLES[self.table].names)


RATE = 1.2e-3  # of learning, at its highest
CAMVID = Plan(
    name="camvid-compact",
    table="CAMVID_11",
    height=256,
    width=352,
    longer=480,
    batch=8,
    common=1.05,
)
PEOPLE = Plan(
    name="people-compact",
    table="PEOPLE",
    height=320,
    width=320,
    longer=440,
    batch=8,
    common=1.2,
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One training, with any plan."""

    folder: Path  # of what it leaves; one with a checkpoint goes on
    minutes: float  # time to train, the resumed parts included
    tell: Tell  # shows how the run stands
    init: Path | None = None  # the TFLite MobileNetV2 that the encoder starts from
    seed: int = 0

    def write_command(self, name: str, **paths: Path) -> str:
        """Return the command that repeats it, with what it was made from by the options' names."""
        return write_command(
            name,
            [
                *((f"--{option}", path) for option, path in paths.items()),
                ("--init", self.init),
                ("--minutes", f"{self.minutes:g}"),
                ("--seed", self.seed),
                ("-o", self.folder),
            ],
        )


def fit_segmenter(
    plan: Plan, groups: Sequence[Sequence[Scene]], held_out: Sequence[Scene], run: Run
) -> keras.Model:
    """Train, going on from the run's checkpoint; return the net with averaged weights."""
    keras.utils.set_random_seed(run.seed)
    run.folder.mkdir(parents=True, exist_ok=True)
    net = segmenter(plan.name, plan.classes)
    if run.init:
        mobilenet_v2.load(net, run.init)
    loss = segmentation_loss(weights(groups, plan.classes, plan.common))
    net.compile(Optimizer(encoder=0.25, decay=0.01), loss=loss, jit_compile=False)
    watch = Watch(net, held_out, classes=plan.classes, longer=plan.longer)
    clock = Clock(Reporter(run.folder, run.minutes * 60, watch, run.tell), RATE)
    fit.resume(net, clock)
    if clock.share < 1:
        windows = Windows(
            groups,
            height=plan.height,
            width=plan.width,
            fit=plan.longer,
            batch=plan.batch,
            seed=run.seed + int(clock.used_s),
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


def train_camvid(data: Path, run: Run) -> None:
    """Train `camvid-compact` on the training split of CamVid, and describe it."""
    learned, watched = open_camvid(data, "train"), open_camvid(data, "val")
    entry = train(CAMVID, [learned], watched, run)
    command = run.write_command("camvid", data=data)
    segmenter_card.write_camvid(entry, run.folder, open_camvid(data, "test"), command)


def train_people(data: Path, photos: Path, teacher: Path, run: Run) -> None:
    """Train `people-compact` on masks of people, and on photos of anything labelled by DeepLabV3.

    The masked pictures are few and all of people; the photos, a folder or zip of anything, show
    what is not one. The teacher is DeepLabV3's TFLite file.
    """
    learned, held_out = open_people(data)
    taught = label_people(photos, DeepLab(teacher, classes=VOC))
    groups = [learned, learned, taught]
    entry = train(PEOPLE, groups, held_out, run)
    command = run.write_command("people", data=data, photos=photos, teacher=teacher)
    segmenter_card.write_people(entry, run.folder, held_out, teacher, command)


def label_people(photos: Path, teacher: Segmenter) -> list[Scene]:
    """Let a segmenter say where people are in photos: labels of `models.classes.PEOPLE`."""
    source = open_source(photos)
    pictures = (decode(source.read(name)) for name in source.members)
    found = ((rgb, segment(rgb, teacher)) for rgb in pictures)
    return [Scene(rgb, of_classes(x, x.classes.foreground).view(np.uint8)) for rgb, x in found]


def train(
    plan: Plan, groups: Sequence[Sequence[Scene]], held_out: Sequence[Scene], run: Run
) -> Model:
    """Train a segmenter, export it, and write its catalog entry.

    Leaves in the run's folder: checkpoint.npz, loss.csv, validation.csv, curves.png, prototxt and
    caffemodel, and catalog.json, the entry to run it by. Each group of scenes is drawn from equally
    often; the held-out ones are watched during the run.
    """
    net = fit_segmenter(plan, groups, held_out, run)
    draw_curves(run.folder, "validation mean IoU")
    files = caffe_writer.export(net, run.folder, {"rgb": plan.longer + -plan.longer % STRIDE})
    made = model_card.describe(net, files, run.folder, task=SEGMENT, runtime="half-size-segmenter")
    entry = replace(made, classes=plan.table)
    model_card.write_entry(entry, run.folder)
    return entry
