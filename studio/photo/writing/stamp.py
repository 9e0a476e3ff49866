"""The stamp: a small "colorized" in a corner, for pictures that are shared without their words."""

import functools
from dataclasses import dataclass

import numpy as np
from PIL import Image

from studio.color.arrays import Float, Samples

WORD = "colorized"
SHARE = 0.025  # of the shorter side: the height of the letters
LEAST = 11  # pixels, below which nobody reads them
MARGIN = 0.6  # of the letters' height
STRENGTH = 0.85  # how much of what lies below is covered


@dataclass(frozen=True, eq=False)
class Stamp:
    """Where a stamp lies, how far each pixel is covered, and how light it is, from 0 to 1."""

    top: int
    left: int
    cover: Float  # float32 (h, w, 1)
    light: Float  # float32 (h, w, 1)

    def lay(self, samples: Samples, rows: slice) -> Samples:
        """Lay it over some rows of a picture, both ends given: uint8 or uint16 (h, W, C).

        Alpha, the fourth channel, grows where it is covered.
        """
        first, last = max(rows.start, self.top), min(rows.stop, self.top + len(self.cover))
        if first >= last:
            return samples
        mine, theirs = slice(first - self.top, last - self.top), slice(first - rows.start, None)
        white = np.iinfo(samples.dtype).max
        made = samples.copy()
        part = made[theirs][: last - first, self.left : self.left + self.cover.shape[1]]
        cover, light = self.cover[mine], self.light[mine] * white
        part[..., :3] = np.rint(part[..., :3] * (1 - cover) + light * cover)
        if part.shape[2] == 4:
            part[..., 3:] = np.maximum(part[..., 3:], np.rint(cover * white))
        return made


@functools.lru_cache(4)
def draw(height: int, width: int) -> Stamp:
    """Draw the stamp of a picture of a size, in its lower right corner: white, edged with black."""
    from PIL import ImageDraw, ImageFont  # few pictures have a stamp

    size = max(LEAST, round(min(height, width) * SHARE))
    font = ImageFont.load_default(size)
    edge = max(1, size // 12)
    box = font.getbbox(WORD, stroke_width=edge)
    area = (round(box[2] - box[0]), round(box[3] - box[1]))
    letters, whole = Image.new("L", area), Image.new("L", area)
    place = (-box[0], -box[1])
    ImageDraw.Draw(letters).text(place, WORD, 255, font)
    ImageDraw.Draw(whole).text(place, WORD, 255, font, stroke_width=edge)
    margin = round(size * MARGIN)
    top, left = max(0, height - area[1] - margin), max(0, width - area[0] - margin)
    cover, light = (np.asarray(each, np.float32)[..., None] for each in (whole, letters))
    inside = slice(0, height - top), slice(0, width - left)
    return Stamp(
        top, left, cover[inside] * np.float32(STRENGTH / 255), light[inside] / np.float32(255)
    )
