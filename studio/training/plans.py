"""What each colorizer is trained by: its net, its crops, its losses, its rates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import keras
import numpy as np

from studio.color.arrays import Float
from studio.models.caffe import TAPS
from studio.models.runtimes import Runtime
from studio.training.data import Crops, Source
from studio.training.fit import Optimizer
from studio.training.loss import huber, rarity, surprise
from studio.training.nets.baseline import encoder_decoder
from studio.training.nets.compact import compact

PRIOR_BATCHES = 40  # of 48 crops: about 2,000 pictures say how common each colour is


@dataclass(frozen=True)
class Phase:
    """A stretch of the budget with crops of one size."""

    until: float  # share of the budget at its end
    side: int
    least: float  # smallest share of a photo's sides that a crop keeps


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A net and how it is trained."""

    build: Callable[[], keras.Model]
    parts: tuple[str, ...]  # layers that are nets of their own and exported one by one
    sides: Mapping[str, int]  # pixels of each input in use
    strides: Mapping[str, int]  # how much smaller each output is than the photo
    losses: Callable[[Sequence[Source]], Mapping[str, Callable | str]]
    weights: Mapping[str, float]  # of the losses
    phases: Sequence[Phase]
    rate: float  # of learning, at its highest
    optimizer: Callable[[], keras.Optimizer]
    runtime: Runtime  # what runs it


def _compact_losses(sources: Sequence[Source]) -> dict[str, Callable]:
    return {"logits": surprise(rarity(_colors(sources))), "regression": huber}


def _colors(sources: Sequence[Source]) -> Float:
    crops = Crops(sources, side=96, batch=48, least=0.5, strides={"ab": 4})
    return np.concatenate([crops[i][1]["ab"].reshape(-1, 2)[::7] for i in range(PRIOR_BATCHES)])


COMPACT = Plan(
    build=compact,
    parts=("encoder", "decoder"),
    sides={"data_l": 256, "data_hint": 256, **{tap: 256 >> n for n, tap in enumerate(TAPS, 1)}},
    strides={"logits": 4, "regression": 2},
    losses=_compact_losses,
    weights={"logits": 1.0, "regression": 0.3},
    # Small crops are quick; the end is at the size the studio uses.
    phases=(Phase(until=0.7, side=192, least=0.45), Phase(until=1.0, side=256, least=0.7)),
    rate=2e-3,
    optimizer=lambda: Optimizer(encoder=0.2, decay=0.02, clip=2.0),
    runtime="compact",
)
ENCODER_DECODER = Plan(
    build=encoder_decoder,
    parts=(),
    sides={"data_l": 128},
    strides={"regression": 1},
    losses=lambda sources: {"regression": "mse"},
    weights={"regression": 1.0},
    phases=(Phase(until=1.0, side=128, least=0.5),),
    rate=1e-3,
    optimizer=keras.optimizers.Adam,
    runtime="encoder-decoder",
)
