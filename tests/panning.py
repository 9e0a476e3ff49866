"""Films of known motion: a textured plane that is carried past, and a thing before it."""

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import lab_to_rgb, turn_gray

HEIGHT, WIDTH = 192, 352


def texture(height: int, width: int, seed: int = 0) -> Float:
    """Return L* in which every place can be told from those around it: float32 (h, w)."""
    noise = np.random.default_rng(seed).standard_normal((height, width)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 3)
    return 50 + 12 * smooth / smooth.std()


def paint(lightness: Float) -> Picture:
    """Colour L* in four broad fields: red, green, blue and yellow."""
    ab = np.array([[[45, 30], [-40, 30]], [[10, -45], [0, 50]]], np.float32)
    height, width = lightness.shape
    fields = cv2.resize(ab, (width, height), interpolation=cv2.INTER_NEAREST)
    return lab_to_rgb(np.dstack([lightness.clip(15, 85), fields]))


def pan(frames: int, speed: int, seed: int = 0) -> list[Picture]:
    """Return a film in colour that moves to the right over a painted plane, so many pixels each."""
    plane = paint(texture(HEIGHT, WIDTH + frames * speed, seed))
    return [np.ascontiguousarray(plane[:, n * speed : n * speed + WIDTH]) for n in range(frames)]


def gray(frames: list[Picture]) -> list[Picture]:
    """Take the colours of a film away."""
    return [turn_gray(frame) for frame in frames]
