"""Fading: how much of a print's contrast is left, within its frame."""

from dataclasses import dataclass

import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import lightness
from studio.color.sizes import shrink
from studio.photo.frame import Frame
from studio.photo.paper import find_frame
from studio.photo.scan import find_tone
from studio.photo.tone import Tone

SIDE = 512  # pixels of the longer side at which tones are counted
MARGIN = 0.015  # of a photo: what is nearer to an edge is in its shade, or rubbed off
TAIL = 0.05  # per cent of the pixels that are darker than black, or lighter than white
# A print has faded if so much of L* is between black and white: of 640 photos that are well 8 have
# no more, and are dull; of 388 that were squeezed to 30 to 60 % 98 % have.
CERTAIN = 57.0
LIKELY = 66.0  # if black is lifted and white is dull
LIFTED, DULL = 4.0, 96.0  # L*


@dataclass(frozen=True)
class Ends:
    """Between which tones a print lies."""

    black: float
    white: float


@dataclass(frozen=True, kw_only=True)
class Fading:
    """What is left of a print."""

    frame: Frame  # within which it is
    tone: Tone
    light: Ends  # of L*
    channels: tuple[Ends, ...]  # of red, green and blue, 0 to 255

    @property
    def nbytes(self) -> int:
        """Bytes held: nothing worth counting."""
        return 0

    @property
    def is_faded(self) -> bool:
        """Whether it has lost so much that bringing it back is worth an offer."""
        is_gone = self.light.black > LIFTED and self.light.white < DULL
        return self.light.white - self.light.black < (LIKELY if is_gone else CERTAIN)


def measure(rgb: Picture) -> Fading:
    """Measure a photo, uint8 (H, W, 3)."""
    frame = find_frame(rgb)
    small = shrink(rgb, SIDE)
    height, width = small.shape[:2]
    inside = frame.find_inside(height, width, margin=MARGIN)
    pixels = small[inside] if inside.any() else small.reshape(-1, 3)
    return Fading(
        frame=frame,
        tone=find_tone(rgb, frame),
        light=_find_ends(lightness(pixels[None])[0]),
        channels=tuple(_find_ends(channel) for channel in pixels.T),
    )


def _find_ends(values: np.ndarray) -> Ends:
    black, white = np.percentile(values, [TAIL, 100 - TAIL])
    return Ends(float(black), float(white))
