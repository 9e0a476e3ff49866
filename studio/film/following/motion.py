"""Motion: where each pixel of a frame was in another one, and how far that can be trusted."""

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture

STEP = 12.0  # in L* of a thing that moved, at which trust falls to 1/e
MISS = 1.5  # pixels between a place and where motion there and back leads, likewise


def find_motion(
    gray: Picture, other: Picture, *, begin: Float | None = None, quality: int = 1
) -> Float:
    """Find where each pixel of a picture is in another one, both uint8 (h, w).

    Returns steps in x and y, in pixels: float32 (h, w, 2). The search begins at rest, or with the
    motion `begin`. The sides are of 16 pixels at least.

    References
    ----------
    .. [1] Kroeger, Timofte, Dai, Van Gool, "Fast Optical Flow using Dense Inverse Search", ECCV
       2016.
    """
    search = cv2.DISOpticalFlow.create(quality)
    flow = np.zeros((*gray.shape, 2), np.float32) if begin is None else begin.copy()
    found = search.calc(gray, other, flow)
    return found.astype(np.float32, copy=False)


def move(plane: Float, motion: Float) -> Float:
    """Fetch what each pixel of a frame was in the other: float32 (h, w) or (h, w, C).

    Beyond the border of the other frame lies what is at the border.
    """
    x, y = _places(motion)
    moved = cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.float32, copy=False)


def trust(gray: Picture, other: Picture, motion: Float, back: Float) -> Float:
    """Tell how far motion from a picture to another can be trusted: float32 (h, w), in [0, 1].

    It is low where lightness changed on the way, where the motion back leads elsewhere, as it does
    where something was covered, and 0 where the way leads out of the other picture.
    """
    step = difference(gray, other, motion) / np.float32(STEP)
    astray = miss(motion, back) / np.float32(MISS)
    return np.exp(-(step**2) - astray**2) * is_inside(motion)


def miss(motion: Float, back: Float) -> Float:
    """Return how many pixels from a place one is after motion there and back: float32 (h, w)."""
    return np.linalg.norm(motion + move(back, motion), axis=-1)


def difference(gray: Picture, other: Picture, motion: Float) -> Float:
    """Return how much lighter or darker things got on their way, in L*: float32 (h, w)."""
    moved = move(other.astype(np.float32), motion)
    return np.abs(moved - gray) * np.float32(100 / 255)


def follow(first: Float, second: Float) -> Float:
    """Join motion to another picture with the motion from there to a third."""
    return first + move(second, first)


def is_inside(motion: Float) -> Mask:
    """Tell which ways end in the other picture: bool (h, w)."""
    height, width = motion.shape[:2]
    x, y = _places(motion)
    inside: Mask = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    return inside


def _places(motion: Float) -> tuple[Float, Float]:
    """Return where motion leads from each pixel, x and y: float32 (h, w) each."""
    height, width = motion.shape[:2]
    y, x = np.indices((height, width), np.float32)
    return x + motion[..., 0], y + motion[..., 1]
