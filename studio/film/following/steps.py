"""Following: the colours of a scene go with its things, from frame to frame and from its keys.

Chroma is a small map; lightness is each frame's own, at full size. A colour comes from the frame
before, by motion; from a key, by the motion that leads back to it, or by likeness where that is
lost; and from a model where a thing is new. Models look at every second frame: between them things
are where motion leads. What is kept does not grow with a film's length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.color.arrays import Picture
from studio.film.following import average, motion, tracking
from studio.film.following.average import SURE, TINY, Average
from studio.film.following.counsel import Counsel, ask, carry, choose, weigh
from studio.film.following.keys import KnownKey, Sample, find_last, find_next, locate
from studio.film.following.sight import Sight
from studio.film.following.tracking import Track
from studio.film.following.window import Link
from studio.rendering.reference import vectors

EVERY = 2  # frames of which models look at one; without loss on five films
MOST = 6.0  # frames that count: more flicker less, and keep what models took back
ANCHORED = 8  # frames from one that later ones are compared with to the next


@dataclass(frozen=True, eq=False, kw_only=True)
class Last:
    """What the next frame of a scene needs to know of those before it."""

    number: int  # of the frame in the film
    start: int  # number of the first frame of its scene
    gray: Picture  # (h, w): L*, 255 for white
    colors: Average  # over this frame and those before it
    track: Track  # to the last key; of no use where there was none
    anchor: Sample | None  # an earlier frame: what turned up after a key is found again there
    counsel: Counsel  # what keys and the anchor said

    @property
    def place(self) -> int:
        """The number of the frame in its scene."""
        return self.number - self.start


def begin(number: int, sight: Sight, keys: Sequence[KnownKey]) -> tuple[Last, Link]:
    """Colour the first frame of a scene: its number in the film, and the keys of the scene."""
    rest = tracking.begin(*sight.gray.shape)
    last = Last(
        number=number,
        start=number,
        gray=sight.gray,
        colors=average.begin(rest.there, 0),
        track=rest,
        anchor=None,
        counsel=(),
    )
    last, new = _color(last, sight, keys)
    return last, Link(back=rest.there, trust=last.colors.weight, new=new)


def follow(last: Last, sight: Sight, keys: Sequence[KnownKey]) -> tuple[Last, Link]:
    """Colour the next frame of a scene, as `begin` does the first."""
    step = motion.find_motion(sight.gray, last.gray)
    back = motion.find_motion(last.gray, sight.gray)
    trust = motion.trust(sight.gray, last.gray, step, back)
    now = replace(
        last,
        number=last.number + 1,
        gray=sight.gray,
        colors=last.colors.move(step, trust, MOST),
        counsel=carry(last.counsel, step),
    )
    before = find_last(keys, now.number)
    if before is not None:
        track = tracking.advance(last.track, step, back, now.gray, before.gray)
        now = replace(now, track=track)
    now, new = _color(now, sight, keys)
    return now, Link(back=back, trust=motion.trust(last.gray, now.gray, back, step), new=new)


def _color(now: Last, sight: Sight, keys: Sequence[KnownKey]) -> tuple[Last, Average]:
    """Join what came by motion with what is seen; return the latter alone as well."""
    if sight.opinion is None:
        unseen = np.full(now.gray.shape, TINY)
        return _lay_keys(now, Average(now.colors.ab, unseen), keys)
    if not keys:
        return _lay_keys(now, average.begin(sight.opinion.own, 1), keys)
    seen = vectors(sight.opinion.features)
    asked = choose(keys, now.number, now.anchor)
    now = replace(now, counsel=ask(seen, asked, now.place // EVERY, now.counsel))
    own = weigh(now.counsel, keys, now.number).apply(sight.opinion.own)
    now, new = _lay_keys(now, average.begin(own, 1), keys)
    if now.place % ANCHORED == 0:
        now = replace(now, anchor=Sample(vectors=seen, ab=now.colors.ab))
    return now, new


def _lay_keys(now: Last, new: Average, keys: Sequence[KnownKey]) -> tuple[Last, Average]:
    """Lay what keys show over what is seen, and over that joined with what came by motion."""
    before, after = find_last(keys, now.number), find_next(keys, now.number)
    both = now.colors.join(new)
    if before is None:
        return replace(now, colors=both), new
    if before.number == now.number:
        known = average.begin(before.ab, SURE)
        track = tracking.begin(*now.gray.shape)
        return replace(now, colors=known, track=track, counsel=()), known  # now others are asked
    shown = motion.move(before.ab, now.track.there)
    certain = tracking.certainty(now.track, now.gray, before.gray)
    new, both = new.lay(shown, certain), both.lay(shown, certain)
    if after is not None and now.counsel:
        coming = now.counsel[1].times(locate(before, after, now.number))
        new, both = (Average(coming.shift(one.ab), one.weight) for one in (new, both))
    return replace(now, colors=both), new
