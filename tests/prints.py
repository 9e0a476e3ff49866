"""Prints that faded in known ways: their range squeezed, toned, with a border and a stamp."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from studio.color.arrays import Mask, Picture
from studio.color.lab import lab_to_rgb, lightness, turn_gray

# a* and b* of the tones: none, sepia pale and strong, a cyanotype
TONES = [(0, 0), (3, 12), (6, 20), (-4, -18)]
NARROWEST, WIDEST = 0.3, 0.6  # of the range of levels
LEAST_BORDER, MOST_BORDER = 0.03, 0.1  # of the longer side
DARKEST_PAPER, LIGHTEST_PAPER = 75, 95  # L*


@dataclass(frozen=True, eq=False)
class Print:
    """A photo as it is found in a box."""

    rgb: Picture
    inside: Mask  # where its picture is


def fade(rgb: Picture, seed: int) -> Print:
    """Print a photo, uint8 (H, W, 3), in gray or toned, let it fade, and put a border around it."""
    random = np.random.default_rng(seed)
    return frame(tone(squeeze(turn_gray(rgb), random), random), random)


def squeeze(rgb: Picture, random: np.random.Generator) -> Picture:
    """Squeeze levels to 30 to 60 % of their range, anywhere in it."""
    span = random.uniform(NARROWEST, WIDEST)
    low = random.uniform(0.02, 0.98 - span)
    return np.rint(255 * low + span * rgb).astype(np.uint8)


def tone(rgb: Picture, random: np.random.Generator) -> Picture:
    """Tone a gray picture, the middle more than black and white."""
    light = lightness(rgb)
    ab = TONES[random.integers(len(TONES))]
    share = np.sin(np.pi * light / 100)
    return lab_to_rgb(np.dstack([light, share * ab[0], share * ab[1]]).astype(np.float32))


def frame(rgb: Picture, random: np.random.Generator) -> Print:
    """Put paper around a picture, of another width at each side, with grain and a date."""
    side = max(rgb.shape[:2])
    top, bottom, left, right = random.integers(
        int(LEAST_BORDER * side), int(MOST_BORDER * side), 4
    ).tolist()
    whole = ((top, bottom), (left, right))
    inside = np.pad(np.ones(rgb.shape[:2], bool), whole)
    paper = [random.uniform(DARKEST_PAPER, LIGHTEST_PAPER), 1, 6]
    lab = np.tile(np.array(paper, np.float32), (*inside.shape, 1))
    lab[..., 0] += random.normal(0, 0.6, inside.shape)
    framed = Image.fromarray(lab_to_rgb(lab))
    framed.paste(Image.fromarray(rgb), (left, top))
    place = (left + rgb.shape[1] // 3, top + rgb.shape[0] + bottom // 4)
    ImageDraw.Draw(framed).text(place, "JUN 1964", fill=(90, 60, 50))
    return Print(np.array(framed), inside)
