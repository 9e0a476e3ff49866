"""What time does to a print: a model that is to colour old photos learns from aged lightness."""

import cv2
import numpy as np
import numpy.typing as npt

from studio.color.arrays import Float

SOFT = np.array([0.25, 0.5, 0.25], np.float32)  # a blur of about one pixel


def age(lightness: Float, random: np.random.Generator) -> Float:
    """Bend the tones of some pictures, fade, blur or roughen others: each by chance.

    From L*, float32 (h, w), 0 to 100, to the same.
    """
    aged: npt.NDArray = lightness
    if random.random() < 0.35:
        aged = 100 * (aged / 100) ** np.exp(random.normal(0, 0.22))
    if random.random() < 0.2:
        black, white = random.uniform(0, 18), random.uniform(78, 100)
        aged = black + aged * (white - black) / 100
    if random.random() < 0.25:
        for _ in range(random.integers(1, 3)):
            aged = cv2.sepFilter2D(aged, -1, SOFT, SOFT)
    if random.random() < 0.25:
        aged = aged + random.uniform(0, 5) * _grain(aged.shape, random)
    return np.clip(aged, 0, 100).astype(np.float32)


def _grain(shape: tuple[int, ...], random: np.random.Generator) -> npt.NDArray:
    """Return noise of about unit deviation: of single pixels, or of grains two pixels wide."""
    height, width = shape
    if random.random() < 0.5:
        return random.standard_normal(shape, np.float32)
    coarse = random.standard_normal((height // 2, width // 2), np.float32)
    return 1.6 * cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
