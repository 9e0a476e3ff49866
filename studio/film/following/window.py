"""The window: what the next frames say of the colours of a frame.

An average over the frames so far lags behind what models come to think; with frames ahead it does
not. Frames are coloured in blocks, and a block is looked at ahead: each is gone through but twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.color.arrays import Float
from studio.film.following.average import Average

BLOCK = 6  # frames that are coloured at once, with as many ahead
AHEAD = 2.0  # frames that count of those ahead: with more, colours move where blocks meet


@dataclass(frozen=True, eq=False, kw_only=True)
class Link:
    """What the frame before one needs to know of it."""

    back: Float  # (h, w, 2): motion from there to this one
    trust: Float  # (h, w): how far it can be trusted
    new: Average  # what was seen in this one alone


def find_block(place: int) -> range:
    """Return the places in their scene of the frames that are coloured together with one."""
    start = place - place % BLOCK
    return range(start, start + BLOCK)


def look_back(past: Sequence[Average], links: Sequence[Link]) -> list[Float]:
    """Return the colours of frames that follow one another.

    Parameters
    ----------
    past : sequence of Average
        Over each frame and those before it.
    links : sequence of Link
        Of these frames, and of those ahead.

    Returns
    -------
    list of float32 arrays of shape (h, w, 2)
        As many as there are of `past`.
    """
    colors = [] if len(past) < len(links) else [past[-1].ab]
    future = links[-1].new
    for place in range(len(links) - 2, -1, -1):
        future = future.move(links[place + 1].back, links[place + 1].trust, AHEAD)
        if place < len(past):
            colors.append(past[place].join(future).ab)
        future = links[place].new.join(future)
    return colors[::-1]
