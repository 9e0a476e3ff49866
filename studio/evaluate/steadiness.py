"""Steadiness: how close a coloured film is to the original, and how much its colours flicker.

Frames are compared at 256 x 256, as photos are.

References
----------
.. [1] Liu, Zhao, Liu et al., "Temporally Consistent Video Colorization with Deep Feature
   Propagation and Self-Regularization Learning", Computational Visual Media, 2024 (CDC).
.. [2] Lai, Huang, Wang et al., "Learning Blind Video Temporal Consistency", ECCV 2018 (warp error).
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import lightness
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import small
from studio.film.following.motion import find_motion, move, trust
from studio.photo.tone import tone

APART = (1, 2, 4)  # frames between those whose colours are compared
BINS, COARSE = 256, 64  # levels of red, green and blue that are told apart
VISIBLE = 0.5  # trust in motion above which a pixel counts as seen in both frames

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How well a film was coloured, over its frames but for those that were given."""

    psnr: float  # dB over RGB, mean over frames
    ending: float  # the same of the last tenth
    cdc: float  # colour distribution consistency, times 1,000: 0 if colours never change
    of_truth: float  # that, as a share of the original's
    coarse: float  # the same of a quarter of the bins, where noise counts less
    coarse_of_truth: float
    warp: float  # mean squared difference along motion, times 1,000, for levels in [0, 1]
    warp_of_truth: float  # that, as a share of the original's
    rate: float  # frames a second


@dataclass(frozen=True, eq=False)
class Step:
    """A frame, and how it goes on from the one before."""

    number: int
    start: int  # number of the first frame of its scene
    rgb: Picture
    original: Picture  # (256, 256, 3)
    motion: Float  # to the frame before
    visible: Mask  # there, too


@dataclass(eq=False)
class Meter:
    """Adds up what is measured of a film, frame by frame."""

    given: set[int | None]
    seconds: float = 0.0
    quality: list[float] = field(default_factory=list)
    jumps: dict[tuple[int, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    warps: list[float] = field(default_factory=list)
    colored: bool = False
    _before: deque[Shares] = field(default_factory=lambda: deque(maxlen=max(APART)))
    _last: Float | None = None

    def add(self, step: Step, picture: Picture) -> None:
        """Measure a frame, uint8 (256, 256, 3)."""
        self.colored = self.colored or tone(picture) != "black and white"
        if step.number not in self.given:
            self.quality.append(psnr(step.original, picture))
        shares = _distribution(picture)
        for apart in APART:
            if len(self._before) >= apart:
                before = self._before[-apart]
                for bins in (BINS, COARSE):
                    jump = divergence(_join(before, bins), _join(shares, bins))
                    self.jumps[bins, apart].append(jump)
        self._before.append(shares)
        levels = picture.astype(np.float32) / np.float32(255)
        if self._last is not None and step.number > step.start and step.visible.any():
            error = (move(self._last, step.motion) - levels) ** 2
            self.warps.append(float(error[step.visible].mean()))
        self._last = levels

    @property
    def measured(self) -> bool:
        """Whether there is enough to compare."""
        return bool(self.colored and self.quality and self.warps)

    def cdc(self, bins: int) -> float:
        """Return how much the distribution of colours over so many bins changes, times 1,000."""
        found = [np.mean(jumps) for (of, _), jumps in self.jumps.items() if of == bins]
        return 1_000 * float(np.mean(found))

    @property
    def warp(self) -> float:
        """How much a pixel changes along its way, times 1,000."""
        return 1_000 * float(np.mean(self.warps))

    def compare(self, truth: "Meter") -> Figures:
        """Return the figures, beside those of the original."""
        ending = self.quality[-max(1, round(len(self.quality) / 10)) :]
        return Figures(
            psnr=float(np.mean(self.quality)),
            ending=float(np.mean(ending)),
            cdc=self.cdc(BINS),
            of_truth=self.cdc(BINS) / truth.cdc(BINS),
            coarse=self.cdc(COARSE),
            coarse_of_truth=self.cdc(COARSE) / truth.cdc(COARSE),
            warp=self.warp,
            warp_of_truth=self.warp / truth.warp,
            rate=len(truth.quality) / self.seconds,
        )


def divergence(first: Shares, second: Shares) -> float:
    """Return the Jensen-Shannon divergence of distributions, (C, bins), in nats: mean over C."""
    middle = (first + second) / 2
    return float((_entropy(middle) - (_entropy(first) + _entropy(second)) / 2).mean())


def _entropy(shares: Shares) -> Shares:
    """Return the entropy of distributions, (C, bins), in nats: (C,)."""
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return -(shares * logs).sum(-1)


def _distribution(picture: Picture) -> Shares:
    """Return the share of pixels at each level of red, green and blue: (3, BINS)."""
    counts = [np.bincount(plane.ravel(), minlength=BINS) for plane in np.moveaxis(picture, -1, 0)]
    return np.stack(counts) / picture[..., 0].size


def _join(shares: Shares, bins: int) -> Shares:
    """Return a distribution over fewer bins: (3, bins)."""
    return shares.reshape(len(shares), bins, -1).sum(-1)


def follow_motion(frames: Iterable[Picture], cuts: Sequence[int]) -> Iterator[Step]:
    """Yield the frames of a film with their motion."""
    before: Picture | None = None
    start = 0
    for number, rgb in enumerate(frames):
        original = small(rgb)
        gray = np.rint(lightness(original) * 2.55).astype(np.uint8)
        last = gray if before is None else before
        motion, back = find_motion(gray, last), find_motion(last, gray)
        visible = trust(gray, last, motion, back) > VISIBLE
        start = number if number in cuts else start
        yield Step(number, start, rgb, original, motion, visible)
        before = gray
