"""The last of training: which of part, thing and group is meant, learned on whole photos.

Crops and their errors teach the masks; how often the lips are meant and how often the woman, where
a whole photo is seen, they do not. So the layers that choose are fitted once more, on first clicks
on whole photos, all else as it is.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import keras
import numpy as np

from studio.color.arrays import Float
from studio.color.lab import rgb_to_lab, turn_gray
from studio.color.sizes import resize_picture
from studio.evaluate.labelled import Labelled, Pack, mark
from studio.models.caffe import TAPS, Compact
from studio.models.picker import PickCompact
from studio.models.registry import Registry
from studio.segment.segmentation import Labels
from studio.training.simulated_user import SimulatedUser
from studio.training.things import ask

FIRST_CLICKS = 4000
EACH = 6  # things of one photo, at most
EPOCHS, BATCH = 30, 64
RATE, DECAY, DROPPED = 1e-3, 1e-4, 0.3
SHARPNESS, REGRESSION = 4.0, 0.3  # of the choice among three; weight of the IoU itself
FROM, LAYERS = "choice_known", ("choice_hidden", "choice")


class Answers(NamedTuple):
    """What is known at first clicks, and how good each of three masks is."""

    known: Float  # (N, F), what the layers that choose are given
    scores: Float  # (N, 3), logits of the other layers that score
    overlaps: Float  # (N, 3), IoU with what is asked for
    weights: Float  # (N,), by which each source weighs alike


def fit_choice(net: keras.Model, pack: Pack, *, count: int = FIRST_CLICKS, seed: int = 0) -> None:
    """Fit the layers of a picker's head that choose, in place."""
    answers = _gather(net, pack, count, np.random.default_rng(seed))
    mean, spread = answers.known.mean(0), answers.known.std(0) + 1e-3
    hidden, chosen = (_like(net.get_layer("head").get_layer(name)) for name in LAYERS)
    known = keras.Input(answers.known.shape[1:])
    scores = keras.Input(answers.scores.shape[1:])
    x = hidden(keras.layers.Dropout(DROPPED)(known))
    x = chosen(keras.layers.Dropout(DROPPED)(x))
    model = keras.Model([known, scores], keras.layers.Add()([x, scores]))
    model.compile(keras.optimizers.Adam(RATE), loss=_choice_loss)
    model.fit(
        [(answers.known - mean) / spread, answers.scores],
        answers.overlaps,
        sample_weight=answers.weights,
        epochs=EPOCHS,
        batch_size=BATCH,
        verbose=0,
    )
    kernel, bias = hidden.get_weights()[:2]
    kernel = kernel / spread[:, None]
    head = net.get_layer("head")
    head.get_layer(LAYERS[0]).set_weights([kernel, bias - mean @ kernel])
    head.get_layer(LAYERS[1]).set_weights(chosen.get_weights())


def _choice_loss(overlaps: Float, scores: Float) -> Float:
    """Let the best of three win, and scores be the IoU."""
    ops = keras.ops
    chosen = ops.sum(ops.softmax(SHARPNESS * scores) * overlaps, -1)
    return REGRESSION * ops.sum((ops.sigmoid(scores) - overlaps) ** 2, -1) - chosen


def _like(layer: keras.layers.Dense) -> keras.layers.Dense:
    """Return an untrained layer of the same kind, whose weights decay."""
    return keras.layers.Dense(
        layer.units,
        activation=layer.activation,
        kernel_initializer=layer.kernel_initializer,
        kernel_regularizer=keras.regularizers.L2(DECAY),
    )


def _gather(net: keras.Model, pack: Pack, count: int, random: np.random.Generator) -> Answers:
    """Answer first clicks on whole photos, each source in its turn."""
    head = net.get_layer("head")
    told = {**head.output, "known": head.get_layer(FROM).output}
    told["rest"] = head.get_layer("score").output
    asked = keras.Model(head.inputs, told)
    eyes: Compact = Registry().colorizer(PickCompact.encoder)  # type: ignore[assignment]
    rows: list[tuple[Float, Float, Float]] = []
    sources: list[str] = []
    for labelled in _draw(pack, random):
        rows += _answer(net.get_layer("neck"), asked, eyes, pack, labelled, random)
        sources += [labelled.source] * (len(rows) - len(sources))
        if len(rows) >= count:
            break
    names, places, counts = np.unique(sources, return_inverse=True, return_counts=True)
    weights = (len(rows) / len(names) / counts[places]).astype(np.float32)
    known, scores, overlaps = (np.stack(column) for column in zip(*rows, strict=True))
    return Answers(known, scores, overlaps, weights)


def _draw(pack: Pack, random: np.random.Generator) -> Iterator[Labelled]:
    sources: Sequence[Sequence[Labelled]] = list(pack.by_source().values())
    while True:
        for photos in sources:
            yield photos[int(random.integers(len(photos)))]


def _answer(
    neck: keras.Model,
    head: keras.Model,
    eyes: Compact,
    pack: Pack,
    labelled: Labelled,
    random: np.random.Generator,
) -> Iterator[tuple[Float, Float, Float]]:
    """Click once on some things in a whole photo; yield what is known, scores and overlaps."""
    rgb = pack.picture(labelled)
    height, width = eyes.size(*rgb.shape[:2])
    small = turn_gray(resize_picture(rgb, height, width))
    layers = [_shrink(labels, height, width) for labels in pack.layers(labelled)]
    taps = eyes.encode(small).blobs
    inputs = {name: taps[name].transpose(0, 2, 3, 1) for name in TAPS}
    seen = neck({**inputs, "data_l": rgb_to_lab(small)[None, ..., :1] - 50}, training=False)
    for index in random.permutation(len(labelled.targets))[:EACH]:
        target = labelled.targets[index]
        whole = mark(layers[target.layer], target.ids).sum()
        wanted = ask(layers, labelled, int(index), float(whole), random)
        if wanted is not None:
            user = SimulatedUser(wanted, random, boxes=False)
            told = {"maps": user.maps[None], "before": user.before[None, ..., None]}
            told = {name: keras.ops.convert_to_tensor(plane) for name, plane in told.items()}
            said = head({**seen, **told}, training=False)
            masks = said["masks"].numpy()[0] > 0
            truth = user.truth[..., None] > 0.5
            overlaps = (masks & truth).sum((0, 1)) / ((masks | truth).sum((0, 1)) + 1e-3)
            yield said["known"].numpy()[0], said["rest"].numpy()[0], overlaps.astype(np.float32)


def _shrink(labels: Labels, height: int, width: int) -> Labels:
    small = cv2.resize(labels, (width, height), interpolation=cv2.INTER_NEAREST)
    return small.astype(np.uint8, copy=False)
