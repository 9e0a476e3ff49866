"""Counsel: who is asked for the colours of a frame, by likeness, and how often.

To compare a frame with a picture takes as long as to colour it. What a picture says moves on with
what it said it of, so they are asked in turn, one at a time.
"""

from collections.abc import Sequence

from studio.color.arrays import Float
from studio.film.following.keys import KnownKey, Sample, find_last, find_next, locate
from studio.film.following.likeness import Advice, advise, ask_in_turn

Counsel = tuple[Advice, ...]  # what each said, in the order in which they are asked


def ask(seen: Float, asked: Sequence[Sample], turn: int, before: Counsel = ()) -> Counsel:
    """Ask pictures for the colours of a frame.

    Parameters
    ----------
    seen : float32 array of shape (h', w', C)
        What places of the frame are found by.
    asked : sequence of Sample
    turn : int
        How often some were asked before.
    before : Counsel, optional
        What they said of earlier frames, carried on: if they are the same, but one is asked anew.
    """
    if len(before) != len(asked):
        return tuple(advise(seen, sample.vectors, sample.ab) for sample in asked)
    said = list(before)
    place = turn % len(asked)
    said[place] = advise(seen, asked[place].vectors, asked[place].ab)
    return tuple(said)


def carry(counsel: Counsel, step: Float) -> Counsel:
    """Take counsel along to the next frame; the step leads from there to this one, in pixels."""
    return tuple(advice.carry(step) for advice in counsel)


def choose(keys: Sequence[KnownKey], number: int, anchor: Sample | None) -> list[Sample]:
    """Return who is asked: the keys before and after a frame, other pictures, an earlier frame."""
    around = [find_last(keys, number), find_next(keys, number)]
    others = [key for key in keys if key.number is None]
    return [sample for sample in (*around, *others, anchor) if sample is not None]


def weigh(counsel: Counsel, keys: Sequence[KnownKey], number: int) -> Advice:
    """Return what they all say: keys share by distance, and the others speak where they doubt."""
    before, after = find_last(keys, number), find_next(keys, number)
    if before is None or after is None:
        return ask_in_turn(counsel[0], counsel[1:])
    share = locate(before, after, number)
    both = counsel[0].times(1 - share).add(counsel[1].times(share))
    return ask_in_turn(both, counsel[2:])
