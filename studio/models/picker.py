"""The picker that ships: a photo is looked at once, then each click costs a small net.

It has no encoder of its own: it sees by the taps of the compact colorizer, which are there already.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.models.caffe import Taps
from studio.models.engine import Engine

LEVELS = ("part", "thing", "group")  # the lips, the woman, the women arm in arm
MOST_CLICKS = 12  # the latest ones are told
# What the neck tells the head, by name: features at 1/2 to 1/32 of what was seen, and at 1/8 an
# embedding in which like places are alike.
SEEN = ("seen2", "seen4", "seen8", "seen16", "seen32", "embedding")
STRIDE = 4  # maps of clicks and box are so much smaller than what was seen
NEAR, MIDDLE, FAR = 1.2, 5.0, 16.0  # reach of a click's three maps, in their pixels
EDGE = 1.5  # reach of a box's edge, likewise
SHARPNESS = 4.0  # of the step from outside of a box to inside
MAPS = 8  # near, middle and far of the clicks inside and of those outside; the box, and its edge


@dataclass(frozen=True, eq=False)
class Look:
    """What a picker saw of a photo, or of a window in one.

    Parameters
    ----------
    blobs : dict of str to float32 array of shape (1, C, h, w)
        By the names that the picker's decoder knows them by: `SEEN` of the one that ships.
    height, width : int
        Of what was seen.
    """

    blobs: dict[str, Float]
    height: int
    width: int

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(blob.nbytes for blob in self.blobs.values())


@dataclass(frozen=True, eq=False)
class Pointing:
    """What a person points at, in shares of the width and height of what is looked at.

    Parameters
    ----------
    clicks : float32 array of shape (N, 3)
        x, y, and 1 for a click inside or -1 for one outside.
    box : tuple of float, optional
        Left, top, right, bottom; may lie a little beyond what is looked at.
    """

    clicks: Float
    box: tuple[float, float, float, float] | None = None

    def mirror(self) -> "Pointing":
        """Return what is pointed at in the mirrored photo."""
        right = np.array([1, 0, 0], np.float32)
        box = self.box and (1 - self.box[2], self.box[1], 1 - self.box[0], self.box[3])
        return Pointing(right + self.clicks * np.array([-1, 1, 1], np.float32), box)


@dataclass(frozen=True, eq=False)
class Picks:
    """What may be meant.

    Parameters
    ----------
    masks : float32 array of shape (3, h, w)
        How likely each spot of what was looked at is inside, for the part, the thing and the group;
        at the picker's resolution.
    scores : float32 array of shape (3,)
        How well each is likely to be what is meant: in [0, 1].
    """

    masks: Float
    scores: Float

    def mirror(self) -> "Picks":
        """Return what may be meant in the mirrored photo."""
        return Picks(self.masks[..., ::-1], self.scores)

    def join(self, other: "Picks") -> "Picks":
        """Return the mean of two answers: they err less than one."""
        half = np.float32(0.5)
        return Picks((self.masks + other.masks) * half, (self.scores + other.scores) * half)


class PickCompact:
    """Answers clicks by what the compact colorizer's encoder sees; lightness is all it needs."""

    encoder = "compact"  # the colorizer by whose encoder it sees

    def __init__(self, neck: Path, head: Path) -> None:
        self.neck, self.head = (Engine(path, path.parent) for path in (neck, head))

    def look(self, rgb: Picture, seen: Taps) -> Look:
        """Look at a photo once, for any number of clicks.

        Parameters
        ----------
        rgb : uint8 array of shape (h, w, 3)
            Of the encoder's size.
        seen : Taps
            What the encoder said of it.
        """
        lightness = np.ascontiguousarray(rgb_to_lab(rgb)[None, None, ..., 0] - np.float32(50))
        said = self.neck.run({**seen.blobs, "data_l": lightness}, SEEN)
        return Look(dict(zip(SEEN, said, strict=True)), *rgb.shape[:2])

    def pick(self, look: Look, pointing: Pointing, before: Float | None = None) -> Picks:
        """Tell what may be meant.

        Parameters
        ----------
        look : Look
        pointing : Pointing
        before : float32 array of shape (look.height / 2, look.width / 2), optional
            The mask so far, in [0, 1].
        """
        maps = draw_maps(pointing, look.height // STRIDE, look.width // STRIDE)
        if before is None:
            before = np.zeros((look.height // 2, look.width // 2), np.float32)
        inputs = {**look.blobs, "maps": maps[None], "before": before[None, None]}
        masks, scores = self.head.run(inputs, ("masks", "scores"))
        return Picks(sigmoid(masks[0]), sigmoid(scores[0]))


def draw_maps(pointing: Pointing, height: int, width: int) -> Float:
    """Draw clicks and box as maps, for the net to see.

    Returns
    -------
    float32 array of shape (8, height, width)
        In [0, 1]: near, middle and far of the clicks inside; the same of those outside; how far a
        spot is inside of the box, and how near its edge. All zero where there is none.
    """
    maps = np.zeros((MAPS, height, width), np.float32)
    y, x = (np.arange(side, dtype=np.float32) + np.float32(0.5) for side in (height, width))
    for click_x, click_y, sign in pointing.clicks[-MOST_CLICKS:]:
        square = (y[:, None] - click_y * height) ** 2 + (x[None] - click_x * width) ** 2
        first = 0 if sign > 0 else 3
        for index, drawn in enumerate(_reaches(square), first):
            np.maximum(maps[index], drawn, out=maps[index])
    if pointing.box:
        left, top, right, bottom = pointing.box
        rows = np.minimum(y - top * height, bottom * height - y)[:, None]
        columns = np.minimum(x - left * width, right * width - x)[None]
        depth = np.minimum(rows, columns)
        maps[6], maps[7] = sigmoid(SHARPNESS * depth), np.exp(-np.abs(depth) / EDGE)
    return maps


def _reaches(square: Float) -> tuple[Float, Float, Float]:
    """Return a click's three maps from the squared distance to it."""
    near, middle = (np.exp(-square / (2 * reach**2)) for reach in (NEAR, MIDDLE))
    return near, middle, np.exp(-np.sqrt(square + 1e-3) / FAR)


def sigmoid(logits: Float) -> Float:
    """Turn logits into probabilities: float32 of the same shape."""
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32, copy=False)
