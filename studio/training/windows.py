"""Labelled pictures to learn segmentation from: random windows, in colour and in gray."""

from collections.abc import Sequence

import cv2
import keras
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float
from studio.evaluate.scenes import Scene
from studio.models.classes import UNSURE
from studio.segment.segmentation import Labels

GRAY_SHARE = 0.4  # of the windows: black-and-white photos are what the studio is given
SCALES = (0.6, 1.7)
TURN = 5.0  # degrees, at most


class Windows(keras.utils.PyDataset):
    """An endless stream of random windows: shifted, scaled, turned, mirrored, often gray.

    Each group of scenes is drawn from equally often, however many it has. A scene is brought to
    `fit` pixels on its longer side before it is scaled at random.
    """

    def __init__(
        self,
        groups: Sequence[Sequence[Scene]],
        *,
        height: int,
        width: int,
        fit: int,
        batch: int,
        seed: int,
    ) -> None:
        super().__init__(workers=1, max_queue_size=8)
        self.groups = groups
        self.shape = (height, width)
        self.fit = fit
        self.batch = batch
        self.random = np.random.default_rng(seed)

    def __len__(self) -> int:
        return 1_000_000  # a training run ends by time

    def __getitem__(self, index: int) -> tuple[Float, Labels]:
        windows = [self._window() for _ in range(self.batch)]
        rgb, labels = zip(*windows, strict=True)
        return np.stack(rgb), np.stack(labels)

    def _window(self) -> tuple[Float, Labels]:
        """Return RGB in [0, 1] (height, width, 3), and labels at half that size."""
        group = self.groups[int(self.random.integers(len(self.groups)))]
        scene = group[int(self.random.integers(len(group)))]
        matrix = self._placement(*scene.rgb.shape[:2])
        height, width = self.shape
        rgb = cv2.warpAffine(
            scene.rgb,
            matrix,
            (width, height),
            flags=cv2.INTER_AREA,
            borderMode=cv2.BORDER_REPLICATE,  # as `models.letterbox` pads a photo
        )
        half = np.diag((0.5, 0.5)) @ matrix
        half[:, 2] -= 0.25  # centres of half-size pixels lie between those of two
        labels = cv2.warpAffine(
            scene.labels,
            half,
            (width // 2, height // 2),
            flags=cv2.INTER_NEAREST,
            borderValue=UNSURE,
        )
        return vary(rgb.astype(np.float32) / 255, self.random), labels.astype(np.uint8, copy=False)

    def _placement(self, height: int, width: int) -> np.ndarray:
        """Draw the affine map from a scene to a window: float64 (2, 3)."""
        low, high = np.log(SCALES)
        scale = np.exp(self.random.uniform(low, high)) * self.fit / max(height, width)
        angle = np.deg2rad(self.random.uniform(-TURN, TURN))
        turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        turn[:, 0] *= self.random.choice((-1, 1))
        middle = turn @ np.array([width - 1, height - 1]) / 2
        slack = (scale * np.array([width, height]) - self.shape[::-1]) / 2
        shift = self.random.uniform(-1, 1, 2) * np.abs(slack)
        wanted = np.array(self.shape[::-1]) / 2 - 0.5 + shift
        return np.column_stack([turn, wanted - middle])


def vary(rgb: npt.NDArray, random: np.random.Generator) -> Float:
    """Vary exposure and tone; turn some windows gray, and tint the light of others.

    From float32 (H, W, 3) in [0, 1] to the same.
    """
    if random.random() < GRAY_SHARE:
        rgb = np.repeat(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    else:
        rgb = rgb * np.exp(random.normal(0, 0.08, 3)).astype(np.float32)
    gain, gamma = np.exp(random.normal(0, 0.15, 2)).astype(np.float32)
    return np.minimum(np.clip(rgb * gain, 0, 1) ** gamma, 1)
