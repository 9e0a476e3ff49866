"""Scans: whether the picture of a print is in colour, whatever time and a scanner added to it.

A dye has one colour at each lightness, yellowing changes slowly across a print, a stain moves
colours one way, a scanner may lay its channels a pixel apart, and a target of known colours lies
at a side. What is left without all that goes one way at most in a print in gray, and not far;
several ways, or far, in a photo in colour.
"""

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.color.sizes import is_gray_picture, shrink
from studio.photo.frame import Frame
from studio.photo.tone import NEUTRAL, Tone, tone

SIDE, SMALL = 256, 96  # pixels of the longer side: where channels are laid on one another; the rest
MARGIN = 0.13  # of the picture at each side: a target may lie there
LEAST = 16  # pixels of a side of what is looked at
DETAIL = 2.0  # pixels: what is coarser tells nothing of how channels lie
FARTHEST = 3.0  # pixels: channels are no further apart
STEPS = 9  # of lightness at which a dye has colours of its own
STEADY = 4.0  # ab units: what differs by more counts less for what a print is like as a whole
ROUNDS = 3  # in which that is found
# Deviations, in ab units, across the way in which colours differ most: a colour photo has more than
# both this and so much of the deviation along it. `python -m benchmarks.tones` measures the errors.
SEVERAL, SHARE = 0.36, 0.13
STRONG = 9.0  # ab units along it: stains do not go so far, what was tinted does


def find_tone(rgb: Picture, frame: Frame) -> Tone:
    """Tell the tone of a print, uint8 (H, W, 3), from what lies well within its frame."""
    inner = _crop(shrink(rgb, SIDE), frame)
    if is_gray_picture(inner):
        return "black and white"
    if min(inner.shape[:2]) < LEAST:
        return tone(rgb)
    sharp = rgb_to_lab(shrink(_align(inner), SMALL))
    lab = cv2.blur(sharp, (3, 3)).astype(np.float32, copy=False)
    least, most = _measure_ways(lab)
    if least > max(SEVERAL, SHARE * most) or most > STRONG:
        return "colour"
    chroma = np.percentile(np.hypot(lab[..., 1], lab[..., 2]), 95)
    return "black and white" if chroma < NEUTRAL else "toned"


def _crop(rgb: Picture, frame: Frame) -> Picture:
    """Return what lies inside, but for a margin: the rectangle around it if it lies askew."""
    inside = frame.find_inside(*rgb.shape[:2])
    spans = []
    for axis in (1, 0):
        places = np.flatnonzero(inside.any(axis))
        if not len(places):
            return rgb
        margin = int(MARGIN * (places[-1] + 1 - places[0]))
        spans.append(slice(places[0] + margin, places[-1] + 1 - margin))
    return np.ascontiguousarray(rgb[tuple(spans)])


def _align(rgb: Picture) -> Picture:
    """Lay red and blue on green, where that brings them nearer."""
    levels = rgb.astype(np.float32)
    fine = levels - cv2.GaussianBlur(levels, (0, 0), DETAIL)
    red, green, blue = (np.ascontiguousarray(channel) for channel in np.moveaxis(fine, -1, 0))
    height, width = green.shape
    window = cv2.createHanningWindow((width, height), cv2.CV_32F)
    aligned = rgb.copy()
    origin = np.array(cv2.phaseCorrelate(green, green, window)[0])  # half a pixel at odd sizes
    for channel, other in ((0, red), (2, blue)):
        shift = np.array(cv2.phaseCorrelate(green, other, window)[0]) - origin
        moved = cv2.warpAffine(
            rgb[..., channel],
            np.array([[1, 0, shift[0]], [0, 1, shift[1]]]),
            (width, height),
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        is_nearer = cv2.norm(moved, rgb[..., 1]) < cv2.norm(rgb[..., channel], rgb[..., 1])
        if np.abs(shift).max() < FARTHEST and is_nearer:
            aligned[..., channel] = moved
    return aligned


def _measure_ways(lab: Float) -> tuple[float, float]:
    """Return how far colours go the two ways that are left, across and along, in ab units."""
    known, ab = _describe(lab), lab[..., 1:].reshape(-1, 2)
    weight = np.ones((len(ab), 1), np.float32)
    slight = 0.1 * np.eye(known.shape[1], dtype=np.float32)
    rest = ab
    for _ in range(ROUNDS):
        weighted = known * weight
        rest = ab - known @ np.linalg.solve(weighted.T @ known + slight, weighted.T @ ab)
        weight = 1 / (1 + (rest**2).sum(1, keepdims=True) / STEADY**2)
    least, most = np.sqrt(np.linalg.eigvalsh(np.cov(rest.T)).clip(0))
    return float(least), float(most)


def _describe(lab: Float) -> Float:
    """Return what a dye and yellowing make colours of, of each pixel: lightness, and the place."""
    height, width = lab.shape[:2]
    light = lab[..., 0]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] + 0 * light
    x = np.linspace(-1, 1, width, dtype=np.float32)[None] + 0 * light
    step = 100 / (STEPS - 1)
    dye = [(1 - np.abs(light - n * step) / step).clip(0) for n in range(STEPS)]
    place = [x, y, x * x, y * y, x * y]
    terms = [*dye, *place, *(term * light / 100 for term in place)]
    return np.stack(terms, -1).reshape(height * width, -1)
