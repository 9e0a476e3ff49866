"""Counsel: who is asked for the colours of a frame, by likeness, and how often.

To compare a frame with a picture takes as long as to colour it. What a picture says moves on with
what it said it of, so they are asked in turn, one a frame.
"""

from collections.abc import Sequence

from studio.color.arrays import Float
from studio.film.keys import KnownKey, Sample, find_last, find_next, locate
from studio.film.likeness import Advice, advise, ask_in_turn

Counsel = tuple[Advice, ...]  # what each said, in the order in which they are asked


def ask(
    seen: Float,
    asked: Sequence[Sample],
    number: int,
    before: Counsel = (),
    step: Float | None = None,
) -> Counsel:
    """Ask pictures for the colours of a frame.

    Parameters
    ----------
    seen : float32 array of shape (h', w', C)
        What places of the frame are found by.
    asked : sequence of Sample
    number : int
        Of the frame in its scene.
    before : Counsel, optional
        What they said of the frame before, if they are the same: then but one is asked.
    step : float32 array of shape (h, w, 2), optional
        Motion from the frame to the one before.
    """
    if step is None or len(before) != len(asked):
        return tuple(advise(seen, sample.vectors, sample.ab) for sample in asked)
    turn = number % len(asked)
    said = [advice.carry(step) for advice in before]
    said[turn] = advise(seen, asked[turn].vectors, asked[turn].ab)
    return tuple(said)


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
