"""The window: what the next frames say of the colours of a frame.

An average over the frames so far lags behind what models come to think; with frames ahead it does
not. They are looked at in blocks, so that each frame is gone through no more than twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.color.arrays import Float
from studio.film.average import Average

BLOCK = 6  # frames that are coloured at once, with as many ahead


@dataclass(frozen=True, eq=False, kw_only=True)
class Link:
    """What the frame before one needs to know of it."""

    back: Float  # (h, w, 2): motion from there to this one
    trust: Float  # (h, w): how far it can be trusted
    new: Average  # what was seen in this one alone


def find_end(number: int) -> int:
    """Return up to where frames are to be known to colour one, by their numbers in the scene."""
    return (number // BLOCK + 2) * BLOCK


def look_back(past: Sequence[Average], links: Sequence[Link]) -> list[Float]:
    """Return the colours of frames that follow one another.

    Parameters
    ----------
    past : sequence of Average
        Over each frame and those before it.
    links : sequence of Link
        Of each frame.

    Returns
    -------
    list of float32 arrays of shape (h, w, 2)
    """
    colors = [past[-1].ab]
    future = links[-1].new
    for average, link, after in zip(past[-2::-1], links[-2::-1], links[:0:-1], strict=True):
        future = future.move(after.back, after.trust)
        colors.append(average.join(future).ab)
        future = link.new.join(future)
    return colors[::-1]
